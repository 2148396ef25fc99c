public import Domain

/// Issues access tokens and reads them back.
public protocol TokenIssuing: Sendable {
    /// A token for `user` that is good from `now` for the configured lifetime, or as little longer as makes it expire
    /// after `floor`.
    func issue(for user: User, now: Timestamp, expiringAfter floor: Timestamp?) throws(MessengerError) -> AccessToken

    /// What a token says, once its signature and its times are checked.
    ///
    /// - Throws: `.invalidToken` for any token this server would not have issued or that has expired;
    ///   `.incompleteToken` for a genuine one that names no account.
    func read(_ token: AccessToken, now: Timestamp) throws(MessengerError) -> TokenClaims

    /// A ticket that no other is like, for a session.
    func makeTicket(for session: Session, expiresAt: Timestamp) throws(MessengerError) -> SocketTicket

    /// What a ticket says, once its signature and its time are checked.
    ///
    /// - Throws: `.invalidToken` for any ticket this server would not have made or that has expired.
    func read(_ ticket: SocketTicket, now: Timestamp) throws(MessengerError) -> TicketClaims
}

extension TokenIssuing {
    /// A token for `user` that is good from `now` for the configured lifetime.
    public func issue(for user: User, now: Timestamp) throws(MessengerError) -> AccessToken {
        try issue(for: user, now: now, expiringAfter: nil)
    }
}

/// A signed token, as a client carries it.
///
/// It never shows itself in a log.
public struct AccessToken: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The compact form that goes over the wire.
    public let rawValue: String

    /// Wraps what was signed or what a client sent.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// Stars, however it is printed.
    public var description: String { "********" }

    /// Stars, however it is printed.
    public var debugDescription: String { description }
}

/// Whom a token names and until when it is good.
public struct TokenClaims: Hashable, Sendable {
    /// The account's number (`user_id`).
    public let user: ID<User>
    /// The account's address (`sub`).
    public let email: EmailAddress
    /// When the token ends (`exp`).
    public let expiresAt: Timestamp
    /// The session that it stands for: a digest of the whole token.
    public let session: SessionID

    /// Puts together what a token said.
    public init(user: ID<User>, email: EmailAddress, expiresAt: Timestamp, session: SessionID) {
        self.user = user
        self.email = email
        self.expiresAt = expiresAt
        self.session = session
    }
}
