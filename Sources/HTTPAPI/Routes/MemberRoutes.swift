import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import UseCases
import Wire

/// `/chats/{chat_id}/members` and `/chats/{chat_id}/read`: who is in a chat, and how far they are.
struct MemberRoutes: Sendable {
    let messenger: Messenger
    let door: BearerDoor
    let bodies: BodyReader

    var all: [Route] {
        [
            Route(.get, "/chats/{chat_id}/members", list),
            Route(.post, "/chats/{chat_id}/members", add),
            Route(.delete, "/chats/{chat_id}/members/{user_id}", remove),
            Route(.post, "/chats/{chat_id}/read", markRead),
        ]
    }

    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let (chat, query) = try RequestProblem.together(
            { () throws(RequestProblem) in try context.chatID },
            { () throws(RequestProblem) in
                try MembersQuery.parse(QueryString.parameters(of: request.uri.query ?? ""))
            }
        )
        let members = try await messenger.listMembers(of: chat, for: user.id, after: query.after, limit: query.limit)
        return .json(ReplyBody.members(members))
    }

    @Sendable private func add(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let (chat, body) = try await chatAndBody(AddMembersRequest.self, of: request, context)
        try await messenger.addMembers(Set(body.users), to: chat, by: user.id)
        return Response(status: .noContent)
    }

    @Sendable private func remove(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let (chat, member) = try RequestProblem.together(
            { () throws(RequestProblem) in try context.chatID },
            { () throws(RequestProblem) in try context.userID }
        )
        try await messenger.removeMember(member, from: chat, by: user.id)
        return Response(status: .noContent)
    }

    @Sendable private func markRead(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let (chat, body) = try await chatAndBody(MarkReadRequest.self, of: request, context)
        let state =
            switch body {
            case .seq(let seq): try await messenger.markRead(.read(seq), in: chat, by: user.id)
            case .message(let message): try await messenger.markRead(.readMessage(message), in: chat, by: user.id)
            }
        return .json(ReplyBody.readState(state))
    }

    private func chatAndBody<Body: BodyRequest>(
        _ type: Body.Type,
        of request: Request,
        _ context: APIContext
    ) async throws -> (ID<Chat>, Body) {
        let bytes = try await bodies.collect(request)
        return try RequestProblem.together(
            { () throws(RequestProblem) in try context.chatID },
            { () throws(RequestProblem) in
                try Body.parse(contentType: request.headers[.contentType], body: bytes.readableBytesView)
            }
        )
    }
}

extension APIContext {
    /// The account that the path names.
    fileprivate var userID: ID<User> {
        get throws(RequestProblem) {
            try PathParameter.userID(QueryString.decoded(parameters.get("user_id") ?? ""))
        }
    }
}
