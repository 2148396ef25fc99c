import Domain
import HTTPTypes
import HummingbirdCore
import UseCases
import Wire

/// `/register`, `/login`, `/me`.
struct AccountRoutes: Sendable {
    let messenger: Messenger
    let door: BearerDoor
    let bodies: BodyReader

    var all: [Route] {
        [
            // Nobody is known yet whose key it could be; an address registers once, and a log-in changes nothing.
            Route(.post, "/register", repeats: .freely, register),
            Route(.post, "/login", repeats: .freely, logIn),
            Route(.get, "/me", me),
        ]
    }

    @Sendable private func register(_ request: Request, _ context: APIContext) async throws -> Response {
        let body = try await bodies.read(RegisterRequest.self, of: request)
        let user = try await messenger.registerUser(email: body.email, name: body.name, password: body.password)
        return .json(ReplyBody.user(user), status: .created)
    }

    @Sendable private func logIn(_ request: Request, _ context: APIContext) async throws -> Response {
        let body = try await bodies.read(LoginRequest.self, of: request)
        let token = try await messenger.logIn(email: body.email, password: body.password)
        return .json(ReplyBody.token(token.rawValue))
    }

    @Sendable private func me(_ request: Request, _ context: APIContext) async throws -> Response {
        let token = try door.token(of: request)
        do throws(MessengerError) {
            return .json(ReplyBody.user(try await messenger.authenticate(token)))
        } catch .invalidToken, .incompleteToken, .accountGone {
            throw Refusal.error(.expiredToken, headers: BearerDoor.challenge)
        }
    }
}
