public import Domain

/// The statements about chats.
public enum ChatSQL {
    /// Keeps a chat without its members; answers with no row when the pair has a private chat already.
    public static func insert(_ chat: NewChat, createdAt: Timestamp) -> SQLQuery<ID<Chat>> {
        SQLQuery(
            insertStatement,
            [
                .text(chat.name.rawValue), .text(chat.type.rawValue), .id(chat.pair?.first), .id(chat.pair?.second),
                .id(chat.creator), .time(createdAt), .integer(Int64(chat.members.count)),
            ]
        )
    }

    /// The chats of a user, in ascending order of id, each with its newest message.
    public static func standings(of user: ID<User>) -> SQLQuery<StandingWithMessage> {
        SQLQuery(standingsStatement, [.id(user)])
    }

    /// Those of a user's chats, in ascending order of id, each with its newest message.
    public static func standings(of user: ID<User>, in chats: [ID<Chat>]) -> SQLQuery<StandingWithMessage> {
        SQLQuery(someStandingsStatement, [.id(user), .ids(chats)])
    }

    /// The last places of a chat's orders; no row when the user is not a member.
    public static func place(of user: ID<User>, in chat: ID<Chat>) -> SQLQuery<Position.InChat> {
        SQLQuery(placeStatement, [.id(chat), .id(user)])
    }

    /// Says how many changes and messages a chat has.
    public static func count(_ messages: Int64, upTo seq: Seq, in chat: ID<Chat>) -> SQLCommand {
        SQLCommand(countStatement, [.id(chat), .place(seq), .integer(messages)])
    }

    /// A chat that nobody else changes until the transaction ends.
    static func locked(_ chat: ID<Chat>) -> SQLQuery<StoredChat> {
        SQLQuery(lockedStatement, [.id(chat)])
    }

    /// Keeps other writers from these chats until the transaction ends.
    public static func lock(_ chats: [ID<Chat>]) -> SQLQuery<ID<Chat>> {
        SQLQuery(lockStatement, [.ids(chats)])
    }

    /// Says how many changes and members a chat has, and how many members it once had at most.
    static func count(members: Int64, peak: Int64, upTo seq: Seq, in chat: ID<Chat>) -> SQLCommand {
        SQLCommand(countMembersStatement, [.id(chat), .place(seq), .integer(members), .integer(peak)])
    }

    /// Notes the last place given out to a move of a cursor.
    static func count(receipts: ReceiptSeq, in chat: ID<Chat>) -> SQLCommand {
        SQLCommand(countReceiptsStatement, [.id(chat), .place(receipts)])
    }

    private static let insertStatement = SharedStatement(
        """
        INSERT INTO chats (name, chat_type, first_user, second_user, creator_id, created_at, member_count, \
        peak_member_count) VALUES ($1, $2, $3, $4, $5, $6, $7, $7) \
        ON CONFLICT (first_user, second_user) DO NOTHING RETURNING id
        """
    )

    /// The newest message is found by chat and place: both databases are told in the way that leaves them no choice.
    private static func standings(where condition: String) -> (Dialect) -> String {
        { dialect in
            let columns = "SELECT \(StandingWithMessage.columns) FROM members m JOIN chats c ON c.id = m.chat_id"
            let message =
                switch dialect {
                case .sqlite:
                    """
                    LEFT JOIN messages l ON l.id = (SELECT x.id FROM messages x WHERE x.chat_id = m.chat_id \
                    ORDER BY x.seq DESC LIMIT 1)
                    """
                case .postgres:
                    """
                    LEFT JOIN LATERAL (SELECT \(MessageSQL.columns) FROM messages x WHERE x.chat_id = m.chat_id \
                    ORDER BY x.seq DESC LIMIT 1) l ON TRUE
                    """
                }
            return "\(columns) \(message) WHERE m.user_id = $1\(condition) ORDER BY m.chat_id"
        }
    }

    private static let standingsStatement = SharedStatement(standings(where: ""))

    private static let someStandingsStatement = SharedStatement { dialect in
        standings(where: " AND m.chat_id \(dialect.isOne(of: "$2"))")(dialect)
    }

    private static let placeStatement = SharedStatement(
        """
        SELECT c.last_seq, c.receipt_seq FROM members m JOIN chats c ON c.id = m.chat_id \
        WHERE m.chat_id = $1 AND m.user_id = $2
        """
    )

    /// The statement of `count(_:upTo:in:)`, for a batch that runs it many times.
    public static let countStatement = SharedStatement(
        "UPDATE chats SET last_seq = $2, message_count = $3 WHERE id = $1"
    )

    private static let lockedStatement = SharedStatement {
        "SELECT \(StoredChat.columns) FROM chats WHERE id = $1\($0.locked)"
    }

    private static let lockStatement = SharedStatement {
        "SELECT id FROM chats WHERE id \($0.isOne(of: "$1")) ORDER BY id\($0.locked)"
    }

    private static let countMembersStatement = SharedStatement(
        "UPDATE chats SET last_seq = $2, member_count = $3, peak_member_count = $4 WHERE id = $1"
    )

    private static let countReceiptsStatement = SharedStatement("UPDATE chats SET receipt_seq = $2 WHERE id = $1")
}

/// A chat, and what is counted in it.
struct StoredChat: RowDecodable {
    let chat: Chat
    let creator: ID<User>?
    let end: Position.InChat
    let messageCount: Int64
    let memberCount: Int64
    let peakMemberCount: Int64

    static let columns = """
        id, name, chat_type, creator_id, last_seq, receipt_seq, message_count, member_count, peak_member_count
        """

    init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        chat = try Chat(row: row)
        creator = try row.optionalInt64(3).map { ID($0) }
        end = Position.InChat(seq: Seq(try row.int64(4)), receipts: ReceiptSeq(try row.int64(5)))
        messageCount = try row.int64(6)
        memberCount = try row.int64(7)
        peakMemberCount = try row.int64(8)
    }
}
