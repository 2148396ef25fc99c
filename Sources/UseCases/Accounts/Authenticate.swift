public import Domain

extension Messenger {
    /// Finds out who carries a token: the account must exist, and the token's address must be the account's.
    ///
    /// - Throws: `.invalidToken`, `.incompleteToken`, `.accountGone`, `.unavailable`.
    public func authenticate(_ token: AccessToken) async throws(MessengerError) -> User {
        let claims = try tokens.read(token, now: clock.now())
        guard let user = try await users.user(claims.user) else { throw .accountGone }
        guard user.email.key == claims.email.key else { throw .invalidToken }
        return user
    }
}
