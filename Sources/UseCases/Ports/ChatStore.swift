public import Domain

/// Keeps chats and who belongs to them.
public protocol ChatStore: Sendable {
    /// Keeps a new chat with all its members, or nothing.
    ///
    /// - Throws: `.unknownMember` when one of them has no account; `.privateChatExists` when the pair has a private
    ///   chat, also when both create it at once.
    func insert(_ chat: NewChat, createdAt: Timestamp) async throws(MessengerError) -> Chat

    /// The chats that `user` is a member of, in ascending order of id.
    func chats(of user: ID<User>) async throws(MessengerError) -> [Chat]

    /// Whether `user` is a member of `chat`; false for a chat that does not exist.
    func isMember(_ user: ID<User>, of chat: ID<Chat>) async throws(MessengerError) -> Bool
}
