import Domain
import Testing

@testable import Wire

@Suite("Refusals of use cases")
struct ErrorReplyTests {
    /// The status, the code and the Russian text of each; the texts are the contract's.
    static let refusals: [(error: MessengerError, status: Int, code: String, text: String)] = [
        (.emailTaken, 400, "email_taken", "Пользователь с таким email уже существует."),
        (.unknownEmail, 400, "unknown_email", "Пользователь не найден."),
        (.wrongPassword, 400, "wrong_password", "Неверный пароль."),
        (.invalidToken, 401, "invalid_token", "Invalid authentication credentials"),
        (.incompleteToken, 401, "incomplete_token", "Invalid token payload"),
        (.accountGone, 401, "account_gone", "User not found"),
        (
            .privateChatNeedsOneMember, 400, "private_chat_needs_one_member",
            "При создании приватного чата можно указать только одного участника"
        ),
        (.privateChatWithSelf, 400, "private_chat_with_self", "Нельзя создать приватный чат с самим собой"),
        (
            .privateChatExists, 400, "private_chat_exists",
            "Приватный чат между этими пользователями уже существует"
        ),
        (.unknownMember, 404, "unknown_member", "Пользователь не найден"),
        (.notAMember, 403, "not_a_member", "У вас нет доступа к этому чату"),
    ]

    @Test("a refusal has the contract's status and text", arguments: refusals)
    func contract(error: MessengerError, status: Int, code: String, text: String) {
        let reply = ErrorReply(error)
        #expect(reply.status == status)
        #expect(reply.retryAfter == nil)
        #expect(
            WireTests.text(reply.body(in: .russian)) == #"{"detail":"\#(text)","code":"\#(code)"}"#
        )
    }

    @Test("a client message id that was used for another text is a conflict")
    func conflict() {
        let reply = ErrorReply(.clientMessageIDReused)
        #expect(reply.status == 409)
        #expect(reply.code == "client_message_id_reused")
        #expect(ErrorReply(.idempotencyKeyReused).status == 409)
        #expect(ErrorReply(.idempotencyKeyReused).code == "idempotency_key_reused")
    }

    @Test("what may succeed later says when", arguments: [Duration.seconds(1), .seconds(30)])
    func retry(after duration: Duration) {
        #expect(ErrorReply(.overloaded(retryAfter: duration)).retryAfter == duration)
        #expect(ErrorReply(.unavailable(retryAfter: duration)).retryAfter == duration)
        #expect(ErrorReply(.idempotencyKeyInUse(retryAfter: duration)).retryAfter == duration)
        #expect(ErrorReply(.tooManyRequests(retryAfter: duration)).retryAfter == duration)
        #expect(ErrorReply(.idempotencyKeyInUse(retryAfter: duration)).status == 409)
        #expect(ErrorReply(.tooManyRequests(retryAfter: duration)).status == 429)
        #expect(ErrorReply(.overloaded(retryAfter: duration)).status == 503)
        #expect(ErrorReply(.unavailable(retryAfter: duration)).status == 503)
    }

    @Test("a fault of ours tells nothing of itself")
    func fault() {
        #expect(ErrorReply(.internalFault).status == 500)
        #expect(ErrorReply(.internalFault).detail(in: .english) == "Internal server error")
    }

    @Test("a reply comes in the language that was asked for")
    func languages() {
        let reply = ErrorReply(.notAMember)
        #expect(text(reply.body(in: .english)).hasPrefix(#"{"detail":"You have no access"#))
        #expect(text(reply.body(in: .russian)).hasPrefix(#"{"detail":"У вас нет доступа"#))
    }

    @Test("the edges' own refusals have statuses of their class and codes of their own")
    func edges() {
        let replies: [ErrorReply] = [
            .notAuthenticated, .invalidBody, .bodyTooLarge, .notFound, .methodNotAllowed, .badRequest,
            .upgradeRequired, .originNotAllowed, .tooManySockets,
        ]
        #expect(replies.map(\.status) == [401, 400, 413, 404, 405, 400, 426, 403, 429])
        #expect(Set(replies.map(\.code)).count == replies.count)
        #expect(ErrorReply.expiredToken.code == ErrorReply(.invalidToken).code)
        #expect(ErrorReply.invalidBody.detail(in: .russian) == "There was an error parsing the body")
    }

    @Test("a refused frame has a text in both languages", arguments: Language.allCases)
    func frames(language: Language) {
        let problems: [FrameProblem] = [
            .binary, .invalidJSON, .invalidFrame, .invalidText(nil), .invalidClientMessageID, .invalidMessageID,
        ]
        #expect(Set(problems.map { $0.detail(in: language) }).count == problems.count)
    }
}

@Suite("The language of a text")
struct LanguageTests {
    @Test(
        "English is for those who prefer it",
        arguments: [
            "en", "EN", "en-GB", "en-US,en;q=0.9", "de,en;q=0.5", "ru;q=0.5,en", "fr;q=1, en;q=0.8, ru;q=0.7",
            "en;q=0.9,*;q=0.5", "en , ru",
        ]
    )
    func english(header: String) {
        #expect(Language(acceptLanguage: header) == .english)
    }

    @Test(
        "everybody else gets Russian",
        arguments: [
            nil, "", "ru", "ru-RU,ru;q=0.9,en;q=0.8", "de", "*", "*;q=0.9,en;q=0.8", "en;q=0", "en;q=nan", ",,;;q=",
            "english", "ru,en",
        ]
    )
    func russian(header: String?) {
        #expect(Language(acceptLanguage: header) == .russian)
    }
}

@Suite("Queries")
struct QueryStringTests {
    static let queries: [(query: String, parameters: [String])] = [
        ("", []), ("a=1", ["a", "1"]), ("a=1&b=2", ["a", "1", "b", "2"]), ("a&b=", ["a", "", "b", ""]),
        ("a=1&a=2", ["a", "1", "a", "2"]), ("a=b=c", ["a", "b=c"]), ("&&a=1&", ["a", "1"]), ("=x", ["", "x"]),
        ("a=%D0%9F+%2B", ["a", "П +"]), ("l%69mit=%20%201", ["limit", "  1"]),
        ("a=%zz&b=%4&c=%", ["a", "%zz", "b", "%4", "c", "%"]), ("a=%FF", ["a", "\u{FFFD}"]), ("a=%00", ["a", "\0"]),
    ]

    @Test("parameters come in their order, decoded", arguments: queries)
    func parameters(query: String, parameters: [String]) {
        #expect(QueryString.parameters(of: query).flatMap { [$0.name, $0.value] } == parameters)
    }

    @Test("a plus sign in a path is a plus sign")
    func plus() {
        #expect(QueryString.decoded("1+1%2b") == "1+1+")
        #expect(QueryString.decoded("1+1", plusIsSpace: true) == "1 1")
    }
}
