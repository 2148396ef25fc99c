import StoreSQL

extension PostgresSession {
    /// SQL for when a message `m` of the original was written, in microseconds.
    ///
    /// `created_at` is what the original's HTTP API showed, in UTC without saying so; `timestamp` is what it sorted by.
    static let moment = """
        (extract(epoch FROM coalesce(m.created_at, m.timestamp AT TIME ZONE 'UTC')) * 1000000)::int8
        """

    /// SQL for the numbers of a group of rows, cut off where nobody would read on.
    static func listing(_ column: String) -> String {
        """
        array_to_string((array_agg(\(column) ORDER BY \(column)))[1:20], ', ')
            || CASE WHEN count(*) > 20 THEN ' and ' || count(*) - 20 || ' more' ELSE '' END
        """
    }

    /// Copies the messages; their order in a chat is the order in which the original showed them.
    func adoptMessages() throws -> [String] {
        try execute(Self.insert)
        try script("ANALYZE messages, members")
        return try [Self.strangers, Self.untimed, Self.unsorted, Self.unflagged].flatMap { remarks in
            try rows(remarks) { try $0.text(Int32(0)) }
        }
    }

    /// Sets what is counted and what is given out next, and how far the two of a private chat have read.
    func adoptCounters() throws {
        try execute(Self.count)
        try execute(Self.cursors)
        for table in ["users", "chats", "messages"] {
            _ = try row(Self.nextNumber(of: table)) { try $0.int64(Int32(0)) }
        }
        try script("ANALYZE users, chats, members")
    }

    private static let insert = PostgresStatement(
        unprepared: """
            INSERT INTO messages (id, chat_id, seq, number, sender_id, text, client_message_id, is_read, created_at)
            SELECT id, chat_id, place, place, sender_id, text, client_message_id, coalesce(is_read, FALSE),
                coalesce(\(moment), 0)
            FROM (
                SELECT *, row_number() OVER (PARTITION BY chat_id ORDER BY timestamp, id) AS place
                FROM original_server.messages
            ) m ORDER BY id
            """
    )

    /// The original let anybody write in any chat.
    private static let strangers = PostgresStatement(
        unprepared: """
            SELECT 'Chat ' || chat_id || ' has messages by users who are not its members; they stay: '
                || \(listing("id")) || '.'
            FROM messages m
            WHERE NOT EXISTS (SELECT FROM members r WHERE r.chat_id = m.chat_id AND r.user_id = m.sender_id)
            GROUP BY chat_id ORDER BY chat_id
            """
    )

    private static let untimed = PostgresStatement(
        unprepared: """
            SELECT 'Chat ' || chat_id || ' has messages without created_at, which now have their timestamp, or 1970: '
                || \(listing("id")) || '.'
            FROM original_server.messages WHERE created_at IS NULL GROUP BY chat_id ORDER BY chat_id
            """
    )

    private static let unsorted = PostgresStatement(
        unprepared: """
            SELECT 'Chat ' || chat_id || ' has messages without timestamp; they come last, as they did: '
                || \(listing("id")) || '.'
            FROM original_server.messages WHERE timestamp IS NULL GROUP BY chat_id ORDER BY chat_id
            """
    )

    private static let unflagged = PostgresStatement(
        unprepared: """
            SELECT 'Chat ' || chat_id || ' has messages without a read flag, which now count as unread: '
                || \(listing("id")) || '.'
            FROM original_server.messages WHERE is_read IS NULL GROUP BY chat_id ORDER BY chat_id
            """
    )

    private static let count = PostgresStatement(
        unprepared: """
            UPDATE chats c SET last_seq = m.last, message_count = m.count
            FROM (SELECT chat_id, max(seq) AS last, count(*) AS count FROM messages GROUP BY chat_id) m
            WHERE m.chat_id = c.id
            """
    )

    /// In a private chat a message that was read was read by the other one; of groups the original did not know who.
    private static let cursors = PostgresStatement(
        unprepared: """
            UPDATE members r SET read_seq = m.last
            FROM (
                SELECT r.chat_id, r.user_id, max(m.seq) AS last
                FROM members r
                JOIN chats c ON c.id = r.chat_id AND c.chat_type = 'private'
                JOIN messages m ON m.chat_id = r.chat_id AND m.sender_id <> r.user_id AND m.is_read
                GROUP BY r.chat_id, r.user_id
            ) m WHERE m.chat_id = r.chat_id AND m.user_id = r.user_id
            """
    )

    /// Numbers go on after the greatest that was ever given out, also where its row is gone.
    private static func nextNumber(of table: String) -> PostgresStatement {
        PostgresStatement(
            unprepared: """
                SELECT setval(pg_get_serial_sequence('\(table)', 'id'), greatest(1, last), last >= 1)
                FROM (
                    SELECT coalesce(greatest((SELECT max(id) FROM \(table)), pg_sequence_last_value(
                        pg_get_serial_sequence('original_server.\(table)', 'id')::regclass)), 0) AS last
                ) n
                """
        )
    }
}
