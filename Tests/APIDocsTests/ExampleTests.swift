import Domain
import Testing
import Wire

@testable import APIDocs

@Suite("An example of the document")
struct ExampleTests {
    @Test("of a request is one that the server takes", arguments: operations.filter { $0.object["requestBody"] != nil })
    func request(_ operation: DocumentedEntry) throws {
        let media = try #require(operation.object["requestBody"]?["content"]?["application/json"])
        for example in examples(of: media) {
            let body = Array(compact(example).utf8)
            switch operation.path {
            case "/register": _ = try RegisterRequest.parse(contentType: "application/json", body: body)
            case "/login": _ = try LoginRequest.parse(contentType: "application/json", body: body)
            case "/password": _ = try ChangePasswordRequest.parse(contentType: "application/json", body: body)
            case "/chats": _ = try CreateChatRequest.parse(contentType: "application/json", body: body)
            case "/chats/{chat_id}/members":
                _ = try AddMembersRequest.parse(contentType: "application/json", body: body)
            case "/chats/{chat_id}/read": _ = try MarkReadRequest.parse(contentType: "application/json", body: body)
            case "/sync": _ = try SyncRequest.parse(contentType: "application/json", body: body)
            default: _ = try PostMessageRequest.parse(contentType: "application/json", body: body)
            }
        }
    }

    @Test("of a reply is what the server writes")
    func replies() {
        let user = User(id: ID(5), email: EmailAddress(stored: "anna@example.com"), name: UserName(stored: "Анна"))
        let chat = Chat(id: ID(3), name: ChatName(stored: "Чат А-Б"), type: .private)
        #expect(example("/register", "post", "201") == sent(ReplyBody.user(user)))
        #expect(example("/me", "get", "200") == sent(ReplyBody.user(user)))
        let other = User(id: ID(8), email: user.email, name: UserName(stored: "Аннушка"))
        #expect(example("/users", "get", "200") == sent(ReplyBody.found([(user, false), (other, false)])))
        let ticket = "bm90LWEtcmVhbC10aWNrZXQtYnV0LWFuLWV4YW1wbGUtb2Ytb25l"
        #expect(example("/ws-ticket", "post", "200") == sent(ReplyBody.ticket(ticket, expiresIn: .seconds(30))))
        #expect(example("/chats", "post", "200") == sent(ReplyBody.chat(chat)))
        #expect(example("/health", "get", "200") == sent(ReplyBody.status("все ок👌")))
        #expect(example("/chats/{chat_id}/messages", "post", "200") == sent(ReplyBody.message(message)))
        #expect(example("/chats/{chat_id}/messages", "get", "200") == sent(ReplyBody.messages([message])))
        #expect(
            example("/history/{chat_id}", "get", "200")
                == sent(ReplyBody.history([message], total: 1, offset: 0, limit: 50))
        )
    }

    @Test("of a problem is how the server tells it")
    func problems() {
        let account = #""password":"secretpassword","name":"Анна""#
        #expect(told { try register(#"{"email":"foo",\#(account)}"#) } == shown(.badEmail))
        #expect(told { try register(#"{"email":"a@b.com","password":"short","name":"x"}"#) } == shown(.shortPassword))
        #expect(told { try register("{'") } == shown(.invalidJSON))
        #expect(told { try chat(#"{"name":"x","chat_type":"channel","member_ids":[]}"#) } == shown(.badChatType))
        #expect(told { try chat(#"{"name":"x","member_ids":["x"]}"#) } == shown(.badMemberID))
        #expect(told { try post(#"{"text":""}"#) } == shown(.emptyText))
        #expect(told { _ = try PathParameter.chatID("abc") } == shown(.badChatID))
        #expect(told { _ = try HistoryQuery.parse([(name: "limit", value: "101")]) } == shown(.bigLimit))
    }

    @Test("of a missing field names the field and shows nothing of the rest")
    func missingField() {
        let told = told { try register("{}") } ?? ""
        #expect(told.contains(compact(parsed(Operation.Problem.missingField.detail))))
    }

    private let message = Message(
        id: ID(26),
        chat: ID(3),
        seq: Seq(1),
        sender: ID(5),
        text: MessageText(stored: "Привет 👋"),
        clientMessageID: ClientMessageID(stored: "58219a50-fa27-46a8-b91e-695b5610efbb"),
        createdAt: Timestamp(microseconds: 1_795_404_371_705_044)
    )

    private func example(_ path: String, _ method: String, _ status: String) -> String? {
        document["paths"]?[path]?[method]?["responses"]?[status]?["content"]?["application/json"]?["example"].map(
            compact
        )
    }

    private func sent(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

/// The 422 that a request is answered with; nil when it is taken.
private func told(_ parse: () throws -> Void) -> String? {
    do {
        try parse()
        return nil
    } catch {
        guard case .invalid(let problems) = error as? RequestProblem else { return nil }
        return String(decoding: ReplyBody.validation(problems), as: UTF8.self)
    }
}

/// The 422 that the document shows.
private func shown(_ problem: Operation.Problem) -> String {
    compact(parsed(["detail": [problem.detail], "code": "validation_failed"]))
}

private func parsed(_ value: JSON) -> JSONValue {
    (try? JSONParser.parse(Array(value.compactText.utf8))) ?? .null
}

private func register(_ text: String) throws(RequestProblem) {
    _ = try RegisterRequest.parse(contentType: nil, body: Array(text.utf8))
}

private func chat(_ text: String) throws(RequestProblem) {
    _ = try CreateChatRequest.parse(contentType: nil, body: Array(text.utf8))
}

private func post(_ text: String) throws(RequestProblem) {
    _ = try PostMessageRequest.parse(contentType: nil, body: Array(text.utf8))
}
