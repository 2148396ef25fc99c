public import Domain

/// The statements about chats and their members.
public enum ChatSQL {
    /// Keeps a chat without its members; answers with no row when the pair has a private chat already.
    public static func insert(_ chat: NewChat, createdAt: Timestamp) -> SQLQuery<ID<Chat>> {
        SQLQuery(
            insertStatement,
            [
                .text(chat.name.rawValue), .text(chat.type.rawValue), .id(chat.pair?.first), .id(chat.pair?.second),
                .id(chat.creator), .time(createdAt),
            ]
        )
    }

    /// Makes an account a member; changes no row when there is no such account.
    public static func join(_ chat: ID<Chat>, by user: ID<User>, at time: Timestamp) -> SQLCommand {
        SQLCommand(joinStatement, [.id(chat), .id(user), .time(time)])
    }

    /// The chats of a user, in ascending order of id.
    public static func chats(of user: ID<User>) -> SQLQuery<Chat> {
        SQLQuery(chatsStatement, [.id(user)])
    }

    /// The user's own number where the user is a member of the chat, otherwise no row.
    public static func membership(of user: ID<User>, in chat: ID<Chat>) -> SQLQuery<ID<User>> {
        SQLQuery(membershipStatement, [.id(chat), .id(user)])
    }

    /// Says how many changes and messages a chat has.
    public static func count(_ messages: Int64, upTo seq: Seq, in chat: ID<Chat>) -> SQLCommand {
        SQLCommand(countStatement, [.id(chat), .integer(seq.rawValue), .integer(messages)])
    }

    private static let insertStatement = SharedStatement(
        """
        INSERT INTO chats (name, chat_type, first_user, second_user, creator_id, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (first_user, second_user) DO NOTHING RETURNING id
        """
    )

    private static let joinStatement = SharedStatement(
        "INSERT INTO members (chat_id, user_id, joined_at) SELECT $1, id, $3 FROM users WHERE id = $2"
    )

    private static let chatsStatement = SharedStatement(
        """
        SELECT c.id, c.name, c.chat_type FROM members m JOIN chats c ON c.id = m.chat_id \
        WHERE m.user_id = $1 ORDER BY m.chat_id
        """
    )

    private static let membershipStatement = SharedStatement(
        "SELECT user_id FROM members WHERE chat_id = $1 AND user_id = $2"
    )

    private static let countStatement = SharedStatement(
        "UPDATE chats SET last_seq = $2, message_count = $3 WHERE id = $1"
    )
}
