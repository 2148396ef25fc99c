import Testing

@testable import Wire

/// Bodies that pydantic 2.14 refuses, with its problems in our key order and without their inputs.
@Suite("Refused bodies")
struct RefusalTests {
    @Test("POST /register tells what pydantic tells")
    func register() throws {
        try expectRefusals("register") { RegisterRequest.problems($0) }
    }

    @Test("POST /login tells what pydantic tells")
    func login() throws {
        try expectRefusals("login") { LoginRequest.problems($0) }
    }

    @Test("POST /chats tells what pydantic tells")
    func createChat() throws {
        try expectRefusals("create_chat") { CreateChatRequest.problems($0) }
    }

    @Test("POST /chats/{chat_id}/messages tells what pydantic tells")
    func postMessage() throws {
        try expectRefusals("post_message") { PostMessageRequest.problems($0) }
    }

    private func expectRefusals(_ name: String, problems: (String) -> [ValidationProblem]) throws {
        let cases = try #require(try golden("refusals.json")[name]).elements
        #expect(cases.count > 5)
        for refusal in cases {
            let body = written(try #require(refusal["body"]))
            let expected = written(try #require(refusal["problems"]))
            let actual = ReplyBody.validation(problems(body).map(\.withoutInput))
            #expect(text(actual) == #"{"detail":\#(expected),"code":"validation_failed"}"#, "\(body)")
        }
    }
}

/// The lines of the contract, to the byte.
@Suite("The contract's refusals")
struct ContractRefusalTests {
    static let registrations: [(body: String, problem: String)] = [
        ("", #"{"type":"missing","loc":["body"],"msg":"Field required","input":null}"#),
        ("null", #"{"type":"missing","loc":["body"],"msg":"Field required","input":null}"#),
        (
            "{oops}",
            #"{"type":"json_invalid","loc":["body",1],"msg":"JSON decode error","input":{},"#
                + #""ctx":{"error":"Expecting property name enclosed in double quotes"}}"#
        ),
        (
            "[]",
            #"{"type":"model_attributes_type","loc":["body"],"#
                + #""msg":"Input should be a valid dictionary or object to extract fields from","input":[]}"#
        ),
        (
            #"{"email":"a@b.co","name":5,"password":"password123"}"#,
            #"{"type":"string_type","loc":["body","name"],"msg":"Input should be a valid string","input":5}"#
        ),
        (
            #"{"email":"a@b.co","name":"","password":"password123"}"#,
            #"{"type":"string_too_short","loc":["body","name"],"msg":"String should have at least 1 character","#
                + #""input":"","ctx":{"min_length":1}}"#
        ),
        (
            #"{"email":"a@b.co","name":"Анна","password":"short"}"#,
            #"{"type":"string_too_short","loc":["body","password"],"msg":"String should have at least 8 characters","#
                + #""ctx":{"min_length":8}}"#
        ),
        (
            #"{"email":"foo","name":"Анна","password":"password123"}"#,
            #"{"type":"value_error","loc":["body","email"],"#
                + #""msg":"value is not a valid email address: An email address must have an @-sign.","#
                + #""input":"foo","ctx":{"reason":"An email address must have an @-sign."}}"#
        ),
    ]

    @Test("POST /register", arguments: registrations)
    func register(body: String, problem: String) {
        #expect(RegisterRequest.refusal(body) == #"{"detail":[\#(problem)],"code":"validation_failed"}"#)
    }

    static let newChats: [(body: String, problem: String)] = [
        (
            #"{"name":"Ч","chat_type":"channel","member_ids":[1]}"#,
            #"{"type":"enum","loc":["body","chat_type"],"msg":"Input should be 'private' or 'group'","#
                + #""input":"channel","ctx":{"expected":"'private' or 'group'"}}"#
        ),
        (
            #"{"name":"Ч","member_ids":5}"#,
            #"{"type":"list_type","loc":["body","member_ids"],"msg":"Input should be a valid list","input":5}"#
        ),
        (
            #"{"name":"Ч","member_ids":["x"]}"#,
            #"{"type":"int_parsing","loc":["body","member_ids",0],"#
                + #""msg":"Input should be a valid integer, unable to parse string as an integer","input":"x"}"#
        ),
        (
            #"{"name":"Ч","member_ids":[1,1.5]}"#,
            #"{"type":"int_from_float","loc":["body","member_ids",1],"#
                + #""msg":"Input should be a valid integer, got a number with a fractional part","input":1.5}"#
        ),
        (
            #"{"name":"Ч","member_ids":[1,2,null]}"#,
            #"{"type":"int_type","loc":["body","member_ids",2],"msg":"Input should be a valid integer","input":null}"#
        ),
        (
            #"{"member_ids":[1]}"#,
            #"{"type":"missing","loc":["body","name"],"msg":"Field required","input":{"member_ids":[1]}}"#
        ),
        (
            #"{"name":"Ч","member_ids":[NaN]}"#,
            #"{"type":"finite_number","loc":["body","member_ids",0],"msg":"Input should be a finite number"}"#
        ),
    ]

    @Test("POST /chats", arguments: newChats)
    func createChat(body: String, problem: String) {
        #expect(CreateChatRequest.refusal(body) == #"{"detail":[\#(problem)],"code":"validation_failed"}"#)
    }

    static let posts: [(body: String, problem: String)] = [
        (
            #"{"text":""}"#,
            #"{"type":"string_too_short","loc":["body","text"],"msg":"String should have at least 1 character","#
                + #""input":"","ctx":{"min_length":1}}"#
        ),
        (
            #"{"text":"a\u0000b"}"#,
            #"{"type":"value_error","loc":["body","text"],"msg":"Value error, NUL characters are not allowed","#
                + #""input":"a\u0000b"}"#
        ),
        (
            #"{"text":"\ud800"}"#,
            #"{"type":"string_unicode","loc":["body","text"],"#
                + #""msg":"Input should be a valid string, unable to parse raw data as a unicode string","#
                + "\"input\":\"\u{FFFD}\"}"
        ),
        (
            #"{"text":"x","client_message_id":""}"#,
            #"{"type":"string_too_short","loc":["body","client_message_id"],"#
                + #""msg":"String should have at least 1 character","input":"","ctx":{"min_length":1}}"#
        ),
    ]

    @Test("POST /chats/{chat_id}/messages", arguments: posts)
    func postMessage(body: String, problem: String) {
        #expect(PostMessageRequest.refusal(body) == #"{"detail":[\#(problem)],"code":"validation_failed"}"#)
    }

    @Test("a text that is too long is told of without being sent back")
    func longText() {
        let body = #"{"text":"\#(String(repeating: "я", count: 32_769))"}"#
        #expect(
            PostMessageRequest.refusal(body)
                == #"{"detail":[{"type":"string_too_long","loc":["body","text"],"#
                + #""msg":"String should have at most 65536 characters","ctx":{"max_length":65536}}],"#
                + #""code":"validation_failed"}"#
        )
    }

    @Test("all problems of a body are told in the order of its fields, not of the body")
    func order() {
        let problems = RegisterRequest.problems(#"{"password":"1","name":"","email":"x"}"#)
        #expect(problems.map(\.location) == ["email", "name", "password"].map { [.name("body"), .name($0)] })
    }
}
