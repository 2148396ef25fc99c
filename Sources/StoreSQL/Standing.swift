public import Domain

/// A chat as it stands for one of its members.
public struct Standing: RowDecodable {
    /// The chat.
    public let chat: Chat
    /// The last place of each of its orders.
    public let end: Position.InChat
    /// How many members it has.
    public let memberCount: Int64
    /// Whether its members see each other's cursors.
    public let sharesReceipts: Bool
    /// How far the member has read, and what is unread.
    public let read: ReadState
    /// Who created the chat; nil where that is not known.
    public let creator: ID<User>?
    /// The place of the last event of the membership in the account's order.
    public let userSeq: UserSeq
    /// The place of the membership's beginning there.
    public let addedSeq: UserSeq

    /// The columns, of a member `m` and its chat `c`.
    static let columns = """
        c.id, c.name, c.chat_type, c.last_seq, c.receipt_seq, c.message_count, c.member_count, c.peak_member_count, \
        m.read_seq, m.read_number, m.read_sent, m.sent_count, m.user_seq, m.added_seq, c.creator_id
        """

    /// How many columns these are.
    static let width = 15

    /// Reads `columns`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        chat = try Chat(row: row)
        end = Position.InChat(seq: Seq(try row.int64(3)), receipts: ReceiptSeq(try row.int64(4)))
        memberCount = try row.int64(6)
        sharesReceipts = try row.int64(7) <= ChatState.sharedReceiptsLimit
        let messagesAfter = try row.int64(5) - row.int64(9)
        let ownAfter = try row.int64(11) - row.int64(10)
        read = ReadState(
            chat: chat.id,
            read: Seq(try row.int64(8)),
            unread: messagesAfter - ownAfter,
            counted: end.seq
        )
        creator = try row.optionalInt64(14).map { ID($0) }
        userSeq = UserSeq(try row.int64(12))
        addedSeq = UserSeq(try row.int64(13))
    }
}

/// A chat as it stands for one of its members, with its newest message.
public struct StandingWithMessage: RowDecodable {
    /// The chat.
    public let standing: Standing
    /// Its newest message; nil when there is none.
    public let lastMessage: Message?

    /// The columns, of a member `m`, its chat `c` and a message `l`.
    static let columns = """
        \(Standing.columns), l.id, l.chat_id, l.seq, l.sender_id, l.text, l.client_message_id, l.created_at
        """

    /// Reads `columns`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        standing = try Standing(row: row)
        lastMessage = try row.optionalInt64(Standing.width) == nil ? nil : Message(row: row, from: Standing.width)
    }

    /// How the chat looks to the member, given who else is in it.
    public func state(members: [Member]?) -> ChatState {
        ChatState(
            chat: standing.chat,
            lastSeq: standing.end.seq,
            receiptSeq: standing.end.receipts,
            read: standing.read,
            memberCount: standing.memberCount,
            members: members,
            creator: standing.creator,
            lastMessage: lastMessage
        )
    }
}

/// Somebody in a chat, and which chat it is.
struct MemberOfChat: RowDecodable {
    let chat: ID<Chat>
    let member: Member

    /// Reads `chat_id, user_id, name, read_seq, delivered_seq`.
    init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        chat = ID(try row.int64(0))
        member = try Member(row: row, from: 1)
    }
}

/// One line of a page of members: somebody, or nobody in the only line of a page without any.
public struct MemberRow: RowDecodable {
    /// Who it is.
    public let member: Member?

    /// Reads `user_id, name, read_seq, delivered_seq`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        member = try row.optionalInt64(0) == nil ? nil : Member(row: row, from: 0)
    }
}

extension [Member] {
    /// Puts together the lines of `MemberSQL.members`.
    ///
    /// - Throws: `.notAMember` when there are none.
    public init(_ rows: [MemberRow]) throws(MessengerError) {
        guard !rows.isEmpty else { throw .notAMember }
        self = rows.compactMap(\.member)
    }
}

extension Member {
    /// Reads `user_id, name, read_seq, delivered_seq`, the first of them being `first`.
    init<Row: SQLRow & ~Copyable>(row: borrowing Row, from first: Int) throws {
        self.init(
            user: ID(try row.int64(first)),
            name: UserName(stored: try row.text(first + 1)),
            read: Seq(try row.int64(first + 2)),
            delivered: Seq(try row.int64(first + 3))
        )
    }
}

extension Position.InChat: RowDecodable {
    /// Reads `last_seq, receipt_seq`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        self.init(seq: Seq(try row.int64(0)), receipts: ReceiptSeq(try row.int64(1)))
    }
}
