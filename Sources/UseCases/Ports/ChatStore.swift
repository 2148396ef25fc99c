public import Domain

/// Keeps chats and who belongs to them.
public protocol ChatStore: Sendable {
    /// Keeps a new chat with all its members, or nothing, and tells of the event that each of them is to see.
    ///
    /// - Throws: `.unknownMember` when one of them has no account; `.privateChatExists` when the pair has a private
    ///   chat, also when both create it at once.
    func insert(_ chat: NewChat, createdAt: Timestamp) async throws(MessengerError) -> CreatedChat

    /// The chats that `user` is a member of, in ascending order of id, without their members.
    func chats(of user: ID<User>) async throws(MessengerError) -> [ChatState]

    /// The last places of the chat's two orders where `user` is a member; nil otherwise, also for a chat that does not
    /// exist.
    func place(of user: ID<User>, in chat: ID<Chat>) async throws(MessengerError) -> Position.InChat?
}

/// A chat that was just made.
public struct CreatedChat: Hashable, Sendable {
    /// The chat.
    public let chat: Chat
    /// One `chatAdded` for each member, in ascending order of id.
    public let events: [Event]

    /// Puts together what a store kept.
    public init(chat: Chat, events: [Event]) {
        self.chat = chat
        self.events = events
    }
}
