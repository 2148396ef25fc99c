import Testing

@testable import Identity

@Suite("JSON objects")
struct JSONObjectTests {
    @Test("each kind of member is told from the others")
    func kinds() {
        let text = #"{"s":"x","n":-1.5e+3,"z":null,"t":true,"f":false,"a":[1,[2],{}],"o":{"p":{"q":[]}}}"#
        #expect(
            JSONObject.members(of: Array(text.utf8)) == [
                "s": .string("x"), "n": .number("-1.5e+3"), "z": .null, "t": .other, "f": .other, "a": .other,
                "o": .other,
            ]
        )
    }

    @Test("space is allowed wherever RFC 8259 allows it")
    func space() {
        let text = " \t\r\n{ \"a\" : 1 , \"b\" : [ 1 , 2 ] , \"c\" : { \"d\" : [ ] } , \"e\" : { } } \n"
        #expect(JSONObject.members(of: Array(text.utf8))?.count == 4)
        #expect(JSONObject.members(of: Array("{ }".utf8)) == [:])
    }

    @Test("escapes in names and strings are resolved")
    func escapes() {
        let text = #"{"\u0061\u00e9":"\"\\\/\b\f\n\r\t\u0000\ud83d\uDC4B!"}"#
        #expect(
            JSONObject.members(of: Array(text.utf8)) == ["aé": .string("\"\\/\u{8}\u{C}\n\r\t\0👋!")]
        )
    }

    @Test("numbers are kept as they were written", arguments: ["0", "-0", "10", "0.5", "1e5", "1E-5", "-1.25e+05"])
    func numbers(number: String) {
        #expect(JSONObject.members(of: Array("{\"n\":\(number)}".utf8)) == ["n": .number(number)])
    }

    @Test(
        "numbers that JSON does not know are refused",
        arguments: ["01", "+1", ".5", "1.", "1e", "-", "0x1", "NaN", "1_0"]
    )
    func badNumbers(number: String) {
        #expect(JSONObject.members(of: Array("{\"n\":\(number)}".utf8)) == nil)
    }

    @Test(
        "everything that RFC 8259 forbids is refused",
        arguments: [
            "", " ", "x", "null", "[]", "{", "}", "{}{}", "{} x", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
            "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{\"a\":tru}", "{\"a\":nulL}", "{\"a\":[1,]}", "{\"a\":[1}",
            "{\"a\":[}", "{\"a\":{\"b\":}}", "{\"a\":\"x}", "{\"a\":\"\n\"}", "{\"a\":\"\u{1F}\"}",
            "\u{FEFF}{}", "{\"a\":/* */1}",
        ]
    )
    func malformed(text: String) {
        #expect(JSONObject.members(of: Array(text.utf8)) == nil)
    }

    @Test(
        "escapes that stand for no character are refused",
        arguments: [
            #"\x"#, #"\u12"#, #"\u12g4"#, #"\ud800"#, #"\udc00"#, #"\ud800\ud800"#, #"\ud800x"#, #"\ud800\n"#,
            #"\u+123"#, #"\"#,
        ]
    )
    func badEscapes(escape: String) {
        #expect(JSONObject.members(of: Array("{\"a\":\"\(escape)\"}".utf8)) == nil)
    }

    @Test(
        "a name that comes twice is refused, however it is spelt",
        arguments: [#"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#]
    )
    func duplicates(text: String) {
        #expect(JSONObject.members(of: Array(text.utf8)) == nil)
    }

    @Test("nesting ends at sixteen levels")
    func depth() {
        func nested(_ levels: Int) -> [UInt8] {
            let (open, close) = (String(repeating: "[", count: levels), String(repeating: "]", count: levels))
            return Array("{\"a\":\(open)\(close)}".utf8)
        }
        #expect(JSONObject.members(of: nested(16)) == ["a": .other])
        #expect(JSONObject.members(of: nested(17)) == nil)
        #expect(JSONObject.members(of: nested(100_000)) == nil)
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F]]
    )
    func notUTF8(bytes: [UInt8]) {
        #expect(JSONObject.members(of: Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8)) == nil)
    }
}
