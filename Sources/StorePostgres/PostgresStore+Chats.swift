public import Domain
import StoreSQL
public import UseCases

extension PostgresStore {
    /// Keeps a new chat with all its members, or nothing; as many statements for thousands of them as for two.
    public func insert(_ chat: NewChat, createdAt: Timestamp) async throws(MessengerError) -> CreatedChat {
        try await answering {
            try await pool.transaction { session in try session.insert(chat, createdAt: createdAt) }
        }
    }

    /// The chats that `user` is a member of, in ascending order of id, without their members.
    public func chats(of user: ID<User>) async throws(MessengerError) -> [ChatState] {
        try await answering { try await pool.rows(ChatSQL.standings(of: user)).map { $0.state(members: nil) } }
    }

    /// The last places of the chat's two orders where `user` is a member.
    public func place(of user: ID<User>, in chat: ID<Chat>) async throws(MessengerError) -> Position.InChat? {
        try await answering { try await pool.row(ChatSQL.place(of: user, in: chat)) }
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
