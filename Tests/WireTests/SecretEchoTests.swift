import Testing

@testable import Wire

@Suite("What a refusal sends back")
struct SecretEchoTests {
    private static let secret = "hunter2-and-more"

    static let accountBodies: [String] = [
        #"{"password":"\#(secret)"}"#,
        #"{"name":"x","password":"\#(secret)"}"#,
        #"{"email":"a@b.co","name":"x","password":["\#(secret)"]}"#,
        #"{"email":"a@b.co","name":"x","password":{"a":"\#(secret)"}}"#,
        #"{"email":"a@b.co","name":"x","password":"\#(secret)\ud800"}"#,
        #"{"email":"a@b.co","name":"x","password":"\#(secret)\u0000"}"#,
        #"{"email":"a@b.co","name":"x","password":"\#(String(repeating: secret, count: 5))"}"#,
        #"{"email":"a@b.co","name":"x","pasword":"\#(secret)"}"#,
        #"{"email":"a@b.co","name":{"password":"\#(secret)"},"password":"password123"}"#,
        #"{"email":[{"PASSWORD":"\#(secret)"}],"name":"x","password":"password123"}"#,
        #"["a@b.co","\#(secret)"]"#,
        #""\#(secret)""#,
        #"{"password":"\#(secret)""#,
        "{'password':'\(secret)'}",
        "username=a&password=\(secret)",
    ]

    @Test("a password is never in it", arguments: accountBodies, [nil, "application/json", "text/plain"])
    func never(body: String, contentType: String?) {
        let registration = RegisterRequest.refusal(body, contentType: contentType)
        #expect(registration.contains("\"loc\""))
        #expect(!registration.contains("hunter2"))
        let login = LoginRequest.refusal(body, contentType: contentType)
        #expect(!login.contains("hunter2"))
    }

    static let otherBodies: [String] = [
        #"{"password":"\#(secret)"}"#,
        #"{"name":"x","member_ids":{"password":"\#(secret)"}}"#,
        #"{"name":{"a":[{"access_token":"\#(secret)"}]},"member_ids":[]}"#,
        #"[{"client_secret":"\#(secret)"}]"#,
    ]

    @Test("nor in the refusals of bodies that should hold none", arguments: otherBodies)
    func misplaced(body: String) {
        let refusal = CreateChatRequest.refusal(body)
        #expect(refusal.contains("\"loc\""))
        #expect(!refusal.contains("hunter2"))
    }

    @Test("a form with a password is not sent back")
    func form() {
        let refusal = PostMessageRequest.refusal("password=\(Self.secret)", contentType: "text/plain")
        #expect(refusal.contains("model_attributes_type"))
        #expect(!refusal.contains("hunter2"))
    }

    @Test("a short body of another type is sent back as a text")
    func rawText() {
        #expect(
            PostMessageRequest.refusal("text=hi", contentType: "application/x-www-form-urlencoded")
                == #"{"detail":[{"type":"model_attributes_type","loc":["body"],"#
                + #""msg":"Input should be a valid dictionary or object to extract fields from","#
                + #""input":"text=hi"}],"code":"validation_failed"}"#
        )
    }

    static let largeValues: [String] = [
        "\"\(String(repeating: "x", count: 201))\"",
        "[" + Array(repeating: "1", count: 21).joined(separator: ",") + "]",
        "[[[[1]]]]",
        "{" + (0..<21).map { "\"k\($0)\":1" }.joined(separator: ",") + "}",
        "[\(String(repeating: "9", count: 201))]",
        "{\"\(String(repeating: "k", count: 201))\":1}",
    ]

    @Test("a large value is not sent back", arguments: largeValues)
    func large(value: String) {
        let problems = PostMessageRequest.problems(#"{"text":"x","client_message_id":\#(value)}"#)
        #expect(problems.count == 1)
        #expect(problems.first?.input == nil)
    }

    @Test("a small value is", arguments: ["[1,2]", #"{"a":[null]}"#, "5", "true", "1.5"])
    func small(value: String) throws {
        let problems = PostMessageRequest.problems(#"{"text":"x","client_message_id":\#(value)}"#)
        #expect(problems.first?.input == (try json(value)))
    }
}
