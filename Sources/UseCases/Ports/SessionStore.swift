public import Domain

/// Keeps what ends sessions before their tokens do.
public protocol SessionStore: Sendable {
    /// The account with this number and whether a session of it still holds; nil when there is no such account.
    func standing(of user: ID<User>, in session: SessionID) async throws(MessengerError) -> SessionStanding?

    /// Ends a session, whose token would be good until `expiresAt`; ending it twice is as good as once.
    ///
    /// In passing it forgets a few of those whose tokens have expired by `now`.
    func revoke(_ session: SessionID, until expiresAt: Timestamp, now: Timestamp) async throws(MessengerError)

    /// What is kept of an account's password; nil when there is no such account.
    func passwordHash(of user: ID<User>) async throws(MessengerError) -> PasswordHash?

    /// Replaces a password hash and ends the sessions whose tokens expire at `floor` or before, both or neither; false
    /// when the hash has been changed meanwhile.
    func changePassword(
        of user: ID<User>,
        from old: PasswordHash,
        to new: PasswordHash,
        endingTokensUpTo floor: Timestamp
    ) async throws(MessengerError) -> Bool

    /// Takes note that a ticket was used, until it would have expired; false when it was used before.
    ///
    /// In passing it forgets a few of those that have expired by `now`.
    func useTicket(_ id: String, until expiresAt: Timestamp, now: Timestamp) async throws(MessengerError) -> Bool
}

/// An account, and what decides whether one of its sessions still holds.
public struct SessionStanding: Hashable, Sendable {
    /// The account.
    public let user: User
    /// Tokens that expire at this moment or before have ended.
    public let tokensAfter: Timestamp
    /// Whether the session was ended by itself.
    public let isRevoked: Bool

    /// Puts together what a store read.
    public init(user: User, tokensAfter: Timestamp, isRevoked: Bool) {
        self.user = user
        self.tokensAfter = tokensAfter
        self.isRevoked = isRevoked
    }

    /// Whether a session holds whose token expires at this moment.
    func holds(until expiresAt: Timestamp) -> Bool {
        !isRevoked && tokensAfter < expiresAt
    }
}
