public import Domain
public import UseCases

/// The statements about how far members have read, and how far messages have arrived.
public enum CursorSQL {
    /// How many messages a cursor that jumps forward marks as read by somebody.
    public static let flagLimit = 100

    /// What a move starts from; no row when the user is not a member of the chat.
    public static func start(of move: CursorMove) -> SQLQuery<CursorStart> {
        SQLQuery(startStatement, [.id(move.chat), .id(move.user), .id(move.message)])
    }

    /// How many messages a chat has up to a place, and how many of them after another place are a member's own.
    ///
    /// The plus sign keeps both planners to the messages between the places: each member passes each of them once.
    public static func tally(
        of user: ID<User>,
        in chat: ID<Chat>,
        after: Seq,
        through: Seq
    ) -> SQLQuery<CursorTally> {
        SQLQuery(tallyStatement, [.id(chat), .id(user), .place(after), .place(through)])
    }

    /// Marks a message as read by somebody other than its author; answers with no row when it was already.
    public static func flag(_ message: ID<Message>) -> SQLQuery<FlaggedMessage> {
        SQLQuery(flagStatement, [.id(message)])
    }

    /// Marks the newest messages of others between two places as read; answers with those that were not.
    public static func flag(
        in chat: ID<Chat>,
        after: Seq,
        through: Seq,
        by reader: ID<User>
    ) -> SQLQuery<FlaggedMessage> {
        SQLQuery(
            flagRangeStatement,
            [.id(chat), .place(after), .place(through), .id(reader), .integer(Int64(flagLimit))]
        )
    }

    /// Keeps where a member stands.
    public static func keep(_ cursors: Cursors, of user: ID<User>, in chat: ID<Chat>) -> SQLCommand {
        SQLCommand(
            keepStatement,
            [
                .id(chat), .id(user), .place(cursors.read), .integer(cursors.readNumber), .integer(cursors.readSent),
                .place(cursors.delivered), .place(cursors.receiptSeq), .place(cursors.userSeq),
            ]
        )
    }

    private static let startStatement = SharedStatement(
        """
        SELECT \(CursorStart.columns) FROM members m JOIN chats c ON c.id = m.chat_id \
        LEFT JOIN messages x ON x.id = $3 AND x.chat_id = m.chat_id WHERE m.chat_id = $1 AND m.user_id = $2
        """
    )

    private static let tallyStatement = SharedStatement(
        """
        SELECT coalesce((SELECT number FROM messages WHERE chat_id = $1 AND seq <= $4 \
        ORDER BY seq DESC LIMIT 1), 0), \
        (SELECT count(*) FROM messages WHERE chat_id = $1 AND +sender_id = $2 AND seq > $3 AND seq <= $4)
        """
    )

    private static let flagStatement = SharedStatement(
        "UPDATE messages SET is_read = TRUE WHERE id = $1 AND NOT is_read RETURNING id, sender_id"
    )

    private static let flagRangeStatement = SharedStatement { dialect in
        let newest = """
            SELECT x.id FROM messages x WHERE x.chat_id = $1 AND x.seq > $2 AND x.seq <= $3 AND +x.sender_id <> $4 \
            ORDER BY x.seq DESC LIMIT $5
            """
        let among =
            switch dialect {
            case .sqlite: "IN (\(newest))"
            case .postgres: "= ANY (ARRAY(\(newest)))"
            }
        return "UPDATE messages SET is_read = TRUE WHERE id \(among) AND NOT is_read RETURNING id, sender_id"
    }

    private static let keepStatement = SharedStatement(
        """
        UPDATE members SET read_seq = $3, read_number = $4, read_sent = $5, delivered_seq = $6, receipt_seq = $7, \
        user_seq = $8 WHERE chat_id = $1 AND user_id = $2
        """
    )
}

extension CursorMove {
    /// The message that the move names.
    fileprivate var message: ID<Message>? {
        switch target {
        case .readMessage(let message): message
        case .read, .delivered: nil
        }
    }
}

/// Where a member stands in a chat, and the places in which that is counted.
public struct Cursors: Hashable, Sendable {
    /// Everything up to here was read.
    public internal(set) var read: Seq
    /// Everything up to here has arrived.
    public internal(set) var delivered: Seq
    /// How many messages there are up to `read`.
    var readNumber: Int64
    /// How many of them are the member's own.
    var readSent: Int64
    /// The last move in the chat's order of moves.
    var receiptSeq: ReceiptSeq
    /// The last event of the membership in the account's order.
    var userSeq: UserSeq
}

/// What a move of a cursor starts from: the member, the chat, and the message where the move names one.
public struct CursorStart: RowDecodable {
    let cursors: Cursors
    let sentCount: Int64
    let end: Position.InChat
    let messageCount: Int64
    let sharesReceipts: Bool
    let message: Found?

    /// What is known of a message.
    struct Found: Sendable {
        let seq: Seq
        let author: ID<User>
        let isRead: Bool
    }

    static let columns = """
        m.read_seq, m.delivered_seq, m.read_number, m.read_sent, m.receipt_seq, m.user_seq, m.sent_count, c.last_seq, \
        c.receipt_seq, c.message_count, c.peak_member_count, x.seq, x.sender_id, x.is_read
        """

    /// Reads `columns`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        cursors = Cursors(
            read: Seq(try row.int64(0)),
            delivered: Seq(try row.int64(1)),
            readNumber: try row.int64(2),
            readSent: try row.int64(3),
            receiptSeq: ReceiptSeq(try row.int64(4)),
            userSeq: UserSeq(try row.int64(5))
        )
        sentCount = try row.int64(6)
        end = Position.InChat(seq: Seq(try row.int64(7)), receipts: ReceiptSeq(try row.int64(8)))
        messageCount = try row.int64(9)
        sharesReceipts = try row.int64(10) <= ChatState.sharedReceiptsLimit
        guard let seq = try row.optionalInt64(11) else {
            message = nil
            return
        }
        message = Found(seq: Seq(seq), author: ID(try row.int64(12)), isRead: try row.bool(13))
    }
}

/// How many messages there are up to a cursor, and how many own ones it has just passed.
public struct CursorTally: RowDecodable {
    let number: Int64
    let ownPassed: Int64

    /// Reads `number, count`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        number = try row.int64(0)
        ownPassed = try row.int64(1)
    }
}

/// A message that was just marked as read by somebody.
public struct FlaggedMessage: RowDecodable {
    let id: ID<Message>
    let author: ID<User>

    /// Reads `id, sender_id`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        id = ID(try row.int64(0))
        author = ID(try row.int64(1))
    }
}
