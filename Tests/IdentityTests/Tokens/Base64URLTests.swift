import Testing

@testable import Identity

@Suite("Base 64 for URLs")
struct Base64URLTests {
    @Test(
        "the vectors of RFC 4648, section 10, without padding, go both ways",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(plain: String, encoded: String) {
        #expect(Base64URL.encode(plain.utf8) == encoded)
        #expect(Base64URL.decode(Array(encoded.utf8)[...]) == Array(plain.utf8))
    }

    @Test("the two characters that differ from plain base 64 are - and _")
    func alphabet() {
        #expect(Base64URL.encode([0xFB, 0xFF, 0xBF]) == "-_-_")
        #expect(Base64URL.decode(Array("-_-_".utf8)[...]) == [0xFB, 0xFF, 0xBF])
    }

    @Test("all bytes in all positions survive")
    func everything() {
        for shift in 0..<4 {
            let bytes = Array(repeating: UInt8(7), count: shift) + Array(0...255)
            #expect(Base64URL.decode(Array(Base64URL.encode(bytes).utf8)[...]) == bytes)
        }
    }

    @Test(
        "what no encoder writes is refused: padding, other alphabets, space, bits left over, a lonely character",
        arguments: ["Zg==", "Zm9vYg=", "+/+/", "Zm 9v", "Zm9v\n", "Zh", "Zm9", "Z", "Zm9vY", "Zmö", "Z\0"]
    )
    func refusals(text: String) {
        #expect(Base64URL.decode(Array(text.utf8)[...]) == nil)
    }
}
