import Testing

@testable import Wire

@Suite("Reading JSON")
struct JSONParserTests {
    @Test("a text has the value that Python gives it", arguments: jsonValues)
    func values(text: String, written expected: String) throws {
        #expect(written(try json(text)) == expected)
    }

    @Test("a mistake has Python's words and place", arguments: jsonMistakes)
    func mistakes(text: String, offset: Int, message: String) {
        #expect(throws: JSONParseError.syntax(JSONSyntaxError(message: message, offset: offset))) { try json(text) }
    }

    @Test("numbers keep their kind")
    func numbers() throws {
        #expect(try json("15") == .integer(15))
        #expect(try json("15.0") == .number(15))
        #expect(try json("-0") == .integer(0))
        #expect(try json("1e2") == .number(100))
        #expect(try json("9223372036854775807") == .integer(.max))
        #expect(try json("-9223372036854775808") == .integer(.min))
        #expect(try json("9223372036854775808") == .bigInteger("9223372036854775808"))
        #expect(try json("-9223372036854775809") == .bigInteger("-9223372036854775809"))
        #expect(try json("1e400") == .number(.infinity))
        #expect(try json("-1e400") == .number(-.infinity))
    }

    @Test("the numbers that JSON does not have are read as Python reads them")
    func specialNumbers() throws {
        #expect(try json("Infinity") == .number(.infinity))
        #expect(try json("[-Infinity]") == .array([.number(-.infinity)]))
        guard case .number(let number) = try json("NaN") else {
            Issue.record("NaN is no number")
            return
        }
        #expect(number.isNaN)
    }

    @Test("bytes that do not lie in one piece are read too")
    func noncontiguous() throws {
        let bytes = Array(#"{"a":[1,"é"]}"#.utf8)
        let value = JSONValue.object(["a": .array([.integer(1), .string("é")])])
        #expect(try JSONParser.parse(bytes[...]) == value)
        #expect(try JSONParser.parse(Array(bytes.reversed()).reversed()) == JSONParser.parse(bytes))
        #expect(try JSONParser.parse("[1]".utf8) == .array([.integer(1)]))
    }
}

@Suite("JSON texts with halves of surrogate pairs")
struct SurrogateTests {
    @Test(
        "a half by itself makes the text malformed",
        arguments: [
            #""\ud800""#, #""\udc00""#, #""a\ud83dz""#, #""\ud83d\ud83d""#, #""\udc4b\ud83d""#, #""\ud800\n""#,
        ]
    )
    func lone(text: String) throws {
        guard case .malformedString(let shown) = try json(text) else {
            Issue.record("not noticed")
            return
        }
        #expect(shown.unicodeScalars.contains("\u{FFFD}"))
    }

    @Test("two halves in order are one character")
    func pair() throws {
        #expect(try json(#""\ud83d\udc4b""#) == .string("👋"))
        #expect(try json(#""\uD83D\uDC4B!""#) == .string("👋!"))
    }

    @Test("a half before a whole pair stays by itself")
    func halfBeforePair() throws {
        #expect(try json(#""\ud83d\ud83d\udc4b""#) == .malformedString("\u{FFFD}👋"))
    }

    @Test("a half as bytes makes the text malformed, like one as an escape")
    func bytes() throws {
        let value = try JSONParser.parse([0x22, 0x61, 0xED, 0xA0, 0x80, 0x22])
        guard case .malformedString(let text) = value else {
            Issue.record("not noticed")
            return
        }
        #expect(text.hasPrefix("a"))
    }

    @Test("U+FFFD itself is a character like others")
    func replacementCharacter() throws {
        #expect(try json(#""\ufffd""#) == .string("\u{FFFD}"))
    }
}

@Suite("Bytes that are not UTF-8")
struct InvalidUTF8Tests {
    static let texts: [[UInt8]] = [
        [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xE0, 0x80, 0x80, 0x22],
        [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xF0, 0x80, 0x80, 0x80, 0x22], [0x22, 0x80, 0x22],
        [0x22, 0xE2, 0x82, 0x22], [0xFF], [0x7B, 0xFE, 0x7D], [0x22, 0x5C, 0x6E, 0xFF, 0x22],
    ]

    @Test("they are told of as such", arguments: texts)
    func invalid(bytes: [UInt8]) {
        #expect(throws: JSONParseError.invalidUTF8) { try JSONParser.parse(bytes) }
    }

    @Test("they are told of before a mistake that comes earlier")
    func order() {
        #expect(throws: JSONParseError.invalidUTF8) { try JSONParser.parse(Array("{oops ".utf8) + [0xFF]) }
    }

    @Test("every two-byte beginning is judged as the standard library judges it")
    func allPairs() {
        for length in 2...4 {
            let misjudged = (0..<65_536).filter { pair in
                let bytes = Array([UInt8(pair >> 8), UInt8(pair & 0xFF), 0xBF, 0xBF].prefix(length))
                let isText = String(validating: bytes, as: UTF8.self) != nil
                let isSurrogate =
                    length == 3 && (0xEDA0...0xEDBF).contains(pair)
                    || length == 4 && pair < 0x8000 && pair & 0xFF == 0xED
                let check = bytes.withUnsafeBufferPointer { UTF8Bytes.check($0) }
                return check != (isText ? .valid : isSurrogate ? .surrogates : .invalid)
            }
            #expect(misjudged.isEmpty)
        }
    }
}

@Suite("Hostile JSON")
struct HostileJSONTests {
    @Test("200 levels are read", arguments: [("[", "]"), (#"{"a":"#, "}")])
    func deep(open: String, close: String) throws {
        let inner = open == "[" ? "" : "1"
        _ = try json(String(repeating: open, count: 200) + inner + String(repeating: close, count: 200))
    }

    @Test("201 levels and a million are refused at the same place", arguments: [201, 1_000_000])
    func tooDeep(levels: Int) {
        #expect(throws: JSONParseError.syntax(JSONSyntaxError(message: "Nested too deeply", offset: 200))) {
            try json(String(repeating: "[", count: levels))
        }
    }

    @Test("levels that were left do not count")
    func wide() throws {
        let text = "[" + Array(repeating: "[[]]", count: 1000).joined(separator: ",") + "]"
        #expect(try json(text).elements.count == 1000)
    }

    @Test("an object with very many names is read in no square time", .timeLimit(.minutes(1)))
    func manyNames() throws {
        let members = (0..<50_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(try json("{\(members)}")["k49999"] == .integer(49_999))
    }

    @Test("a repeated name keeps its first place and its last value")
    func repeatedNames() throws {
        #expect(written(try json(#"{"a":1,"b":2,"a":3}"#)) == #"{"a":3,"b":2}"#)
        let many = (0..<20).map { "\"k\($0 % 10)\":\($0)" }.joined(separator: ",")
        #expect(
            written(try json("{\(many)}"))
                == "{" + (0..<10).map { "\"k\($0)\":\($0 + 10)" }.joined(separator: ",") + "}"
        )
    }

    @Test("no beginning of a text and no text with one byte changed makes the parser fall")
    func mutations() {
        let bytes = Array(#"{"a":[1,-2.5e3,"é\n\ud83d\udc4b",null,true],"b":{"c":NaN}}"#.utf8)
        var outcomes = 0
        for place in bytes.indices {
            for byte in [0x00, 0x22, 0x5C, 0x2C, 0x7B, 0x5D, 0x80, 0xFF, 0x30, 0x75] as [UInt8] {
                var changed = bytes
                changed[place] = byte
                outcomes += (try? JSONParser.parse(changed)) == nil ? 0 : 1
            }
            #expect((try? JSONParser.parse(bytes[..<place])) == nil)
        }
        #expect(outcomes > 0)
    }
}
