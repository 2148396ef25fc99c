public import Domain

extension Messenger {
    /// Finds out who carries a token: the account must exist, and the token's address must be the account's.
    ///
    /// - Throws: `.invalidToken`, `.incompleteToken`, `.accountGone`, `.unavailable`.
    public func authenticate(_ token: AccessToken) async throws(MessengerError) -> User {
        try await session(of: token).user
    }

    /// Finds out whose session a token is, and until when; a session that was ended is none.
    ///
    /// - Throws: `.invalidToken`, `.incompleteToken`, `.accountGone`, `.unavailable`.
    public func session(of token: AccessToken) async throws(MessengerError) -> Session {
        let now = clock.now()
        let claims = try tokens.read(token, now: now)
        let user = try await account(of: claims.session, claims.user, until: claims.expiresAt, now: now)
        guard user.email.key == claims.email.key else { throw .invalidToken }
        return Session(user: user, id: claims.session, expiresAt: claims.expiresAt)
    }

    /// For how many more seconds a session is good; nil when it is over.
    public func secondsLeft(of session: Session) -> Int64? {
        let left = session.expiresAt.secondsSinceEpoch - clock.now().secondsSinceEpoch
        return left > 0 ? left : nil
    }

    /// Whether a session has ended, as the store knows it now; no, while the store cannot be asked.
    public func hasEnded(_ session: Session) async -> Bool {
        do throws(MessengerError) {
            let standing = try await sessions.standing(of: session.user.id, in: session.id)
            return standing?.holds(until: session.expiresAt) != true
        } catch {
            return false
        }
    }

    /// The account of a session that holds.
    ///
    /// - Throws: `.invalidToken` when it was ended; `.accountGone`, `.unavailable`.
    func account(
        of session: SessionID,
        _ id: ID<User>,
        until expiresAt: Timestamp,
        now: Timestamp
    ) async throws(MessengerError) -> User {
        if let known = knownAccounts.account(of: session, now: now) { return known }
        let mark = knownAccounts.mark
        guard let standing = try await sessions.standing(of: id, in: session) else { throw .accountGone }
        guard standing.holds(until: expiresAt) else { throw .invalidToken }
        knownAccounts.remember(standing.user, of: session, since: mark, now: now)
        return standing.user
    }
}
