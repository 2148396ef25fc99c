import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import UseCases
import Wire

/// `/chats/{chat_id}/messages` and `/history/{chat_id}`.
struct MessageRoutes: Sendable {
    let messenger: Messenger
    let door: BearerDoor
    let bodies: BodyReader

    /// How many messages are read from the store at once when all of a chat are asked for.
    private static let slice = 500

    var all: [Route] {
        [
            Route(.get, "/chats/{chat_id}/messages", list),
            Route(.post, "/chats/{chat_id}/messages", post),
            Route(.get, "/history/{chat_id}", history),
        ]
    }

    @Sendable private func post(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let bytes = try await bodies.collect(request)
        let (chat, body) = try RequestProblem.together(
            { () throws(RequestProblem) in try context.chatID },
            { () throws(RequestProblem) in
                try PostMessageRequest.parse(
                    contentType: request.headers[.contentType],
                    body: bytes.readableBytesView
                )
            }
        )
        let sent = try await messenger.sendMessage(
            body.text,
            to: chat,
            by: user.id,
            clientMessageID: body.clientMessageID ?? request.clientMessageID(of: user.id)
        )
        return .json(ReplyBody.message(sent.message))
    }

    @Sendable private func history(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let (chat, query) = try RequestProblem.together(
            { () throws(RequestProblem) in try context.chatID },
            { () throws(RequestProblem) in
                try HistoryQuery.parse(QueryString.parameters(of: request.uri.query ?? ""))
            }
        )
        let page = try await messenger.readHistory(of: chat, for: user.id, offset: query.offset, limit: query.limit)
        return .json(
            ReplyBody.history(page.messages, total: page.total, offset: query.offset, limit: query.limit)
        )
    }

    /// All messages of a chat.
    ///
    /// A long list is read and sent in slices, so that it never lies in memory as a whole.
    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let chat = try context.chatID
        let first = try await messenger.readHistory(of: chat, for: user.id, offset: 0, limit: Self.slice)
        guard first.total > first.messages.count else { return .json(ReplyBody.messages(first.messages)) }
        let body = ResponseBody { [messenger] writer in
            try await writer.write(ByteBuffer(bytes: ReplyBody.messages(first.messages).dropLast()))
            var written = Int64(first.messages.count)
            while written < first.total {
                let page = try await messenger.readHistory(
                    of: chat,
                    for: user.id,
                    offset: written,
                    limit: Self.slice
                )
                guard !page.messages.isEmpty else { break }
                try await writer.write(ByteBuffer(bytes: Self.continuation(of: page.messages)))
                written += Int64(page.messages.count)
            }
            try await writer.write(ByteBuffer(string: "]"))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: body)
    }

    /// A slice of a list that has begun already: `,{…},{…}`.
    private static func continuation(of messages: [Message]) -> [UInt8] {
        var bytes = ReplyBody.messages(messages)
        bytes[0] = UInt8(ascii: ",")
        bytes.removeLast()
        return bytes
    }
}

extension Request {
    /// The name of a message that was given none, where the call has a key.
    fileprivate func clientMessageID(of sender: ID<User>) -> ClientMessageID? {
        headers[.idempotencyKey].flatMap(IdempotencyKey.init).map { ClientMessageID(of: $0, by: sender) }
    }
}

extension APIContext {
    /// The chat that the path names.
    var chatID: ID<Chat> {
        get throws(RequestProblem) {
            try PathParameter.chatID(QueryString.decoded(parameters.get("chat_id") ?? ""))
        }
    }
}
