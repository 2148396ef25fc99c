/// Something that concerns one account alone, on all its devices.
///
/// Each has a place in the account's own order. Of two events about the same chat the later one says all, so a device
/// that was away is told the later one only.
public enum AccountEvent: Hashable, Sendable {
    /// The account became a member of a chat: this is how it looks to the account.
    case chatAdded(ChatState)
    /// The account is no longer a member.
    case chatRemoved(ID<Chat>)
    /// The account's read cursor in a chat has moved.
    case unread(ReadState)

    /// The chat that it is about.
    public var chat: ID<Chat> {
        switch self {
        case .chatAdded(let state): state.chat.id
        case .chatRemoved(let chat): chat
        case .unread(let state): state.chat
        }
    }
}

/// How far an account has read a chat.
public struct ReadState: Hashable, Sendable {
    /// The chat.
    public let chat: ID<Chat>
    /// Everything up to here was read.
    public let read: Seq
    /// How many messages of others came after that, up to `counted`.
    public let unread: Int64
    /// The last change of the chat that the count knows of.
    public let counted: Seq

    /// Puts together what a store counted.
    public init(chat: ID<Chat>, read: Seq, unread: Int64, counted: Seq) {
        self.chat = chat
        self.read = read
        self.unread = unread
        self.counted = counted
    }
}
