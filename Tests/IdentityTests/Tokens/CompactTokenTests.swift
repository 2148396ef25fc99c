import Testing

@testable import Identity

@Suite("The compact form of tokens")
struct CompactTokenTests {
    @Test("a token falls into header, payload and signature, and the first two are what is signed")
    func parts() throws {
        let token = try #require(CompactToken("head.load.sign"))
        #expect(String(decoding: token.header, as: UTF8.self) == "head")
        #expect(String(decoding: token.payload, as: UTF8.self) == "load")
        #expect(String(decoding: token.signature, as: UTF8.self) == "sign")
        #expect(String(decoding: token.signed, as: UTF8.self) == "head.load")
    }

    @Test("parts may be empty here", arguments: ["..", "a..", ".b.", "..c"])
    func emptyParts(text: String) {
        #expect(CompactToken(text) != nil)
    }

    @Test("any other number of dots than two is refused", arguments: ["", "a", ".", "a.b", "a.b.c.d", "...", "a...b"])
    func dots(text: String) {
        #expect(CompactToken(text) == nil)
    }

    @Test("8 KiB are the longest token, counted in UTF-8")
    func length() {
        #expect(CompactToken(String(repeating: "a", count: 8190) + "..") != nil)
        #expect(CompactToken(String(repeating: "a", count: 8191) + "..") == nil)
        #expect(CompactToken(String(repeating: "д", count: 4096) + "..") == nil)
    }
}
