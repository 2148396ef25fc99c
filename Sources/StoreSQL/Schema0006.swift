extension Migration {
    /// What keeps a message from being stored twice, in the order of the senders' names for messages.
    ///
    /// Names that begin with the time, as the server's own do, so go to one place of the index for each chat, and not to
    /// one for each sender: a commit of 40 messages by 10 senders writes 15 pages and not 37
    /// (docs/decisions/0026-time-ordered-names.md).
    static func namesInOrder(_ dialect: Dialect) -> [String] {
        switch dialect {
        case .sqlite: newTable
        case .postgres: newConstraint
        }
    }

    private static let newConstraint = [
        """
        ALTER TABLE messages DROP CONSTRAINT messages_chat_id_sender_id_client_message_id_key, \
        ADD UNIQUE (chat_id, client_message_id, sender_id)
        """
    ]

    /// SQLite cannot change a constraint, so the table is made anew.
    ///
    /// The last number given out stays what it was. Indexes that are made when the rows are there already are made in a
    /// third of the time that constraints of the table take.
    private static let newTable = [
        """
        CREATE TABLE messages_0006 (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat_id INTEGER NOT NULL REFERENCES chats (id),
            seq INTEGER NOT NULL,
            number INTEGER NOT NULL,
            sender_id INTEGER NOT NULL REFERENCES users (id),
            text TEXT NOT NULL,
            client_message_id TEXT,
            is_read INTEGER NOT NULL DEFAULT FALSE,
            created_at INTEGER NOT NULL,
            CHECK (number BETWEEN 1 AND seq)
        ) STRICT
        """,
        """
        INSERT INTO messages_0006 (id, chat_id, seq, number, sender_id, text, client_message_id, is_read, created_at) \
        SELECT id, chat_id, seq, number, sender_id, text, client_message_id, is_read, created_at FROM messages ORDER BY id
        """,
        "DELETE FROM sqlite_sequence WHERE name = 'messages_0006'",
        "UPDATE sqlite_sequence SET name = 'messages_0006' WHERE name = 'messages'",
        "DROP TABLE messages",
        "ALTER TABLE messages_0006 RENAME TO messages",
        "CREATE UNIQUE INDEX messages_by_seq ON messages (chat_id, seq)",
        "CREATE UNIQUE INDEX messages_by_name ON messages (chat_id, client_message_id, sender_id)",
    ]
}
