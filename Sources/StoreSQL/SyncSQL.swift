public import Domain

/// The statements about what has happened since.
public enum SyncSQL {
    /// The mark of the database, and the last place in an account's order.
    public static func end(of user: ID<User>) -> SQLQuery<AccountEnd> {
        SQLQuery(endStatement, [.id(user)])
    }

    /// The last place of every order that concerns an account: a line for each chat, or one without.
    public static func position(of user: ID<User>) -> SQLQuery<PositionRow> {
        SQLQuery(positionStatement, [.id(user)])
    }

    /// The last places of the orders of these chats: of changes, and of moves of cursors.
    public static func ends(ofChats chats: [ID<Chat>]) -> SQLQuery<ChatEnd> {
        SQLQuery(chatEndsStatement, [.ids(chats)])
    }

    /// The last places of the orders of these accounts.
    public static func ends(ofAccounts users: [ID<User>]) -> SQLQuery<UserEnd> {
        SQLQuery(userEndsStatement, [.ids(users)])
    }

    /// The chats of a user, in ascending order of id.
    public static func standings(of user: ID<User>) -> SQLQuery<Standing> {
        SQLQuery(standingsStatement, [.id(user)])
    }

    /// The chats of a user of which something has happened to the membership, in the order of the account.
    public static func standings(of user: ID<User>, after: UserSeq, through: UserSeq) -> SQLQuery<Standing> {
        SQLQuery(laterStandingsStatement, [.id(user), .place(after), .place(through)])
    }

    /// The memberships that have ended, in the order of the account.
    public static func departures(of user: ID<User>, after: UserSeq, through: UserSeq) -> SQLQuery<Departure> {
        SQLQuery(departuresStatement, [.id(user), .place(after), .place(through)])
    }

    /// The messages of a chat between two places, in order.
    public static func messages(in chat: ID<Chat>, after: Seq, through: Seq) -> SQLQuery<Message> {
        SQLQuery(messagesStatement, [.id(chat), .place(after), .place(through)])
    }

    /// Who came and went in a chat between two places, in order.
    public static func memberships(in chat: ID<Chat>, after: Seq, through: Seq) -> SQLQuery<MembershipChange> {
        SQLQuery(membershipsStatement, [.id(chat), .place(after), .place(through)])
    }

    /// Where those members of a chat stand whose last move is between two places, in the order of these.
    ///
    /// No row for a chat that does not show its members each other's cursors.
    public static func receipts(in chat: ID<Chat>, after: ReceiptSeq, through: ReceiptSeq) -> SQLQuery<Receipt> {
        SQLQuery(
            receiptsStatement,
            [.id(chat), .place(after), .place(through), .integer(ChatState.sharedReceiptsLimit)]
        )
    }

    private static let endStatement = SharedStatement(
        """
        SELECT s.epoch, coalesce(u.user_seq, 0) FROM store_identity s LEFT JOIN users u ON u.id = $1 WHERE s.place = 1
        """
    )

    private static let positionStatement = SharedStatement(
        """
        SELECT s.epoch, coalesce(u.user_seq, 0), c.id, c.last_seq, c.receipt_seq FROM store_identity s \
        LEFT JOIN users u ON u.id = $1 LEFT JOIN members m ON m.user_id = u.id LEFT JOIN chats c ON c.id = m.chat_id \
        WHERE s.place = 1
        """
    )

    private static let chatEndsStatement = SharedStatement {
        "SELECT id, last_seq, receipt_seq FROM chats WHERE id \($0.isOne(of: "$1"))"
    }

    private static let userEndsStatement = SharedStatement {
        "SELECT id, user_seq FROM users WHERE id \($0.isOne(of: "$1"))"
    }

    private static let standingsStatement = SharedStatement(
        """
        SELECT \(Standing.columns) FROM members m JOIN chats c ON c.id = m.chat_id \
        WHERE m.user_id = $1 ORDER BY m.chat_id
        """
    )

    private static let laterStandingsStatement = SharedStatement(
        """
        SELECT \(Standing.columns) FROM members m JOIN chats c ON c.id = m.chat_id \
        WHERE m.user_id = $1 AND m.user_seq > $2 AND m.user_seq <= $3 ORDER BY m.user_seq
        """
    )

    private static let departuresStatement = SharedStatement(
        """
        SELECT chat_id, user_seq FROM departures WHERE user_id = $1 AND user_seq > $2 AND user_seq <= $3 \
        ORDER BY user_seq
        """
    )

    private static let messagesStatement = SharedStatement(
        "SELECT \(MessageSQL.columns) FROM messages WHERE chat_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq"
    )

    private static let membershipsStatement = SharedStatement(
        """
        SELECT x.chat_id, x.seq, x.kind, x.user_id, (SELECT u.name FROM users u WHERE u.id = x.user_id), \
        x.actor_id, x.created_at FROM chat_changes x \
        WHERE x.chat_id = $1 AND x.seq > $2 AND x.seq <= $3 ORDER BY x.seq
        """
    )

    private static let receiptsStatement = SharedStatement(
        """
        SELECT m.chat_id, m.user_id, m.read_seq, m.delivered_seq, m.receipt_seq \
        FROM chats c JOIN members m ON m.chat_id = c.id \
        WHERE c.id = $1 AND c.peak_member_count <= $4 AND m.receipt_seq > $2 AND m.receipt_seq <= $3 \
        ORDER BY m.receipt_seq
        """
    )
}
