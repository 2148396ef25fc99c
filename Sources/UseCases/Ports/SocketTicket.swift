public import Domain

/// What opens one socket within a short time, in place of a token.
///
/// It never shows itself in a log.
public struct SocketTicket: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The text that goes over the wire.
    public let rawValue: String

    /// Wraps what was made or what a client sent.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// Stars, however it is printed.
    public var description: String { "********" }

    /// Stars, however it is printed.
    public var debugDescription: String { description }
}

/// What a ticket says.
public struct TicketClaims: Hashable, Sendable {
    /// What tells it from all others.
    public let id: String
    /// When it ends.
    public let expiresAt: Timestamp
    /// Whose session it was made for.
    public let user: ID<User>
    /// Which of the account's sessions that is.
    public let session: SessionID
    /// When the session ends.
    public let sessionExpiresAt: Timestamp

    /// Puts together what a ticket said.
    public init(
        id: String,
        expiresAt: Timestamp,
        user: ID<User>,
        session: SessionID,
        sessionExpiresAt: Timestamp
    ) {
        self.id = id
        self.expiresAt = expiresAt
        self.user = user
        self.session = session
        self.sessionExpiresAt = sessionExpiresAt
    }
}
