public import Domain

extension Messenger {
    /// Finds out who carries a token: the account must exist, and the token's address must be the account's.
    ///
    /// - Throws: `.invalidToken`, `.incompleteToken`, `.accountGone`, `.unavailable`.
    public func authenticate(_ token: AccessToken) async throws(MessengerError) -> User {
        let now = clock.now()
        return try await account(of: try tokens.read(token, now: now), now: now)
    }

    /// Finds out the same, and how long the token is good.
    ///
    /// - Throws: as `authenticate`.
    public func session(of token: AccessToken) async throws(MessengerError) -> Session {
        let now = clock.now()
        let claims = try tokens.read(token, now: now)
        let user = try await account(of: claims, now: now)
        return Session(user: user, id: tokens.sessionID(of: token), expiresAt: claims.expiresAt)
    }

    /// For how many more seconds a session is good; nil when it is over.
    public func secondsLeft(of session: Session) -> Int64? {
        let left = session.expiresAt.secondsSinceEpoch - clock.now().secondsSinceEpoch
        return left > 0 ? left : nil
    }

    private func account(of claims: TokenClaims, now: Timestamp) async throws(MessengerError) -> User {
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
