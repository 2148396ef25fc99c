public import Domain

/// Tells whoever listens what has happened.
///
/// Called after the commit, in the order of `seq` for each chat.
public protocol EventBus: Sendable {
    /// Hands events on without waiting for anybody to receive them.
    func publish(_ events: [ChatEvent])
}

/// Something that happened in a chat and that its members are to see.
public enum ChatEvent: Hashable, Sendable {
    /// A message was committed.
    case messagePosted(Message)
    /// A message was read for the first time by somebody other than its author.
    case messageRead(ReadReceipt)
}
