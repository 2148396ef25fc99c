public import Domain
import StoreSQL
public import UseCases

extension SQLiteStore {
    /// Keeps a new chat with all its members, or nothing.
    public func insert(_ chat: NewChat, createdAt: Timestamp) async throws(MessengerError) -> CreatedChat {
        try await write { try $0.insert(chat, createdAt: createdAt) }
    }

    /// The chats that `user` is a member of, in ascending order of id, without their members.
    public func chats(of user: ID<User>) async throws(MessengerError) -> [ChatState] {
        try await read { try $0.rows(ChatSQL.standings(of: user)).map { $0.state(members: nil) } }
    }

    /// The last places of the chat's two orders where `user` is a member.
    public func place(of user: ID<User>, in chat: ID<Chat>) async throws(MessengerError) -> Position.InChat? {
        try await read { try $0.row(ChatSQL.place(of: user, in: chat)) }
    }
}
