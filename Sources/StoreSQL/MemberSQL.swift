public import Domain

/// The statements about who belongs to which chat.
public enum MemberSQL {
    /// The user's own number where the user is a member of the chat, otherwise no row.
    public static func membership(of user: ID<User>, in chat: ID<Chat>) -> SQLQuery<ID<User>> {
        SQLQuery(membershipStatement, [.id(chat), .id(user)])
    }

    /// Those of `users` who are members of a chat.
    public static func present(_ users: [ID<User>], in chat: ID<Chat>) -> SQLQuery<ID<User>> {
        SQLQuery(presentStatement, [.id(chat), .ids(users)])
    }

    /// A page of a chat's members; answers with no row when `reader` is not one of them.
    public static func members(
        of chat: ID<Chat>,
        for reader: ID<User>,
        after: ID<User>?,
        limit: Int
    ) -> SQLQuery<MemberRow> {
        SQLQuery(
            pageStatement,
            [.id(chat), .id(reader), .integer(after?.rawValue ?? .min), .integer(Int64(max(limit, 1)))]
        )
    }

    /// Everybody in these chats, by chat and person.
    static func everybody(in chats: [ID<Chat>]) -> SQLQuery<MemberOfChat> {
        SQLQuery(everybodyStatement, [.ids(chats)])
    }

    /// Makes accounts the first members of a new chat, each at the next place of its own order.
    static func settle(_ users: [ID<User>], in chat: ID<Chat>, at time: Timestamp) -> SQLCommand {
        SQLCommand(settleStatement, [.id(chat), .ids(users), .time(time)])
    }

    /// Makes accounts members of a chat whose last place and number of messages these are.
    static func join(
        _ users: [ID<User>],
        to chat: StoredChat,
        at time: Timestamp
    ) -> SQLCommand {
        SQLCommand(
            joinStatement,
            [.id(chat.chat.id), .ids(users), .time(time), .place(chat.end.seq), .integer(chat.messageCount)]
        )
    }

    /// Ends a membership.
    static func leave(_ chat: ID<Chat>, by user: ID<User>) -> SQLCommand {
        SQLCommand(leaveStatement, [.id(chat), .id(user)])
    }

    /// Keeps that people came or went, in the order of their numbers, at the places after `end`.
    static func change(
        _ kind: MembershipChange.Kind,
        of users: [ID<User>],
        in chat: ID<Chat>,
        after end: Seq,
        by actor: ID<User>,
        at time: Timestamp
    ) -> SQLCommand {
        SQLCommand(
            changeStatement,
            [.id(chat), .ids(users), .time(time), .place(end), .text(kind.rawValue), .id(actor)]
        )
    }

    /// Keeps the place of a membership's end in the account's order.
    static func depart(_ user: ID<User>, from chat: ID<Chat>, at place: UserSeq) -> SQLCommand {
        SQLCommand(departStatement, [.id(user), .id(chat), .place(place)])
    }

    /// Forgets that people have left a chat.
    static func forgetDepartures(of users: [ID<User>], from chat: ID<Chat>) -> SQLCommand {
        SQLCommand(forgetDeparturesStatement, [.id(chat), .ids(users)])
    }

    /// Counts the messages of all members of a chat anew.
    static func countSent(in chat: ID<Chat>) -> SQLCommand {
        SQLCommand(countSentStatement, [.id(chat)])
    }

    private static let membershipStatement = SharedStatement(
        "SELECT user_id FROM members WHERE chat_id = $1 AND user_id = $2"
    )

    private static let presentStatement = SharedStatement {
        "SELECT user_id FROM members WHERE chat_id = $1 AND user_id \($0.isOne(of: "$2"))"
    }

    /// PostgreSQL would sort everybody in the chat before it cuts off the page, unless the page is cut out first.
    private static let pageStatement = SharedStatement(
        sqlite: """
            SELECT \(memberColumns("o")) FROM members r LEFT JOIN members o ON o.chat_id = $1 AND o.user_id > $3 \
            WHERE r.chat_id = $1 AND r.user_id = $2 ORDER BY o.user_id LIMIT $4
            """,
        postgres: """
            SELECT \(memberColumns("o")) FROM members r LEFT JOIN LATERAL (\
            SELECT user_id, read_seq, delivered_seq FROM members WHERE chat_id = $1 AND user_id > $3 \
            ORDER BY user_id LIMIT $4) o ON TRUE WHERE r.chat_id = $1 AND r.user_id = $2 ORDER BY o.user_id
            """
    )

    private static let everybodyStatement = SharedStatement {
        """
        SELECT m.chat_id, \(memberColumns("m")) FROM members m \
        WHERE m.chat_id \($0.isOne(of: "$1")) ORDER BY m.chat_id, m.user_id
        """
    }

    /// The name is looked up for each row, which always uses the index; a join might read all accounts instead.
    private static func memberColumns(_ table: String) -> String {
        """
        \(table).user_id, (SELECT u.name FROM users u WHERE u.id = \(table).user_id), \
        \(table).read_seq, \(table).delivered_seq
        """
    }

    private static let settleStatement = SharedStatement {
        """
        INSERT INTO members (chat_id, user_id, joined_at, read_seq, read_number, read_sent, sent_count, \
        delivered_seq, user_seq, added_seq) \
        SELECT $1, id, $3, 0, 0, 0, 0, 0, user_seq + 1, user_seq + 1 FROM users WHERE id \($0.isOne(of: "$2"))
        """
    }

    private static let joinStatement = SharedStatement {
        """
        INSERT INTO members (chat_id, user_id, joined_at, read_seq, read_number, read_sent, sent_count, \
        delivered_seq, user_seq, added_seq) \
        SELECT $1, id, $3, $4 + row_number() OVER (ORDER BY id), $5, 0, 0, \
        $4 + row_number() OVER (ORDER BY id), user_seq + 1, user_seq + 1 FROM users WHERE id \($0.isOne(of: "$2"))
        """
    }

    private static let leaveStatement = SharedStatement("DELETE FROM members WHERE chat_id = $1 AND user_id = $2")

    private static let changeStatement = SharedStatement {
        """
        INSERT INTO chat_changes (chat_id, seq, kind, user_id, actor_id, created_at) \
        SELECT $1, $4 + row_number() OVER (ORDER BY id), $5, id, $6, $3 FROM users WHERE id \($0.isOne(of: "$2"))
        """
    }

    private static let departStatement = SharedStatement(
        """
        INSERT INTO departures (user_id, chat_id, user_seq) VALUES ($1, $2, $3) \
        ON CONFLICT (user_id, chat_id) DO UPDATE SET user_seq = excluded.user_seq
        """
    )

    private static let forgetDeparturesStatement = SharedStatement {
        "DELETE FROM departures WHERE chat_id = $1 AND user_id \($0.isOne(of: "$2"))"
    }

    private static let countSentStatement = SharedStatement(
        """
        UPDATE members SET sent_count = (SELECT count(*) FROM messages x \
        WHERE x.chat_id = members.chat_id AND x.sender_id = members.user_id) WHERE chat_id = $1
        """
    )
}
