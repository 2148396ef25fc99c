public import Domain
import StoreSQL
public import UseCases

extension PostgresStore {
    /// Keeps a new chat with all its members, or nothing; one statement, however many they are.
    public func insert(_ chat: NewChat, createdAt: Timestamp) async throws(MessengerError) -> Chat {
        let id = try await answering {
            do {
                return try await pool.writeRow(Self.insertChat, chat.values(createdAt: createdAt)) { row in
                    ID<Chat>(try row.int64(Int32(0)))
                }
            } catch let error as PostgresError {
                // Whoever has no account: the creator, one of the pair, or any other member.
                guard case .foreignKeyViolation = error.condition else { throw error }
                throw MessengerError.unknownMember
            }
        }
        guard let id else { throw .privateChatExists }
        return Chat(id: id, name: chat.name, type: chat.type)
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

    /// A statement for each member takes seconds where a group has thousands.
    private static let insertChat = PostgresStatement(
        """
        WITH chat AS (
            INSERT INTO chats (name, chat_type, first_user, second_user, creator_id, created_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (first_user, second_user) DO NOTHING RETURNING id
        ), joined AS (
            INSERT INTO members (chat_id, user_id, joined_at) SELECT id, unnest($7), $6 FROM chat
        )
        SELECT id FROM chat
        """
    )
}

extension NewChat {
    /// The parameters of `insertChat`.
    fileprivate func values(createdAt: Timestamp) -> [PostgresValue] {
        [
            .text(name.rawValue), .text(type.rawValue), .int8(pair?.first.rawValue), .int8(pair?.second.rawValue),
            .int8(creator.rawValue), .int8(createdAt.microseconds), .int8Array(members.map(\.rawValue)),
        ]
    }
}
