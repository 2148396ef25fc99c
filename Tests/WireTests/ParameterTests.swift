import Domain
import Testing

@testable import Wire

@Suite("Whole numbers in paths and queries")
struct WholeNumberTests {
    /// Accepted by pydantic 2.14 as `int`, and its values.
    static let readable: [(text: String, value: Int64)] = [
        ("14", 14), (" 14 ", 14), ("+5", 5), ("05", 5), ("1_0", 10), ("1.0", 1), ("1.00", 1), ("-5", -5), ("-0", 0),
        ("00", 0), ("-00", 0), ("0_0", 0), ("0005_0", 50), ("1_0.0", 10), ("\u{A0}5", 5), ("\t5\n", 5), ("5.0 ", 5),
        ("+0005.00", 5), ("-1.0", -1), ("0.0", 0), ("1_000_000", 1_000_000), ("0_1", 1), ("\u{2007} 5", 5),
        ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ]

    @Test("one written in an unusual way is read", arguments: readable)
    func accepted(text: String, value: Int64) throws {
        #expect(try WholeNumber(parsing: text) == .exact(value))
    }

    @Test(
        "what is none is refused",
        arguments: [
            "", " ", "abc", "1.5", "1e1", "1.", ".0", ".", "1__0", "_1", "1_", "+-5", "--5", "- 5", "+ 5", "+", "-",
            "１４", "0x10", "1.0_0", "5\0", "+_1", "1._0", "\u{1C}5", "1 2", "0-5", "1,0",
        ]
    )
    func refused(text: String) {
        #expect(throws: ValueProblem.unreadableInteger) { try WholeNumber(parsing: text) }
    }

    @Test("one beyond 64 bits is known to be large or small")
    func huge() throws {
        #expect(try WholeNumber(parsing: "9223372036854775808") == .tooLarge)
        #expect(try WholeNumber(parsing: "-9223372036854775809") == .tooSmall)
        #expect(try WholeNumber(parsing: String(repeating: "9", count: 4300)) == .tooLarge)
        #expect(throws: ValueProblem.hugeInteger) {
            try WholeNumber(parsing: String(repeating: "9", count: 4301))
        }
        #expect(throws: ValueProblem.unreadableInteger) { try WholeNumber(parsing: "99999999999999999999x") }
    }

    static let numbers: [(number: Double, problem: ValueProblem)] = [
        (1.5, .fractionalInteger), (-0.1, .fractionalInteger), (.infinity, .infiniteNumber), (.nan, .infiniteNumber),
        (1e20, .hugeInteger), (-1e20, .hugeInteger), (0x1p63, .hugeInteger),
    ]

    @Test("a number that is not whole, or hugely so, is refused", arguments: numbers)
    func refusedNumbers(number: Double, problem: ValueProblem) {
        #expect(throws: problem) { try WholeNumber(.number(number)) }
    }

    @Test("a whole number with a point is read")
    func wholeNumbers() throws {
        #expect(try WholeNumber(.number(15)) == .exact(15))
        #expect(try WholeNumber(.number(-0.0)) == .exact(0))
        #expect(try WholeNumber(.number(-0x1p62)) == .exact(-0x4000_0000_0000_0000))
        #expect(throws: ValueProblem.malformedString) { try WholeNumber(.malformedString("5")) }
    }
}

@Suite("The chat in a path")
struct PathParameterTests {
    @Test("it is read like any whole number", arguments: [("3", 3), ("+3", 3), ("1.0", 1), (" 03", 3), ("-7", -7)])
    func read(text: String, id: Int64) throws {
        #expect(try PathParameter.chatID(text) == ID(id))
    }

    @Test(
        "one beyond 64 bits is a chat that nobody is in",
        arguments: ["9223372036854775808", "-99999999999999999999"]
    )
    func huge(text: String) throws {
        #expect(try PathParameter.chatID(text) == ID(0))
    }

    @Test("anything else is told of as the contract says")
    func refused() {
        #expect(
            refusal { () throws(RequestProblem) in try PathParameter.chatID("abc") }
                == #"{"detail":[{"type":"int_parsing","loc":["path","chat_id"],"#
                + #""msg":"Input should be a valid integer, unable to parse string as an integer","input":"abc"}],"#
                + #""code":"validation_failed"}"#
        )
    }
}

@Suite("The query of a page of history")
struct HistoryQueryTests {
    @Test("nothing said means the first 50")
    func defaults() throws {
        #expect(try parse([]) == HistoryQuery(limit: 50, offset: 0))
        #expect(try parse([("other", "x")]) == HistoryQuery(limit: 50, offset: 0))
    }

    @Test("the last of repeated parameters counts")
    func repeated() throws {
        #expect(
            try parse([("limit", "x"), ("limit", "7"), ("offset", "1"), ("offset", " 2.0")])
                == HistoryQuery(limit: 7, offset: 2)
        )
    }

    @Test("the limits are 1 and 100, and nothing limits the offset upwards")
    func limits() throws {
        #expect(try parse([("limit", "1")]).limit == 1)
        #expect(try parse([("limit", "100")]).limit == 100)
        #expect(try parse([("offset", "9223372036854775807")]).offset == .max)
    }

    static let refusals: [(name: String, value: String, problem: String)] = [
        (
            "limit", "0",
            #"{"type":"greater_than_equal","loc":["query","limit"],"#
                + #""msg":"Input should be greater than or equal to 1","input":"0","ctx":{"ge":1}}"#
        ),
        (
            "limit", "101",
            #"{"type":"less_than_equal","loc":["query","limit"],"#
                + #""msg":"Input should be less than or equal to 100","input":"101","ctx":{"le":100}}"#
        ),
        (
            "limit", "99999999999999999999",
            #"{"type":"less_than_equal","loc":["query","limit"],"#
                + #""msg":"Input should be less than or equal to 100","input":"99999999999999999999","ctx":{"le":100}}"#
        ),
        (
            "limit", "",
            #"{"type":"int_parsing","loc":["query","limit"],"#
                + #""msg":"Input should be a valid integer, unable to parse string as an integer","input":""}"#
        ),
        (
            "offset", "-1",
            #"{"type":"greater_than_equal","loc":["query","offset"],"#
                + #""msg":"Input should be greater than or equal to 0","input":"-1","ctx":{"ge":0}}"#
        ),
        (
            "offset", "9223372036854775808",
            #"{"type":"less_than_equal","loc":["query","offset"],"#
                + #""msg":"Input should be less than or equal to 9223372036854775807","#
                + #""input":"9223372036854775808","ctx":{"le":9223372036854775807}}"#
        ),
    ]

    @Test("what lies outside is told of as the contract says", arguments: refusals)
    func refused(name: String, value: String, problem: String) {
        #expect(
            refusal { () throws(RequestProblem) in try parse([(name, value)]) }
                == #"{"detail":[\#(problem)],"code":"validation_failed"}"#
        )
    }

    @Test("both are told of, the limit first")
    func both() {
        let refusal = refusal { () throws(RequestProblem) in try parse([("offset", "x"), ("limit", "y")]) }
        #expect(refusal.contains(#""loc":["query","limit"]"#))
        #expect(refusal.contains(#""input":"y"},{"type":"int_parsing","loc":["query","offset"]"#))
    }

    private func parse(_ parameters: [(name: String, value: String)]) throws(RequestProblem) -> HistoryQuery {
        try HistoryQuery.parse(parameters)
    }
}

@Suite("Several parts of a request at once")
struct TogetherTests {
    @Test("both values come back")
    func success() throws {
        let (chat, request) = try together("3", #"{"text":"x"}"#)
        #expect(chat == ID(3))
        #expect(request.text.rawValue == "x")
    }

    @Test("the problems of both are told, those of the path first")
    func both() {
        let refusal = refusal { () throws(RequestProblem) in try together("abc", #"{"text":5}"#) }
        #expect(refusal.contains(#""input":"abc"},{"type":"string_type","loc":["body","text"]"#))
    }

    @Test("the problems of one are told when the other is good")
    func one() {
        #expect(throws: RequestProblem.self) { try together("3", "{}") }
        #expect(throws: RequestProblem.self) { try together("x", #"{"text":"x"}"#) }
    }

    @Test("a body that is no JSON is told of alone")
    func malformed() {
        let refusal = refusal { () throws(RequestProblem) in try together("abc", "{") }
        #expect(refusal.hasPrefix(#"{"detail":[{"type":"json_invalid","loc":["body",1]"#))
        #expect(!refusal.contains("path"))
    }

    @Test("a body that is not UTF-8 is told of alone, in either order")
    func invalidUTF8() {
        let body = { () throws(RequestProblem) in
            try PostMessageRequest.parse(contentType: nil, body: [0xFF])
        }
        let path = { () throws(RequestProblem) in try PathParameter.chatID("abc") }
        #expect(throws: RequestProblem.invalidUTF8) { try RequestProblem.together(path, body) }
        #expect(throws: RequestProblem.invalidUTF8) { try RequestProblem.together(body, path) }
    }

    private func together(_ chat: String, _ body: String) throws(RequestProblem) -> (ID<Chat>, PostMessageRequest) {
        try RequestProblem.together(
            { () throws(RequestProblem) in try PathParameter.chatID(chat) },
            { () throws(RequestProblem) in try PostMessageRequest.parse(body) }
        )
    }
}

/// The answer to what `parse` refuses.
private func refusal<Value>(_ parse: () throws(RequestProblem) -> Value) -> String {
    do throws(RequestProblem) {
        _ = try parse()
        return "accepted"
    } catch {
        guard case .invalid(let problems) = error else { return "not UTF-8" }
        return text(ReplyBody.validation(problems))
    }
}
