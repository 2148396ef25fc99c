import HTTPTypes
import HummingbirdCore
import Wire

/// What belongs to the server rather than to chats: `/health`, and the explanation of refused handshakes.
struct ServiceRoutes: Sendable {
    var all: [Route] {
        [
            Route(.get, "/health", health), Route(.get, "/ws", refusedSocket),
            Route(.get, "/ws/{chat_id}", refusedSocket),
        ]
    }

    @Sendable private func health(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(ReplyBody.status("все ок👌"))
    }

    /// A handshake that was refused, or no handshake at all.
    @Sendable private func refusedSocket(_ request: Request, _ context: APIContext) async throws -> Response {
        guard request.headers[.upgrade]?.lowercased() == "websocket" else { throw Refusal.error(.notFound) }
        switch try await ProtocolGate.refusal(on: context.channel) {
        case .reply(let error): throw Refusal.error(error)
        case .forbidden: return Response(status: .forbidden, headers: [.contentLength: "0"])
        case nil: throw Refusal.error(.upgradeRequired, headers: Self.handshakeFields)
        }
    }

    private static let handshakeFields: HTTPFields = [
        .upgrade: "websocket", .secWebSocketVersion: "13",
    ]
}
