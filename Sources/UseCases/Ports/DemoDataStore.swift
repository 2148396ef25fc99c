public import Domain

/// Takes in a whole set of accounts, chats and messages at once.
public protocol DemoDataStore: Sendable {
    /// Keeps all of it in one transaction, unless one of its addresses has an account already: then nothing is changed.
    ///
    /// Returns whether it was kept.
    func insert(_ data: DemoData) async throws(MessengerError) -> Bool
}

/// Accounts, and the chats and messages between them, each named by its place in `users`.
public struct DemoData: Sendable {
    /// The accounts.
    public let users: [NewUser]
    /// The chats, created in this order.
    public let chats: [DemoChat]

    /// Puts together a set to keep.
    public init(users: [NewUser], chats: [DemoChat]) {
        self.users = users
        self.chats = chats
    }
}

/// A chat of a set of test data; the first member creates it.
public struct DemoChat: Sendable {
    /// The chat's name.
    public let name: ChatName
    /// Whether it is a talk of two or a group.
    public let type: ChatType
    /// Its members, as places in `DemoData.users`.
    public let members: [Int]
    /// Its messages, oldest first.
    public let messages: [DemoMessage]

    /// Puts together a chat to keep.
    public init(name: ChatName, type: ChatType, members: [Int], messages: [DemoMessage]) {
        self.name = name
        self.type = type
        self.members = members
        self.messages = messages
    }
}

/// A message of a set of test data; it has no client message id.
public struct DemoMessage: Sendable {
    /// Who wrote it, as a place in `DemoData.users`.
    public let sender: Int
    /// What it says.
    public let text: MessageText
    /// When it was written.
    public let createdAt: Timestamp

    /// Puts together a message to keep.
    public init(sender: Int, text: MessageText, createdAt: Timestamp) {
        self.sender = sender
        self.text = text
        self.createdAt = createdAt
    }
}
