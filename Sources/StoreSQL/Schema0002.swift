extension Migration {
    /// Orders of receipts and of account events, membership changes, and cursors that tell what is unread.
    ///
    /// Nothing here is a log: a receipt and an account event are rows that exist anyway, with the number of what
    /// happened to them last; `departures` keeps the number of a membership that has ended.
    ///
    /// A member has `message_count - read_number` messages after its cursor, and `sent_count - read_sent` of them are
    /// its own: `read_number` and `read_sent` count all and the own messages up to `read_seq`.
    static func secondSchema(_ dialect: Dialect) -> [String] {
        newColumns(dialect) + newMembers(dialect) + counters
            + [departures(dialect), chatChanges(dialect), identity(dialect), epoch(dialect)]
    }

    private static func newColumns(_ dialect: Dialect) -> [String] {
        let counter = "\(dialect.integer) NOT NULL DEFAULT 0"
        return [
            "ALTER TABLE chats ADD COLUMN receipt_seq \(counter) CHECK (receipt_seq >= 0)",
            "ALTER TABLE chats ADD COLUMN member_count \(counter) CHECK (member_count >= 0)",
            "ALTER TABLE chats ADD COLUMN peak_member_count \(counter) CHECK (peak_member_count >= member_count)",
            "ALTER TABLE users ADD COLUMN user_seq \(counter) CHECK (user_seq >= 0)",
            "ALTER TABLE users ADD COLUMN last_seen_at \(dialect.integer)",
        ] + dialect.roomForUpdates(in: "users")
    }

    /// SQLite cannot add a CHECK between columns where rows exist already, so the table is made anew.
    private static func newMembers(_ dialect: Dialect) -> [String] {
        [
            "CREATE TABLE members_0001 AS SELECT * FROM members",
            "DROP TABLE members",
            members(dialect),
            formerMembers,
            "DROP TABLE members_0001",
            "CREATE INDEX members_by_user ON members (user_id, chat_id)",
        ]
    }

    private static func members(_ dialect: Dialect) -> String {
        """
        CREATE TABLE members (
            chat_id \(dialect.integer) NOT NULL REFERENCES chats (id),
            user_id \(dialect.integer) NOT NULL REFERENCES users (id),
            joined_at \(dialect.integer) NOT NULL,
            read_seq \(dialect.integer) NOT NULL,
            read_number \(dialect.integer) NOT NULL,
            read_sent \(dialect.integer) NOT NULL,
            sent_count \(dialect.integer) NOT NULL,
            delivered_seq \(dialect.integer) NOT NULL,
            receipt_seq \(dialect.integer) NOT NULL DEFAULT 0,
            user_seq \(dialect.integer) NOT NULL,
            added_seq \(dialect.integer) NOT NULL,
            PRIMARY KEY (chat_id, user_id),
            CHECK (read_seq BETWEEN 0 AND delivered_seq),
            CHECK (read_number BETWEEN 0 AND read_seq),
            CHECK (read_sent BETWEEN 0 AND read_number),
            CHECK (sent_count >= read_sent),
            CHECK (receipt_seq >= 0),
            CHECK (added_seq BETWEEN 1 AND user_seq)
        )\(dialect.busyClusteredTable)
        """
    }

    /// What was read counts as delivered; the chats of an account have places in the order of their numbers.
    ///
    /// The plus signs keep both planners from walking through a whole chat for each of its members.
    private static let formerMembers = """
        INSERT INTO members (chat_id, user_id, joined_at, read_seq, read_number, read_sent, sent_count, delivered_seq,
            user_seq, added_seq)
        SELECT chat_id, user_id, joined_at, read_seq,
            coalesce((SELECT x.number FROM messages x WHERE x.chat_id = m.chat_id AND x.seq <= m.read_seq
                ORDER BY x.seq DESC LIMIT 1), 0),
            (SELECT count(*) FROM messages x
                WHERE x.chat_id = m.chat_id AND x.sender_id = m.user_id AND +x.seq <= m.read_seq),
            (SELECT count(*) FROM messages x WHERE x.chat_id = m.chat_id AND x.sender_id = m.user_id),
            read_seq,
            row_number() OVER (PARTITION BY user_id ORDER BY chat_id),
            row_number() OVER (PARTITION BY user_id ORDER BY chat_id)
        FROM members_0001 m
        """

    private static let counters = [
        """
        UPDATE chats SET member_count = (SELECT count(*) FROM members m WHERE m.chat_id = chats.id),
            peak_member_count = (SELECT count(*) FROM members m WHERE m.chat_id = chats.id)
        """,
        """
        UPDATE users SET user_seq = (SELECT count(*) FROM members m WHERE m.user_id = users.id)
        WHERE EXISTS (SELECT 1 FROM members m WHERE m.user_id = users.id)
        """,
    ]

    private static func departures(_ dialect: Dialect) -> String {
        """
        CREATE TABLE departures (
            user_id \(dialect.integer) NOT NULL REFERENCES users (id),
            chat_id \(dialect.integer) NOT NULL REFERENCES chats (id),
            user_seq \(dialect.integer) NOT NULL CHECK (user_seq >= 1),
            PRIMARY KEY (user_id, chat_id)
        )\(dialect.clusteredTable)
        """
    }

    private static func chatChanges(_ dialect: Dialect) -> String {
        """
        CREATE TABLE chat_changes (
            chat_id \(dialect.integer) NOT NULL REFERENCES chats (id),
            seq \(dialect.integer) NOT NULL CHECK (seq >= 1),
            kind TEXT NOT NULL CHECK (kind IN ('member_joined', 'member_left')),
            user_id \(dialect.integer) NOT NULL REFERENCES users (id),
            actor_id \(dialect.integer) NOT NULL REFERENCES users (id),
            created_at \(dialect.integer) NOT NULL,
            PRIMARY KEY (chat_id, seq)
        )\(dialect.clusteredTable)
        """
    }

    /// One row at most: the mark that tells this database from any other.
    private static func identity(_ dialect: Dialect) -> String {
        """
        CREATE TABLE store_identity (
            place \(dialect.integer) NOT NULL PRIMARY KEY CHECK (place = 1),
            epoch TEXT NOT NULL CHECK (length(epoch) = 16)
        )\(dialect.table)
        """
    }

    private static func epoch(_ dialect: Dialect) -> String {
        "INSERT INTO store_identity (place, epoch) VALUES (1, \(dialect.randomMark))"
    }
}
