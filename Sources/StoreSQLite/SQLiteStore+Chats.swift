public import Domain
import StoreSQL

extension SQLiteStore {
    /// Keeps a new chat with all its members, or nothing.
    public func insert(_ chat: NewChat, createdAt: Timestamp) async throws(MessengerError) -> Chat {
        try await write { try $0.insert(chat, createdAt: createdAt) }
    }

    /// The chats that `user` is a member of, in ascending order of id.
    public func chats(of user: ID<User>) async throws(MessengerError) -> [Chat] {
        try await read { try $0.rows(ChatSQL.chats(of: user)) }
    }

    /// Whether `user` is a member of `chat`; false for a chat that does not exist.
    public func isMember(_ user: ID<User>, of chat: ID<Chat>) async throws(MessengerError) -> Bool {
        try await read { try $0.row(ChatSQL.membership(of: user, in: chat)) != nil }
    }
}
