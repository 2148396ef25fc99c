public import Domain

/// The mark of a database, and the last place in an account's order.
public struct AccountEnd: RowDecodable {
    let epoch: StoreEpoch
    let account: UserSeq

    /// Reads `epoch, user_seq`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        epoch = StoreEpoch(try row.text(0))
        account = UserSeq(try row.int64(1))
    }
}

/// The last places of a chat's two orders.
public struct ChatEnd: RowDecodable {
    let chat: ID<Chat>
    let end: Position.InChat

    /// Reads `id, last_seq, receipt_seq`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        chat = ID(try row.int64(0))
        end = Position.InChat(seq: Seq(try row.int64(1)), receipts: ReceiptSeq(try row.int64(2)))
    }
}

/// The last place of an account's order.
public struct UserEnd: RowDecodable {
    let user: ID<User>
    let end: UserSeq

    /// Reads `id, user_seq`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        user = ID(try row.int64(0))
        end = UserSeq(try row.int64(1))
    }
}

/// A line of a position: the end of the account, and of one chat if there is one.
public struct PositionRow: RowDecodable {
    let end: AccountEnd
    let chat: ID<Chat>?
    let inChat: Position.InChat?

    /// Reads `epoch, user_seq, id, last_seq, receipt_seq`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        end = try AccountEnd(row: row)
        chat = try row.optionalInt64(2).map { ID($0) }
        inChat =
            chat == nil
            ? nil : Position.InChat(seq: Seq(try row.int64(3)), receipts: ReceiptSeq(try row.int64(4)))
    }
}

/// A membership that has ended.
public struct Departure: RowDecodable {
    let chat: ID<Chat>
    let userSeq: UserSeq

    /// Reads `chat_id, user_seq`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        chat = ID(try row.int64(0))
        userSeq = UserSeq(try row.int64(1))
    }
}

extension MembershipChange: RowDecodable {
    /// Reads `chat_id, seq, kind, user_id, name, actor_id, created_at`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        let word = try row.text(2)
        guard let kind = Kind(rawValue: word) else { throw UnknownChangeKind(word: word) }
        self.init(
            chat: ID(try row.int64(0)),
            seq: Seq(try row.int64(1)),
            kind: kind,
            user: ID(try row.int64(3)),
            name: UserName(stored: try row.text(4)),
            actor: ID(try row.int64(5)),
            createdAt: Timestamp(microseconds: try row.int64(6))
        )
    }
}

/// A change's kind is a word that this server does not know; the schema forbids it.
public struct UnknownChangeKind: Error, Hashable, Sendable {
    /// The word.
    public let word: String
}

extension Receipt: RowDecodable {
    /// Reads `chat_id, user_id, read_seq, delivered_seq, receipt_seq`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        self.init(
            chat: ID(try row.int64(0)),
            user: ID(try row.int64(1)),
            read: Seq(try row.int64(2)),
            delivered: Seq(try row.int64(3)),
            number: ReceiptSeq(try row.int64(4))
        )
    }
}
