public import Domain

/// One life of a process that serves: a node that starts again is another one.
public struct NodeID: Hashable, Sendable {
    /// 64 random bits.
    public let rawValue: UInt64

    /// A node with this number.
    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// A node that was never there before.
    public static func random() -> Self {
        Self(.random(in: .min ... .max))
    }
}

/// How often the roster of a node has changed in its life.
public typealias RosterVersion = UInt64

/// Word of one node about its roster: who is connected to it, of which nobody else can tell.
public struct Attendance: Hashable, Sendable {
    /// What a node can say.
    public enum Word: Hashable, Sendable {
        /// Somebody has come: the change that led to this version.
        case came(ID<User>)
        /// Somebody has gone, and was last there then: the change that led to this version.
        case gone(ID<User>, lastSeen: Timestamp)
        /// The node lives, and this is its version.
        case beat
        /// Everybody who was there at this version.
        case roster(Set<ID<User>>)
        /// The node wants to be told the whole roster of one other or, with nil, of all others.
        case wish(NodeID?)
    }

    /// Who speaks.
    public let node: NodeID
    /// The version of the speaker's own roster.
    public let version: RosterVersion
    /// What it says.
    public let word: Word

    /// Word of a node.
    public init(node: NodeID, version: RosterVersion, word: Word) {
        self.node = node
        self.version = version
        self.word = word
    }
}
