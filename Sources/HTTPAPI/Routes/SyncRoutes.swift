import Domain
import HTTPTypes
import HummingbirdCore
import NIOCore
import Realtime
import UseCases
import Wire

/// `/sync`: everything of an account, or what has happened since.
struct SyncRoutes: Sendable {
    let messenger: Messenger
    let door: BearerDoor
    let bodies: BodyReader
    let encoder: any FeedEncoding

    var all: [Route] {
        [Route(.get, "/sync", read), Route(.post, "/sync", repeats: .freely, continueFromBody)]
    }

    @Sendable private func read(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let query = try SyncQuery.parse(QueryString.parameters(of: request.uri.query ?? ""))
        guard let since = query.since else { return try await state(of: user) }
        return try await changes(for: user, since: since, limit: query.limit)
    }

    @Sendable private func continueFromBody(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let body = try await bodies.read(SyncRequest.self, of: request)
        return try await changes(for: user, since: body.since, limit: body.limit)
    }

    private func state(of user: User) async throws -> Response {
        let snapshot = try await messenger.snapshot(for: user.id)
        return .json(ReplyBody.state(of: user, chats: snapshot.chats, at: snapshot.position))
    }

    private func changes(for user: User, since position: Position, limit: Int) async throws -> Response {
        switch try await messenger.changes(for: user.id, since: position, limit: limit) {
        case .reset: return .json(ReplyBody.reset)
        case .slice(let slice):
            let events = slice.events.map { Array(encoder.bytes(for: $0, as: .json).readableBytesView) }
            return .json(ReplyBody.changes(events, until: slice.position, more: slice.hasMore))
        }
    }
}
