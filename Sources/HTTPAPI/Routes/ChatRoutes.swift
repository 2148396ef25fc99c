import Domain
import HTTPTypes
import HummingbirdCore
import UseCases
import Wire

/// `/chats`.
struct ChatRoutes: Sendable {
    let messenger: Messenger
    let door: BearerDoor
    let bodies: BodyReader

    var all: [Route] {
        [Route(.get, "/chats", list), Route(.post, "/chats", create)]
    }

    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        return .json(ReplyBody.chats(try await messenger.listChats(of: user.id)))
    }

    @Sendable private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let body = try await bodies.read(CreateChatRequest.self, of: request)
        let chat =
            switch body.type {
            case .private:
                try await messenger.createPrivateChat(name: body.name, members: body.memberIDs, by: user.id)
            case .group:
                try await messenger.createGroup(name: body.name, members: body.memberIDs, by: user.id)
            }
        return .json(ReplyBody.chat(chat))
    }
}
