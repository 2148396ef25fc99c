import Domain
import HTTPTypes
import HummingbirdCore
import UseCases
import Wire

/// Finds out who makes a request, by its `Authorization: Bearer` field (RFC 6750).
struct BearerDoor: Sendable {
    let messenger: Messenger

    /// In which session the request is made.
    ///
    /// - Throws: a `Refusal` without a bearer token, and what `Messenger.session` throws.
    func session(of request: Request) async throws -> Session {
        try await messenger.session(of: token(of: request))
    }

    /// Who makes the request.
    ///
    /// - Throws: a `Refusal` without a bearer token, and what `authenticate` throws.
    func user(of request: Request) async throws -> User {
        try await messenger.authenticate(token(of: request))
    }

    /// The token: what follows the scheme, whose name has no case, and exactly one space.
    func token(of request: Request) throws(Refusal) -> AccessToken {
        let parts = (request.headers[.authorization] ?? "").split(
            separator: " ",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard parts.first?.lowercased() == "bearer" else {
            throw .error(.notAuthenticated, headers: Self.challenge)
        }
        return AccessToken(parts.count == 2 ? String(parts[1]) : "")
    }

    static let challenge: HTTPFields = [.wwwAuthenticate: "Bearer"]
}
