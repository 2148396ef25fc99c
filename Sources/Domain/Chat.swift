/// A place where its members write to each other.
public struct Chat: Hashable, Sendable {
    /// The chat's number.
    public let id: ID<Chat>
    /// The name that its members see.
    public let name: ChatName
    /// Whether it is a talk of two or a group.
    public let type: ChatType

    /// Puts together a chat that a store read.
    public init(id: ID<Chat>, name: ChatName, type: ChatType) {
        self.id = id
        self.name = name
        self.type = type
    }
}

/// What a chat is for.
///
/// The raw values are the wire's and the database's.
public enum ChatType: String, CaseIterable, Sendable {
    /// Exactly two people; there is one such chat for a pair.
    case `private`
    /// Any number of people, the creator among them.
    case group
}

/// The name of a chat: 1 to 50 characters (Unicode scalars), never NUL.
public struct ChatName: Hashable, Sendable {
    /// How many characters a name may have.
    public static let length = 1...50

    /// The name as it was typed.
    public let rawValue: String

    /// Accepts a name that a client sent.
    public init(parsing text: String) throws(TextProblem) {
        try checked(text, length: text.scalarCount, within: Self.length)
        rawValue = text
    }

    /// Wraps a name that a store kept.
    public init(stored text: String) {
        rawValue = text
    }
}

/// The two people of a private chat, whoever of them started it.
public struct UserPair: Hashable, Sendable {
    /// The one with the smaller id.
    public let first: ID<User>
    /// The one with the greater id.
    public let second: ID<User>

    /// The pair of two different people; nil where both are the same.
    public init?(_ one: ID<User>, _ other: ID<User>) {
        guard one != other else { return nil }
        first = min(one, other)
        second = max(one, other)
    }
}

/// A chat that somebody is about to create: who belongs to it is part of what it is.
public enum NewChat: Sendable {
    /// A talk of two.
    case `private`(name: ChatName, pair: UserPair, creator: ID<User>)
    /// A group: everybody in it, the creator included.
    case group(name: ChatName, members: Set<ID<User>>, creator: ID<User>)

    /// The name that its members will see.
    public var name: ChatName {
        switch self {
        case .private(let name, _, _), .group(let name, _, _): name
        }
    }

    /// Whether it will be a talk of two or a group.
    public var type: ChatType {
        switch self {
        case .private: .private
        case .group: .group
        }
    }

    /// Everybody in it, in ascending order of id.
    public var members: [ID<User>] {
        switch self {
        case .private(_, let pair, _): [pair.first, pair.second]
        case .group(_, let members, _): members.sorted()
        }
    }

    /// Who creates it.
    public var creator: ID<User> {
        switch self {
        case .private(_, _, let creator), .group(_, _, let creator): creator
        }
    }

    /// The two people of a private chat; nil for a group.
    public var pair: UserPair? {
        switch self {
        case .private(_, let pair, _): pair
        case .group: nil
        }
    }
}
