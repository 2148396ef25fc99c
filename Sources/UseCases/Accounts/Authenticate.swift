public import Domain

extension Messenger {
    /// Finds out who carries a token: the account must exist, and the token's address must be the account's.
    ///
    /// - Throws: `.invalidToken`, `.incompleteToken`, `.accountGone`, `.unavailable`.
    public func authenticate(_ token: AccessToken) async throws(MessengerError) -> User {
        let now = clock.now()
        let claims = try tokens.read(token, now: now)
        guard let user = try await account(claims.user, now: now) else { throw .accountGone }
        guard user.email.key == claims.email.key else { throw .invalidToken }
        return user
    }

    private func account(_ id: ID<User>, now: Timestamp) async throws(MessengerError) -> User? {
        if let known = knownAccounts.account(id, now: now) { return known }
        guard let user = try await users.user(id) else { return nil }
        knownAccounts.remember(user, now: now)
        return user
    }
}
