import APIDocs
import Domain
import MessengerServer
import TestKit
import Testing
import Wire

@Suite("The document of the API", .timeLimit(.minutes(10)))
struct RouteTableTests {
    @Test("names every route that there is, and no other")
    func routes() async throws {
        try await withServer { server async throws in
            let served = Set(server.application.routes.map { "\($0.method) \($0.path)" })
            let documented = Set(APIDocument(version: "0").operations.map { "\($0.method) \($0.path)" })
            #expect(served.subtracting(documented) == [])
            #expect(documented.subtracting(served) == [])
        }
    }

    @Test("is what the server serves")
    func served() async throws {
        try await withServer { server in
            let version = try #require(try await server.get("/openapi.json").json["info"]?["version"].text)
            #expect(try await server.get("/openapi.json").body == APIDocument(version: version).bytes)
        }
    }

    @Test("stands beside that of the sockets, which is what the server serves too")
    func sockets() async throws {
        try await withServer { server in
            let version = try #require(try await server.get("/openapi.json").json["info"]?["version"].text)
            #expect(try await server.get("/asyncapi.json").body == AsyncAPIDocument(version: version).bytes)
        }
    }

    static let replies: [ErrorReply] =
        [
            .notAuthenticated, .expiredToken, .invalidBody, .bodyTooLarge, .notFound, .methodNotAllowed, .badRequest,
            .upgradeRequired, .originNotAllowed, .tooManySockets,
        ]
        + [
            MessengerError.emailTaken, .unknownEmail, .wrongPassword, .invalidToken, .incompleteToken, .accountGone,
            .privateChatNeedsOneMember, .privateChatWithSelf, .privateChatExists, .unknownMember, .notAMember,
            .privateChatIsFixed, .notTheCreator,
            .clientMessageIDReused, .idempotencyKeyReused, .idempotencyKeyInUse(retryAfter: .seconds(1)),
            .tooManyRequests(retryAfter: .seconds(1)), .overloaded(retryAfter: .seconds(1)),
            .unavailable(retryAfter: .seconds(1)),
            .internalFault,
        ]
        .map(ErrorReply.init)

    @Test("names every error that the server can give, and no other, with its status and its texts")
    func errors() {
        let given = Self.replies.map {
            DocumentedText(code: $0.code, status: $0.status, russian: $0.russian, english: $0.english)
        }
        let documented = APIDocument.errors.map {
            DocumentedText(code: $0.code, status: $0.status, russian: $0.russian, english: $0.english)
        }
        #expect(Set(given) == Set(documented))
    }
}

private struct DocumentedText: Hashable {
    let code: String
    let status: Int
    let russian: String
    let english: String
}
