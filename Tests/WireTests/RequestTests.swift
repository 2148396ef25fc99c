import Domain
import Testing

@testable import Wire

@Suite("Accepted bodies")
struct RequestTests {
    @Test("POST /register: unknown keys do not matter, nor does the order")
    func register() throws {
        let request = try RegisterRequest.parse(
            #"{"id":1,"password":"password123","name":"Анна","email":" Anna@EXAMPLE.com "}"#
        )
        #expect(request.email.rawValue == "Anna@example.com")
        #expect(request.name.rawValue == "Анна")
        #expect(request.password.rawValue == "password123")
    }

    @Test("POST /login")
    func login() throws {
        let request = try LoginRequest.parse(#"{"email":"anna@example.com","password":"password123"}"#)
        #expect(request.email.rawValue == "anna@example.com")
        #expect(request.password.rawValue == "password123")
    }

    @Test("POST /chats: a chat is private unless it says otherwise")
    func createChat() throws {
        #expect(
            try CreateChatRequest.parse(#"{"name":"Чат А-Б","member_ids":[14]}"#)
                == CreateChatRequest(name: ChatName(stored: "Чат А-Б"), type: .private, memberIDs: [ID(14)])
        )
        #expect(try CreateChatRequest.parse(#"{"name":"x","chat_type":"group","member_ids":[]}"#).type == .group)
        #expect(try CreateChatRequest.parse(#"{"name":"x","chat_type":"private","member_ids":[]}"#).type == .private)
    }

    @Test("POST /chats: ids come as numbers in many forms")
    func memberIDs() throws {
        let request = try CreateChatRequest.parse(
            #"{"name":"x","member_ids":[14,"14",15.0,true,false," 7 ","+5","1_0","2.0",-3,14]}"#
        )
        #expect(request.memberIDs == [14, 14, 15, 1, 0, 7, 5, 10, 2, -3, 14].map { ID($0) })
    }

    @Test("POST /chats: an id beyond 64 bits is one that nobody has")
    func hugeMemberIDs() throws {
        let request = try CreateChatRequest.parse(
            #"{"name":"x","member_ids":[9223372036854775808,-9223372036854775809,"99999999999999999999"]}"#
        )
        #expect(request.memberIDs == [ID(0), ID(0), ID(0)])
    }

    @Test("POST /chats/{chat_id}/messages: the text is kept as it came")
    func postMessage() throws {
        let request = try PostMessageRequest.parse(
            #"{"text":" \u041f\n\ud83d\udc4b ","sender_id":9,"client_message_id":"c-1"}"#
        )
        #expect(request.text.rawValue == " П\n👋 ")
        #expect(request.clientMessageID?.rawValue == "c-1")
    }

    @Test(
        "POST /chats/{chat_id}/messages: no client message id and null are the same",
        arguments: ["", #","client_message_id":null"#]
    )
    func withoutClientMessageID(member: String) throws {
        #expect(try PostMessageRequest.parse(#"{"text":"x"\#(member)}"#).clientMessageID == nil)
    }

    @Test("the longest text and the longest client message id fit")
    func longest() throws {
        let text = String(repeating: "я", count: 32_768)
        let name = String(repeating: "я", count: 128)
        let request = try PostMessageRequest.parse(#"{"text":"\#(text)","client_message_id":"\#(name)"}"#)
        #expect(request.text.rawValue == text)
        #expect(request.clientMessageID?.rawValue == name)
        #expect(PostMessageRequest.problems(#"{"text":"\#(text)a"}"#).map(\.type) == ["string_too_long"])
        #expect(
            PostMessageRequest.problems(#"{"text":"x","client_message_id":"\#(name)c"}"#).map(\.type)
                == ["string_too_long"]
        )
    }
}

@Suite("The content type of a body")
struct ContentTypeTests {
    private let body = #"{"text":"x"}"#

    @Test(
        "JSON in all its names is read",
        arguments: [
            nil, "", "application/json", "Application/JSON", "application/json; charset=utf-8",
            "application/json;charset=utf-8", " application/json ", "application/problem+json",
            "application/x+JSON;a=b",
        ]
    )
    func accepted(contentType: String?) throws {
        #expect(try PostMessageRequest.parse(body, contentType: contentType).text.rawValue == "x")
    }

    @Test(
        "what a page of another site could send unasked is refused",
        arguments: [
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json",
            "application/jsonp", "application/", "json", "application/xml; a=application/json", ";application/json",
        ]
    )
    func refused(contentType: String) {
        let problems = PostMessageRequest.problems(body, contentType: contentType)
        #expect(problems.map(\.type) == ["model_attributes_type"])
        #expect(problems.first?.input == .string(body))
    }

    @Test("no body is missing, whatever type it says it has", arguments: [nil, "application/json", "text/plain"])
    func empty(contentType: String?) {
        let problems = PostMessageRequest.problems("", contentType: contentType)
        #expect(problems.map(\.type) == ["missing"])
        #expect(problems.first?.input == .null)
    }

    @Test("a body that is not UTF-8 is told of as such")
    func invalidUTF8() {
        #expect(throws: RequestProblem.invalidUTF8) {
            try PostMessageRequest.parse(contentType: nil, body: Array(#"{"text":""#.utf8) + [0xFF, 0x22, 0x7D])
        }
    }

    @Test("bytes of another type that are not UTF-8 are refused, too")
    func rawBytes() {
        #expect(throws: RequestProblem.self) {
            try PostMessageRequest.parse(contentType: "text/plain", body: [0xFF, 0xFE])
        }
    }
}
