public import Domain

extension Messenger {
    /// Ends one session: its token is refused from now on, on other nodes within two seconds.
    ///
    /// - Throws: `.overloaded`, `.unavailable`.
    public func logOut(_ session: Session) async throws(MessengerError) {
        try await sessions.revoke(session.id, until: session.expiresAt, now: clock.now())
        ended(.one(session.id), of: session.user.id)
    }

    /// Changes a password, ends all sessions of the account and begins a new one.
    ///
    /// Every token that this server has issued so far expires at a moment that is known; the account's floor is set to
    /// it, and the new token expires after it. A token that was issued under a longer `jwt.lifetime` than today's may
    /// outlive the floor.
    ///
    /// - Throws: `.wrongPassword`, `.accountGone`, `.overloaded`, `.unavailable`.
    public func changePassword(
        in session: Session,
        from old: Password,
        to new: Password
    ) async throws(MessengerError) -> AccessToken {
        guard let hash = try await sessions.passwordHash(of: session.user.id) else { throw .accountGone }
        guard try await passwords.verify(old, against: hash) != .mismatch else { throw .wrongPassword }
        let renewed = try await passwords.hash(new)
        let now = clock.now()
        let newest = try tokens.read(tokens.issue(for: session.user, now: now), now: now)
        // Who changed it in the meantime, be it to a better hash of the same password, has to be asked again.
        guard
            try await sessions.changePassword(
                of: session.user.id,
                from: hash,
                to: renewed,
                endingTokensUpTo: max(newest.expiresAt, session.expiresAt)
            )
        else { throw .unavailable(retryAfter: .seconds(1)) }
        ended(.all(except: nil), of: session.user.id)
        return try await beginSession(of: session.user)
    }

    /// Tells this node that sessions have ended, and their sockets.
    private func ended(_ sessions: EndedSessions, of user: ID<User>) {
        knownAccounts.forget(sessions, of: user)
        events.publish([.sessionsEnded(user, sessions)])
    }
}
