public import Domain
import StoreSQL
public import UseCases

extension PostgresStore {
    /// Keeps a new chat with all its members, or nothing.
    public func insert(_ chat: NewChat, createdAt: Timestamp) async throws(MessengerError) -> Chat {
        try await answering {
            try await pool.transaction { session in try session.insert(chat, createdAt: createdAt) }
        }
    }

    /// The chats that `user` is a member of, in ascending order of id.
    public func chats(of user: ID<User>) async throws(MessengerError) -> [Chat] {
        try await answering { try await pool.rows(ChatSQL.chats(of: user)) }
    }

    /// Whether `user` is a member of `chat`; false for a chat that does not exist.
    public func isMember(_ user: ID<User>, of chat: ID<Chat>) async throws(MessengerError) -> Bool {
        try await answering { try await pool.row(ChatSQL.membership(of: user, in: chat)) != nil }
    }

    /// Keeps a set of test data in one transaction, unless one of its addresses has an account already.
    public func insert(_ data: DemoData) async throws(MessengerError) -> Bool {
        try await answering {
            do {
                try await pool.transaction { session in try session.insert(data) }
                return true
            } catch is DemoDataExists {
                return false
            }
        }
    }
}
