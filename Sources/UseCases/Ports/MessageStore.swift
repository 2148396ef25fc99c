public import Domain

/// Keeps messages.
///
/// Every method checks membership in the same statement that reads or writes.
public protocol MessageStore: Sendable {
    /// Where commits are made; a task that runs there as well saves two changes of thread for each.
    ///
    /// Nil where it makes no difference.
    var commitExecutor: (any TaskExecutor)? { get }

    /// How many commits the store can make at once; those under way at one time are of different chats.
    var commitLanes: Int { get }

    /// Commits waiting messages together, in their order, and tells of each what became of it.
    ///
    /// Returns after the commit is on disk, with one outcome for each draft in the order of `drafts`. A draft that is
    /// refused keeps none of the others from being committed. Two drafts of one batch with the same sender, chat and
    /// client message id are treated as if the second had come later.
    ///
    /// - Throws: when nothing at all is known to be committed (the store is away).
    func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome]

    /// A page of a chat's messages, oldest first: those after the first `offset`, `limit` at most.
    ///
    /// - Throws: `.notAMember` when `reader` is not a member of `chat`.
    func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage
}

extension MessageStore {
    /// It makes no difference.
    public var commitExecutor: (any TaskExecutor)? { nil }

    /// One commit after the other.
    public var commitLanes: Int { 1 }
}

/// A message on its way into the store.
public struct MessageDraft: Hashable, Sendable {
    /// The chat it is for.
    public let chat: ID<Chat>
    /// Who writes it.
    public let sender: ID<User>
    /// What it says.
    public let text: MessageText
    /// The sender's own name for it, or one made for it.
    public let clientMessageID: ClientMessageID
    /// When the server took it in.
    public let createdAt: Timestamp

    /// Puts together a message to commit.
    public init(
        chat: ID<Chat>,
        sender: ID<User>,
        text: MessageText,
        clientMessageID: ClientMessageID,
        createdAt: Timestamp
    ) {
        self.chat = chat
        self.sender = sender
        self.text = text
        self.clientMessageID = clientMessageID
        self.createdAt = createdAt
    }
}

/// What became of one draft of a commit.
public enum CommitOutcome: Hashable, Sendable {
    /// It is on disk now.
    case committed(Message)
    /// The sender sent the same text under the same client message id before: this is the stored message.
    case repeated(Message)
    /// It was not kept.
    case refused(MessengerError)
}

/// A stretch of a chat's history.
public struct HistoryPage: Hashable, Sendable {
    /// The messages, oldest first.
    public let messages: [Message]
    /// How many messages the chat has in all.
    public let total: Int64

    /// Puts together what a store read.
    public init(messages: [Message], total: Int64) {
        self.messages = messages
        self.total = total
    }
}

/// Word for an author that somebody has read a message.
public struct ReadReceipt: Hashable, Sendable {
    /// The message that was read.
    public let message: ID<Message>
    /// The chat it stands in.
    public let chat: ID<Chat>
    /// Who wrote it, and is told.
    public let author: ID<User>
    /// Who read it.
    public let reader: ID<User>

    /// Puts together what a store found.
    public init(message: ID<Message>, chat: ID<Chat>, author: ID<User>, reader: ID<User>) {
        self.message = message
        self.chat = chat
        self.author = author
        self.reader = reader
    }
}
