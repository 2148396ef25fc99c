public import Domain

/// The time of day, as a value that tests can set.
public protocol WallClock: Sendable {
    /// The present moment.
    func now() -> Timestamp
}

/// Names for messages whose senders gave none.
public protocol ClientMessageIDMaking: Sendable {
    /// A name that nobody else will ever have: a random UUID (version 4, RFC 9562) in lower case.
    func make() -> ClientMessageID
}
