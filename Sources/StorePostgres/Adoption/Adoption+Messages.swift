import StoreSQL

extension PostgresSession {
    /// Copies the messages; their order in a chat is the order in which the original showed them.
    func adoptMessages() throws -> [String] {
        try execute(Self.insert)
        return try rows(Self.strangers) { try $0.text(Int32(0)) }
    }

    /// Sets what is counted and what is given out next, and how far the two of a private chat have read.
    func adoptCounters() throws {
        try execute(Self.count)
        try execute(Self.cursors)
        for table in ["users", "chats", "messages"] {
            _ = try row(
                PostgresStatement(
                    unprepared: """
                        SELECT setval(pg_get_serial_sequence('\(table)', 'id'),
                            greatest(1, (SELECT max(id) FROM \(table))), EXISTS (SELECT FROM \(table)))
                        """)
            ) { try $0.int64(Int32(0)) }
        }
    }

    /// `created_at` is what the original's HTTP API showed, in UTC without saying so; `timestamp` is what it sorted by.
    private static let insert = PostgresStatement(
        unprepared: """
            INSERT INTO messages (id, chat_id, seq, number, sender_id, text, client_message_id, is_read, created_at)
            SELECT id, chat_id, place, place, sender_id, text, client_message_id, coalesce(is_read, FALSE), moment
            FROM (
                SELECT m.*, row_number() OVER (PARTITION BY chat_id ORDER BY m.timestamp, m.id) AS place,
                    coalesce(
                        (extract(epoch FROM m.created_at) * 1000000)::int8,
                        (extract(epoch FROM m.timestamp) * 1000000)::int8, 0) AS moment
                FROM original_server.messages m
            ) m ORDER BY id
            """)

    /// The original let anybody write in any chat.
    private static let strangers = PostgresStatement(
        unprepared: """
            SELECT count(*) || ' messages of chat ' || chat_id || ' are by users who are not its members; they are kept.'
            FROM messages m
            WHERE NOT EXISTS (SELECT FROM members r WHERE r.chat_id = m.chat_id AND r.user_id = m.sender_id)
            GROUP BY chat_id ORDER BY chat_id
            """)

    private static let count = PostgresStatement(
        unprepared: """
            UPDATE chats c SET last_seq = m.last, message_count = m.count
            FROM (SELECT chat_id, max(seq) AS last, count(*) AS count FROM messages GROUP BY chat_id) m
            WHERE m.chat_id = c.id
            """)

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
            """)
}
