import Domain
import Testing
import Wire

@testable import APIDocs

@Suite("A schema of the document")
struct SchemaTests {
    @Test(
        "has the limits that the server keeps",
        arguments: [
            ("UserCreate", "name", UserName.length), ("UserCreate", "password", Password.length),
            ("LoginRequest", "password", Password.length), ("ChatCreate", "name", ChatName.length),
            ("MessageCreate", "text", MessageText.byteLength),
        ]
    )
    func limits(_ name: String, _ property: String, _ length: ClosedRange<Int>) {
        let schema = schema(name, property)
        #expect(schema["minLength"].number == Int64(length.lowerBound))
        #expect(schema["maxLength"].number == Int64(length.upperBound))
    }

    @Test("of client_message_id allows null and has the limits that the server keeps")
    func clientMessageID() {
        let choices = schema("MessageCreate", "client_message_id")["anyOf"].elements
        #expect(choices.map { $0["type"].text } == ["string", "null"])
        #expect(choices.first?["maxLength"].number == Int64(ClientMessageID.length.upperBound))
    }

    @Test("of a page's size and place has the limits that the server keeps")
    func history() {
        let parameters = document["components"]?["parameters"]
        let limit = parameters?["Limit"]?["schema"]
        #expect(limit?["minimum"].number == HistoryQuery.limits.lowerBound)
        #expect(limit?["maximum"].number == HistoryQuery.limits.upperBound)
        #expect(limit?["default"].number == HistoryQuery.defaultLimit)
        #expect(parameters?["Offset"]?["schema"]?["maximum"].number == .max)
    }

    @Test("of a type of chat lists those that there are")
    func chatType() {
        #expect(
            schema("ChatType")["enum"].elements.compactMap { Optional($0).text } == ChatType.allCases.map(\.rawValue)
        )
    }

    @Test(
        "of an address fits what the server takes",
        arguments: [
            "anna@example.com", "a.b+c@sub.ex-ample.co.uk", "!#$%&'*+/=?^_`{|}~-@x.io", "A1@X9.COM",
            String(repeating: "x", count: 64) + "@example.com",
        ]
    )
    func goodAddress(_ address: String) throws {
        #expect(try matches(address, schema("Email")))
        #expect((try? EmailAddress(parsing: address)) != nil)
    }

    @Test(
        "of an address fits nothing that the server refuses",
        arguments: [
            "", "anna", "a@b", "a@b.test", "a@b.LOCAL", "a@x.arpa", "a..b@example.com", ".a@example.com",
            "a.@example.com", "a@-x.com", "a@x-.com", "a@ab--cd.com", "a b@example.com", "a@example.com\u{0}",
            "a@[127.0.0.1]", "\"a\"@example.com", "a@b@example.com", "a@example.123",
            String(repeating: "x", count: 65) + "@example.com",
        ]
    )
    func badAddress(_ address: String) throws {
        #expect(try !matches(address, schema("Email")))
        #expect((try? EmailAddress(parsing: address)) == nil)
    }

    @Test(
        "of a member fits the texts of numbers that the server takes",
        arguments: ["14", " +5 ", "05", "1_0", "-3", "2.00"]
    )
    func goodMember(_ text: String) throws {
        let pattern = schema("MemberID")["anyOf"].elements.first { $0["pattern"] != nil } ?? .null
        #expect(try matches(text, pattern))
        #expect(throws: Never.self) { try members(text) }
    }

    @Test(
        "of a member fits no text that the server refuses",
        arguments: ["", "x", "1.5", "1e1", "1__0", "_1", "+", "٣"]
    )
    func badMember(_ text: String) throws {
        let pattern = schema("MemberID")["anyOf"].elements.first { $0["pattern"] != nil } ?? .null
        #expect(try !matches(text, pattern))
        #expect(throws: RequestProblem.self) { try members(text) }
    }

    @Test("of a text refuses U+0000 and nothing else")
    func withoutNUL() throws {
        #expect(try matches("Привет\n👋", schema("UserCreate", "name")))
        #expect(try !matches("a\u{0}b", schema("UserCreate", "name")))
    }

    private func matches(_ text: String, _ schema: JSONValue) throws -> Bool {
        let pattern = try #require(schema["pattern"].text)
        return try Regex(pattern).matchingSemantics(.unicodeScalar).firstMatch(in: text) != nil
    }

    private func members(_ text: String) throws(RequestProblem) {
        _ = try CreateChatRequest.parse(
            contentType: nil,
            body: Array(#"{"name":"x","member_ids":["\#(text)"]}"#.utf8)
        )
    }
}
