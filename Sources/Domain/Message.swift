/// One message of a chat, as it was committed.
public struct Message: Hashable, Sendable {
    /// The message's number among all messages of the server.
    public let id: ID<Message>
    /// The chat it was written in.
    public let chat: ID<Chat>
    /// Its place in the chat's dense order of changes.
    public let seq: Seq
    /// Who wrote it.
    public let sender: ID<User>
    /// What was written, unchanged.
    public let text: MessageText
    /// The sender's own name for it, or the one that the server made; nil for messages that came with test data.
    public let clientMessageID: ClientMessageID?
    /// When the server took it in.
    ///
    /// Order never depends on it.
    public let createdAt: Timestamp

    /// Puts together a message that a store wrote or read.
    public init(
        id: ID<Message>,
        chat: ID<Chat>,
        seq: Seq,
        sender: ID<User>,
        text: MessageText,
        clientMessageID: ClientMessageID?,
        createdAt: Timestamp
    ) {
        self.id = id
        self.chat = chat
        self.seq = seq
        self.sender = sender
        self.text = text
        self.clientMessageID = clientMessageID
        self.createdAt = createdAt
    }
}

/// What a message says: 1 to 65,536 bytes of UTF-8, kept as they came, never NUL.
public struct MessageText: Hashable, Sendable {
    /// How many bytes of UTF-8 a text may have.
    public static let byteLength = 1...65_536

    /// The text as it was typed.
    public let rawValue: String

    /// Accepts a text that a client sent; the limits of a `TextProblem` are bytes here.
    public init(parsing text: String) throws(TextProblem) {
        try checked(text, length: text.utf8.count, within: Self.byteLength)
        rawValue = text
    }

    /// Wraps a text that a store kept.
    public init(stored text: String) {
        rawValue = text
    }
}

extension MessageText {
    /// Whether two texts are the same bytes; to `String` two spellings of one letter would be equal.
    public static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.rawValue.utf8.elementsEqual(rhs.rawValue.utf8)
    }

    /// Hashes the bytes, as `==` compares them.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: rawValue)
    }
}

/// The name by which a sender knows a message before the server does: unique for a sender in a chat, for ever.
public struct ClientMessageID: Hashable, Sendable {
    /// How many characters (Unicode scalars) it may have.
    public static let length = 1...128

    /// The name as it was sent.
    public let rawValue: String

    /// Accepts a name that a client sent.
    public init(parsing text: String) throws(TextProblem) {
        try checked(text, length: text.scalarCount, within: Self.length)
        rawValue = text
    }

    /// Wraps a name that a store kept or the server made.
    public init(stored text: String) {
        rawValue = text
    }
}

extension ClientMessageID {
    /// Whether two names are the same bytes; to `String` two spellings of one letter would be equal.
    public static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.rawValue.utf8.elementsEqual(rhs.rawValue.utf8)
    }

    /// Hashes the bytes, as `==` compares them.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: rawValue)
    }
}

extension Hasher {
    fileprivate mutating func combine(bytesOf text: String) {
        var text = text
        text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
