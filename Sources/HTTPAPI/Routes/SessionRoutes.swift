import Domain
import HTTPTypes
import HummingbirdCore
import UseCases
import Wire

/// `/logout`, `/password`, `/ws-ticket`: what concerns a session that there is.
///
/// Repeating them does no harm, and what they answer is secret: it is not kept under an `Idempotency-Key`.
struct SessionRoutes: Sendable {
    let messenger: Messenger
    let door: BearerDoor
    let bodies: BodyReader

    var all: [Route] {
        [
            Route(.post, "/logout", repeats: .freely, logOut),
            Route(.post, "/password", repeats: .freely, changePassword),
            Route(.post, "/ws-ticket", repeats: .freely, makeTicket),
        ]
    }

    @Sendable private func logOut(_ request: Request, _ context: APIContext) async throws -> Response {
        try await messenger.logOut(try await door.session(of: request))
        return Response(status: .noContent)
    }

    @Sendable private func changePassword(_ request: Request, _ context: APIContext) async throws -> Response {
        let session = try await door.session(of: request)
        let body = try await bodies.read(ChangePasswordRequest.self, of: request)
        let token = try await messenger.changePassword(in: session, from: body.old, to: body.new)
        return .json(ReplyBody.token(token.rawValue))
    }

    @Sendable private func makeTicket(_ request: Request, _ context: APIContext) async throws -> Response {
        let ticket = try messenger.makeTicket(for: try await door.session(of: request))
        return .json(ReplyBody.ticket(ticket.rawValue, expiresIn: Messenger.ticketLifetime))
    }
}
