/// Something that has a place in a chat's order: every change of a chat is one of these.
public enum Change: Hashable, Sendable {
    /// A message was written.
    case message(Message)
    /// Somebody came or went.
    case membership(MembershipChange)

    /// The chat that changed.
    public var chat: ID<Chat> {
        switch self {
        case .message(let message): message.chat
        case .membership(let change): change.chat
        }
    }

    /// Its place in the chat's order.
    public var seq: Seq {
        switch self {
        case .message(let message): message.seq
        case .membership(let change): change.seq
        }
    }
}

/// Somebody became a member of a chat, or ceased to be one.
public struct MembershipChange: Hashable, Sendable {
    /// What happened.
    ///
    /// The raw values are the wire's and the database's.
    public enum Kind: String, CaseIterable, Sendable {
        /// The person is a member from here on.
        case joined = "member_joined"
        /// The person is no member from here on.
        case left = "member_left"
    }

    /// The chat.
    public let chat: ID<Chat>
    /// Its place in the chat's order.
    public let seq: Seq
    /// What happened.
    public let kind: Kind
    /// Who came or went.
    public let user: ID<User>
    /// The name of who came or went.
    public let name: UserName
    /// Who did it: somebody else who added or removed the person, or the person.
    public let actor: ID<User>
    /// When it happened; order never depends on it.
    public let createdAt: Timestamp

    /// Puts together a change that a store wrote or read.
    public init(
        chat: ID<Chat>,
        seq: Seq,
        kind: Kind,
        user: ID<User>,
        name: UserName,
        actor: ID<User>,
        createdAt: Timestamp
    ) {
        self.chat = chat
        self.seq = seq
        self.kind = kind
        self.user = user
        self.name = name
        self.actor = actor
        self.createdAt = createdAt
    }
}
