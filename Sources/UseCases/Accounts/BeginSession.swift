import Domain

extension Messenger {
    /// A token for a new session.
    ///
    /// Tokens of one account that expire in the same second are the same, so a token may be one that was ended already,
    /// or below the account's floor; then the next second is tried.
    ///
    /// - Throws: `.accountGone`, `.unavailable`.
    func beginSession(of user: User) async throws(MessengerError) -> AccessToken {
        let now = clock.now()
        var floor: Timestamp?
        for _ in 0..<Self.attempts {
            let token = try tokens.issue(for: user, now: now, expiringAfter: floor)
            let claims = try tokens.read(token, now: now)
            guard let standing = try await sessions.standing(of: user.id, in: claims.session) else {
                throw .accountGone
            }
            if standing.holds(until: claims.expiresAt) { return token }
            floor = max(standing.tokensAfter, claims.expiresAt)
        }
        throw .unavailable(retryAfter: .seconds(1))
    }

    /// More than anybody logs in and out within one second.
    private static let attempts = 30
}
