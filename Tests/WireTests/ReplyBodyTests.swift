import Domain
import Testing

@testable import Wire

@Suite("Bodies of replies")
struct ReplyBodyTests {
    private let chat = Chat(id: ID(3), name: ChatName(stored: "Чат \"А-Б\""), type: .private)

    @Test("an account")
    func user() {
        let user = User(
            id: ID(5),
            email: EmailAddress(stored: "Anna.2192286d@example.com"),
            name: UserName(stored: "Анна")
        )
        #expect(text(ReplyBody.user(user)) == #"{"email":"Anna.2192286d@example.com","name":"Анна","id":5}"#)
    }

    @Test("a token")
    func token() {
        #expect(text(ReplyBody.token("eyJ.a.b")) == #"{"access_token":"eyJ.a.b","token_type":"bearer"}"#)
    }

    @Test("a ticket")
    func ticket() {
        #expect(text(ReplyBody.ticket("a-b_c", expiresIn: .seconds(30))) == #"{"ticket":"a-b_c","expires_in":30}"#)
    }

    @Test("people who were found, without their addresses unless those were typed")
    func found() {
        let anna = User(id: ID(5), email: EmailAddress(stored: "a@b.cd"), name: UserName(stored: "Анна"))
        #expect(text(ReplyBody.found([])) == "[]")
        #expect(
            text(ReplyBody.found([(anna, true), (anna, false)]))
                == #"[{"id":5,"name":"Анна","email":"a@b.cd"},{"id":5,"name":"Анна"}]"#
        )
    }

    @Test("a chat")
    func oneChat() {
        #expect(text(ReplyBody.chat(chat)) == #"{"name":"Чат \"А-Б\"","chat_type":"private","id":3}"#)
    }

    @Test("lists of chats, with what is unread and the last message")
    func chats() {
        let full = ChatState(
            chat: chat,
            lastSeq: Seq(9),
            receiptSeq: ReceiptSeq(4),
            read: ReadState(chat: chat.id, read: Seq(6), unread: 2, counted: Seq(9)),
            memberCount: 2,
            members: nil,
            creator: nil,
            lastMessage: message()
        )
        #expect(text(ReplyBody.chats([])) == "[]")
        #expect(
            text(ReplyBody.chats([full]))
                == #"[{"name":"Чат \"А-Б\"","chat_type":"private","id":3,"last_seq":9,"read_seq":6,"unread":2,"#
                + #""last_message":\#(Self.messageJSON)}]"#
        )
    }

    @Test("the state of a chat whose members and creator are not told")
    func unknownCreator() {
        let state = ChatState(
            chat: chat,
            lastSeq: .start,
            receiptSeq: .start,
            read: ReadState(chat: chat.id, read: .start, unread: 0, counted: .start),
            memberCount: 101,
            members: nil,
            creator: nil,
            lastMessage: nil
        )
        let anna = User(id: ID(5), email: EmailAddress(stored: "a@b.cd"), name: UserName(stored: "Анна"))
        let position = Position(epoch: StoreEpoch("5f"), account: UserSeq(1), chats: [:])
        let body = text(ReplyBody.state(of: anna, chats: [state], at: position))
        #expect(body.hasSuffix(#""receipt_seq":0,"member_count":101,"members":null,"creator_id":null}]}"#))
    }

    static let messageJSON =
        #"{"text":"Привет 👋","chat_id":3,"client_message_id":"58219a50-fa27-46a8-b91e-695b5610efbb","#
        + #""id":26,"sender_id":5,"created_at":"2026-11-23T03:26:11.705044","seq":7}"#

    @Test("a message")
    func oneMessage() {
        #expect(text(ReplyBody.message(message())) == Self.messageJSON)
    }

    @Test("a message of test data has no client message id, and a whole second no fraction")
    func demoMessage() {
        let demo = message(text: "Тестовое сообщение 0", clientMessageID: nil, microseconds: 1_795_404_371_000_000)
        #expect(
            text(ReplyBody.message(demo))
                == #"{"text":"Тестовое сообщение 0","chat_id":3,"client_message_id":null,"id":26,"sender_id":5,"#
                + #""created_at":"2026-11-23T03:26:11","seq":7}"#
        )
    }

    @Test("lists of messages")
    func messages() {
        #expect(text(ReplyBody.messages([])) == "[]")
        #expect(text(ReplyBody.messages([message(), message()])) == "[\(Self.messageJSON),\(Self.messageJSON)]")
    }

    @Test("a page of history")
    func history() {
        #expect(
            text(ReplyBody.history([message()], total: 5, offset: 1, limit: 2))
                == #"{"items":[\#(Self.messageJSON)],"total":5,"offset":1,"limit":2}"#
        )
        #expect(
            text(ReplyBody.history([], total: 5, offset: 9_000_000_000, limit: 50))
                == #"{"items":[],"total":5,"offset":9000000000,"limit":50}"#
        )
    }

    @Test("a refusal and a status")
    func error() {
        #expect(
            text(ReplyBody.error(detail: "Неверный пароль.", code: "wrong_password"))
                == #"{"detail":"Неверный пароль.","code":"wrong_password"}"#
        )
        #expect(text(ReplyBody.status("все ок👌")) == #"{"status":"все ок👌"}"#)
    }

    @Test("no problems make an empty list")
    func noProblems() {
        #expect(text(ReplyBody.validation([])) == #"{"detail":[],"code":"validation_failed"}"#)
    }

    @Test(
        "whatever a text holds, the body is JSON and gives it back",
        arguments: ["\"}", "\\", "\0\u{1F}", "\u{2028}"]
    )
    func roundTrip(text: String) throws {
        let value = try JSONParser.parse(ReplyBody.message(message(text: text)))
        #expect(value["text"] == .string(text))
        #expect(try JSONParser.parse(ServerFrame.message(message(text: text)))["text"] == .string(text))
    }
}

@Suite("Frames of the server")
struct ServerFrameTests {
    @Test("a message")
    func message() {
        #expect(
            text(ServerFrame.message(WireTests.message()))
                == #"{"type":"message","id":26,"chat_id":3,"sender_id":5,"text":"Привет 👋","#
                + #""timestamp":"2026-11-23T03:26:11.705044+00:00","seq":7,"#
                + #""client_message_id":"58219a50-fa27-46a8-b91e-695b5610efbb"}"#
        )
    }

    @Test("a message of test data")
    func demoMessage() {
        let demo = WireTests.message(clientMessageID: nil, microseconds: 0)
        #expect(
            text(ServerFrame.message(demo))
                == #"{"type":"message","id":26,"chat_id":3,"sender_id":5,"text":"Привет 👋","#
                + #""timestamp":"1970-01-01T00:00:00+00:00","seq":7,"client_message_id":null}"#
        )
    }

    @Test("word that a message was read")
    func read() {
        #expect(
            text(ServerFrame.read(message: ID(42), reader: ID(18)))
                == #"{"type":"read","message_id":42,"reader_id":18}"#
        )
    }

    @Test("a refusal, with the client's own name for the message where it is known")
    func error() {
        #expect(
            text(ServerFrame.error(code: "invalid_json", detail: "Не JSON"))
                == #"{"type":"error","code":"invalid_json","detail":"Не JSON"}"#
        )
        #expect(
            text(ServerFrame.error(code: "x", detail: "y", clientMessageID: ClientMessageID(stored: "c-1")))
                == #"{"type":"error","code":"x","detail":"y","client_message_id":"c-1"}"#
        )
    }
}
