public import Domain

/// The statements about messages.
///
/// The batch that commits drafts is each store's own.
public enum MessageSQL {
    /// A page of a chat's history; answers with no row when `reader` is not a member.
    ///
    /// `number` is a message's place among the chat's messages, so an offset is where the page starts; `seq` covers
    /// other changes too and is never smaller, so the index on (chat_id, seq) leads there at any depth. A limit below 1
    /// counts as 1: the first line is also the answer to whether `reader` is a member.
    public static func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) -> SQLQuery<HistoryRow> {
        SQLQuery(historyStatement, [.id(chat), .id(reader), .integer(offset), .integer(Int64(max(limit, 1)))])
    }

    /// Keeps a message that came with test data, at a place that the caller has counted.
    public static func insert(
        at number: Int64,
        in chat: ID<Chat>,
        by sender: ID<User>,
        text: MessageText,
        createdAt: Timestamp
    ) -> SQLCommand {
        SQLCommand(
            insertStatement,
            [.id(chat), .integer(number), .id(sender), .text(text.rawValue), .time(createdAt)]
        )
    }

    /// The columns of `Message.init(row:)`.
    public static let columns = "id, chat_id, seq, sender_id, text, client_message_id, created_at"

    /// PostgreSQL would sort the rest of the chat before it cuts off the page, unless the page is cut out first; SQLite
    /// would copy that page and sort it once more (108 µs instead of 76 for 50 messages).
    private static let historyStatement = SharedStatement(
        sqlite: """
            \(historyColumns) LEFT JOIN messages m ON m.chat_id = $1 AND m.seq > $3 AND m.number > $3 \
            WHERE r.chat_id = $1 AND r.user_id = $2 ORDER BY m.seq LIMIT $4
            """,
        postgres: """
            \(historyColumns) LEFT JOIN (\
            SELECT \(columns) FROM messages WHERE chat_id = $1 AND seq > $3 AND number > $3 ORDER BY seq LIMIT $4\
            ) m ON TRUE WHERE r.chat_id = $1 AND r.user_id = $2 ORDER BY m.seq
            """
    )

    private static let historyColumns = """
        SELECT c.message_count, m.id, m.chat_id, m.seq, m.sender_id, m.text, m.client_message_id, m.created_at \
        FROM members r JOIN chats c ON c.id = r.chat_id
        """

    private static let insertStatement = SharedStatement(
        """
        INSERT INTO messages (chat_id, seq, number, sender_id, text, created_at) VALUES ($1, $2, $2, $3, $4, $5)
        """
    )
}
