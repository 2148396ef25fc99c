import StoreSQL

extension PostgresSession {
    /// When a message `m` of the original was written, in microseconds.
    ///
    /// `created_at` is what the original's HTTP API showed, in UTC without saying so; `timestamp` is what it sorted by.
    static let moment = """
        (extract(epoch FROM coalesce(m.created_at, m.timestamp AT TIME ZONE 'UTC')) * 1000000)::int8
        """

    /// SQL that lists the numbers of a group of rows, cut off where nobody would read on.
    static func listing(_ column: String) -> String {
        """
        array_to_string((array_agg(\(column) ORDER BY \(column)))[1:20], ', ')
            || CASE WHEN count(*) > 20 THEN ' and ' || count(*) - 20 || ' more' ELSE '' END
        """
    }

    /// Copies the messages; their order in a chat is the order in which the original showed them.
    func adoptMessages() throws -> [String] {
        // Checked one by one the references cost more than all the rest; added afterwards they are checked together.
        for table in ["chats", "users"] { try script("ALTER TABLE messages DROP CONSTRAINT \(Self.reference(to: table))") }
        try execute(Self.insert)
        for table in ["chats", "users"] {
            try script(
                "ALTER TABLE messages ADD CONSTRAINT \(Self.reference(to: table)) "
                    + "FOREIGN KEY (\(table == "chats" ? "chat_id" : "sender_id")) REFERENCES \(table) (id)")
        }
        try script("ANALYZE messages, members")
        return try rows(Self.strangers) { try $0.text(Int32(0)) } + rows(Self.oddities) { try $0.text(Int32(0)) }
    }
}
