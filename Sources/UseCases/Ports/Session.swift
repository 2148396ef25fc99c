public import Domain

/// Somebody who has logged in, as long as their token is good.
public struct Session: Hashable, Sendable {
    /// Whose session it is.
    public let user: User
    /// What tells it from the account's other sessions.
    public let id: SessionID
    /// When the token ends.
    public let expiresAt: Timestamp

    /// Puts together what is known of a session.
    public init(user: User, id: SessionID, expiresAt: Timestamp) {
        self.user = user
        self.id = id
        self.expiresAt = expiresAt
    }
}

/// What tells one session of an account from another: a digest of its token, never the token.
public struct SessionID: Hashable, Sendable {
    /// The digest in hexadecimal.
    public let rawValue: String

    /// Wraps a digest.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }
}
