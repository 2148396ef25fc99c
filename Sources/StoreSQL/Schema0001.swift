extension Migration {
    /// Accounts, chats, who belongs to them, and messages.
    ///
    /// Times are microseconds since the epoch. `chats.last_seq` is the last place given out in the chat's dense order
    /// of changes, `chats.message_count` the number of its messages; both move in the transaction of a message.
    static func firstSchema(_ dialect: Dialect) -> [String] {
        [users(dialect), chats(dialect), members(dialect), membersByUser, messages(dialect)]
    }

    private static func users(_ dialect: Dialect) -> String {
        """
        CREATE TABLE users (
            id \(dialect.identity),
            email TEXT NOT NULL,
            email_key TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            created_at \(dialect.integer) NOT NULL
        )\(dialect.table)
        """
    }

    private static func chats(_ dialect: Dialect) -> String {
        """
        CREATE TABLE chats (
            id \(dialect.identity),
            name TEXT NOT NULL,
            chat_type TEXT NOT NULL CHECK (chat_type IN ('private', 'group')),
            first_user \(dialect.integer) REFERENCES users (id),
            second_user \(dialect.integer) REFERENCES users (id),
            creator_id \(dialect.integer) REFERENCES users (id),
            created_at \(dialect.integer) NOT NULL,
            last_seq \(dialect.integer) NOT NULL DEFAULT 0,
            message_count \(dialect.integer) NOT NULL DEFAULT 0,
            UNIQUE (first_user, second_user),
            CHECK (first_user < second_user),
            CHECK ((chat_type = 'private') = (first_user IS NOT NULL)),
            CHECK ((chat_type = 'private') = (second_user IS NOT NULL)),
            CHECK (message_count BETWEEN 0 AND last_seq)
        )\(dialect.busyTable)
        """
    }

    private static func members(_ dialect: Dialect) -> String {
        """
        CREATE TABLE members (
            chat_id \(dialect.integer) NOT NULL REFERENCES chats (id),
            user_id \(dialect.integer) NOT NULL REFERENCES users (id),
            joined_at \(dialect.integer) NOT NULL,
            read_seq \(dialect.integer) NOT NULL DEFAULT 0,
            PRIMARY KEY (chat_id, user_id)
        )\(dialect.clusteredTable)
        """
    }

    private static let membersByUser = "CREATE INDEX members_by_user ON members (user_id, chat_id)"

    private static func messages(_ dialect: Dialect) -> String {
        """
        CREATE TABLE messages (
            id \(dialect.identity),
            chat_id \(dialect.integer) NOT NULL REFERENCES chats (id),
            seq \(dialect.integer) NOT NULL,
            number \(dialect.integer) NOT NULL,
            sender_id \(dialect.integer) NOT NULL REFERENCES users (id),
            text TEXT NOT NULL,
            client_message_id TEXT,
            is_read \(dialect.boolean) NOT NULL DEFAULT FALSE,
            created_at \(dialect.integer) NOT NULL,
            UNIQUE (chat_id, seq),
            UNIQUE (chat_id, sender_id, client_message_id),
            CHECK (number BETWEEN 1 AND seq)
        )\(dialect.table)
        """
    }
}
