import Domain
import HTTPTypes
import HummingbirdCore
import UseCases
import Wire

/// `/users`.
struct UserRoutes: Sendable {
    let messenger: Messenger
    let door: BearerDoor

    var all: [Route] {
        [Route(.get, "/users", search)]
    }

    @Sendable private func search(_ request: Request, _ context: APIContext) async throws -> Response {
        let user = try await door.user(of: request)
        let text = try SearchQuery.parse(QueryString.parameters(of: request.uri.query ?? ""))
        let found = try await messenger.searchUsers(text, by: user.id)
        return .json(ReplyBody.found(found.map { ($0.user, $0.isByEmail) }))
    }
}
