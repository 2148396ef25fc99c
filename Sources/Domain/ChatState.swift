/// How a chat looks to one of its members at one moment: all of it was true together.
public struct ChatState: Hashable, Sendable {
    /// Up to how many members a chat shows all of them, and whose cursors, to everybody in it.
    ///
    /// In a larger one everybody sees the own cursors alone: a hundred readers of one message already cause ten thousand
    /// frames.
    public static let sharedReceiptsLimit: Int64 = 100

    /// The chat.
    public let chat: Chat
    /// The place of its last change.
    public let lastSeq: Seq
    /// The place of the last move of a member's cursor.
    public let receiptSeq: ReceiptSeq
    /// How far the member has read, and what is unread.
    public let read: ReadState
    /// How many members it has.
    public let memberCount: Int64
    /// Everybody in it, in ascending order of id; nil for a chat that has, or once had, more than `sharedReceiptsLimit`
    /// members.
    public let members: [Member]?
    /// Who created it, and may take out others; nil where that is not known.
    public let creator: ID<User>?
    /// The newest message; nil when there is none.
    public let lastMessage: Message?

    /// Puts together what a store read.
    public init(
        chat: Chat,
        lastSeq: Seq,
        receiptSeq: ReceiptSeq,
        read: ReadState,
        memberCount: Int64,
        members: [Member]?,
        creator: ID<User>?,
        lastMessage: Message?
    ) {
        self.chat = chat
        self.lastSeq = lastSeq
        self.receiptSeq = receiptSeq
        self.read = read
        self.memberCount = memberCount
        self.members = members
        self.creator = creator
        self.lastMessage = lastMessage
    }
}

/// Somebody in a chat, as the others in it see them.
public struct Member: Hashable, Sendable {
    /// Who it is.
    public let user: ID<User>
    /// The name that others see.
    public let name: UserName
    /// Everything up to here was read.
    public let read: Seq
    /// Everything up to here has arrived at a device.
    public let delivered: Seq

    /// Puts together what a store read.
    public init(user: ID<User>, name: UserName, read: Seq, delivered: Seq) {
        self.user = user
        self.name = name
        self.read = read
        self.delivered = delivered
    }
}
