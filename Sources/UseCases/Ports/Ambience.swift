public import Domain

/// The time of day, as a value that tests can set.
public protocol WallClock: Sendable {
    /// The present moment.
    func now() -> Timestamp
}

/// Names for messages whose senders gave none.
public protocol ClientMessageIDMaking: Sendable {
    /// A name that nobody else will ever have: a UUID in lower case which reads as one of version 4 (RFC 9562), and, as
    /// those of version 7, begins with the time.
    func make() -> ClientMessageID
}
