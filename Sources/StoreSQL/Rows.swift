public import Domain
public import UseCases

extension Int64: RowDecodable {
    /// Reads a single number.
    @inlinable
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        self = try row.int64(0)
    }
}

extension String: RowDecodable {
    /// Reads a single text.
    @inlinable
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        self = try row.text(0)
    }
}

extension ID: RowDecodable {
    /// Reads a single id.
    @inlinable
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        self.init(try row.int64(0))
    }
}

extension User: RowDecodable {
    /// Reads `id, email, name`.
    @inlinable
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        self.init(
            id: ID(try row.int64(0)),
            email: EmailAddress(stored: try row.text(1)),
            name: UserName(stored: try row.text(2))
        )
    }
}

extension Credentials: RowDecodable {
    /// Reads `id, email, name, password_hash`.
    @inlinable
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        self.init(user: try User(row: row), passwordHash: PasswordHash(try row.text(3)))
    }
}

extension Chat: RowDecodable {
    /// Reads `id, name, chat_type`.
    @inlinable
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        let word = try row.text(2)
        guard let type = ChatType(rawValue: word) else { throw UnknownChatType(word: word) }
        self.init(id: ID(try row.int64(0)), name: ChatName(stored: try row.text(1)), type: type)
    }
}

/// A chat's type is a word that this server does not know; the schema forbids it.
public struct UnknownChatType: Error, Hashable, Sendable {
    /// The word.
    public let word: String

    /// Reports a word.
    public init(word: String) {
        self.word = word
    }
}

extension Message: RowDecodable {
    /// Reads `id, chat_id, seq, sender_id, text, client_message_id, created_at`.
    @inlinable
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        try self.init(row: row, from: 0)
    }

    /// Reads the same columns, the first of them being `first`.
    @inlinable
    init<Row: SQLRow & ~Copyable>(row: borrowing Row, from first: Int) throws {
        self.init(
            id: ID(try row.int64(first)),
            chat: ID(try row.int64(first + 1)),
            seq: Seq(try row.int64(first + 2)),
            sender: ID(try row.int64(first + 3)),
            text: MessageText(stored: try row.text(first + 4)),
            clientMessageID: try row.optionalText(first + 5).map { ClientMessageID(stored: $0) },
            createdAt: Timestamp(microseconds: try row.int64(first + 6))
        )
    }
}

/// One line of a page of history: how many messages the chat has, and one of them.
public struct HistoryRow: RowDecodable {
    /// How many messages the chat has in all.
    public let total: Int64
    /// A message; nil in the only line of a page that has none.
    public let message: Message?

    /// Reads `message_count` and the columns of a message.
    @inlinable
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        total = try row.int64(0)
        message = try row.optionalInt64(1) == nil ? nil : Message(row: row, from: 1)
    }
}

extension HistoryPage {
    /// Puts together the lines of `MessageSQL.history`.
    ///
    /// - Throws: `.notAMember` when there are none.
    public init(_ rows: [HistoryRow]) throws(MessengerError) {
        guard let first = rows.first else { throw .notAMember }
        self.init(messages: rows.compactMap(\.message), total: first.total)
    }
}
