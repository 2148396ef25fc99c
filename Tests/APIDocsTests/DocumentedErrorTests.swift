import Domain
import Testing
import Wire

@testable import APIDocs

@Suite("The document's errors")
struct DocumentedErrorTests {
    static let refusals: [MessengerError] = [
        .emailTaken, .unknownEmail, .wrongPassword, .invalidToken, .incompleteToken, .accountGone,
        .privateChatNeedsOneMember, .privateChatWithSelf, .privateChatExists, .unknownMember, .notAMember,
        .privateChatIsFixed, .notTheCreator,
        .clientMessageIDReused, .idempotencyKeyReused, .idempotencyKeyInUse(retryAfter: .seconds(1)),
        .tooManyRequests(retryAfter: .seconds(1)), .overloaded(retryAfter: .seconds(1)),
        .unavailable(retryAfter: .seconds(1)),
        .internalFault,
    ]

    @Test("hold every refusal of a use case, as the server answers it", arguments: refusals)
    func refusal(_ error: MessengerError) {
        #expect(APIDocument.errors.contains { $0.isSame(as: ErrorReply(error)) })
    }

    @Test(
        "hold every refusal of the HTTP server, as it answers it",
        arguments: [
            ErrorReply.notAuthenticated, .expiredToken, .invalidBody, .bodyTooLarge, .notFound, .methodNotAllowed,
            .badRequest, .upgradeRequired, .originNotAllowed, .tooManySockets,
        ]
    )
    func refusal(_ reply: ErrorReply) {
        #expect(APIDocument.errors.contains { $0.isSame(as: reply) })
    }

    @Test("stand in the table of the text, with both texts", arguments: APIDocument.errors)
    func table(_ error: DocumentedError) {
        let text = document["info"]?["description"].text ?? ""
        let row = text.split(separator: "\n").first {
            $0.hasPrefix("| \(error.status) | `\(error.code)` |") && $0.contains(error.russian)
        }
        #expect(row?.contains(error.english) == true)
    }

    @Test("have examples whose bodies are the server's", arguments: APIDocument.errors)
    func bodies(_ error: DocumentedError) {
        let shown = error.examples.compactMap { example in
            document["components"]?["examples"]?[example.name]?["value"].map(compact)
        }
        let sent = [error.russian, error.english].map {
            String(decoding: ReplyBody.error(detail: $0, code: error.code), as: UTF8.self)
        }
        #expect(Set(shown) == Set(sent))
    }

    @Test("are each a refusal of some operation", arguments: APIDocument.errors)
    func use(_ error: DocumentedError) {
        let used = Operations.all.flatMap(\.refusals)
        #expect(used.contains { $0 == error })
    }

    @Test("have codes that the schema of errors lists")
    func codes() {
        let listed = schema("Error", "code")["enum"].elements.compactMap { Optional($0).text }
        #expect(Set(listed) == Set(APIDocument.errors.map(\.code)))
        #expect(listed.count == Set(listed).count)
    }
}

extension DocumentedError {
    fileprivate func isSame(as reply: ErrorReply) -> Bool {
        code == reply.code && status == reply.status && russian == reply.russian && english == reply.english
    }
}
