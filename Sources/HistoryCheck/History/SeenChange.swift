/// A change of a chat as the server has shown it to somebody.
public struct SeenChange: Hashable, Codable, Sendable {
    /// What has changed.
    public enum Kind: String, Hashable, Codable, Sendable {
        /// A message was posted.
        case message
        /// Somebody became a member.
        case joined
        /// Somebody is no member any more.
        case left
    }

    /// The chat.
    public var chat: Int64
    /// Its place in the chat's order.
    public var seq: Int64
    /// What has changed.
    public var kind: Kind
    /// The message's number; nil where it was not told.
    public var id: Int64?
    /// Who sent the message, or who came or went; nil where it was not told.
    public var author: Int64?
    /// The sender's own name for the message, its `client_message_id`.
    public var name: String?
    /// What it says, as `TextDigest` writes it; nil where it was not told.
    public var text: String?
    /// When the server took it in, in the form of REST; nil where it was not told.
    public var time: String?

    /// Puts together what was shown.
    public init(
        chat: Int64,
        seq: Int64,
        kind: Kind = .message,
        id: Int64? = nil,
        author: Int64? = nil,
        name: String? = nil,
        text: String? = nil,
        time: String? = nil
    ) {
        self.chat = chat
        self.seq = seq
        self.kind = kind
        self.id = id
        self.author = author
        self.name = name
        self.text = text
        self.time = time
    }
}

/// A text as a history keeps it: itself where it is short, else its beginning, its length and a hash of its bytes.
public enum TextDigest {
    private static let longest = 64
    private static let beginning = 24

    /// The digest of a text; equal for equal bytes alone, as far as 64 bits can tell.
    public static func of(_ text: String) -> String {
        guard text.utf8.count > longest else { return text }
        return "\(text.prefix(beginning))… (\(text.utf8.count) bytes, \(String(hash(text), radix: 16)))"
    }

    /// FNV-1a.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
