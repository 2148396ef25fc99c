public import Domain
public import UseCases

/// The statements about who was there when, and about the places of accounts' own orders.
public enum PresenceSQL {
    /// Those of `users` who share a chat with `reader`, in ascending order of id.
    public static func acquaintances(of reader: ID<User>, among users: [ID<User>]) -> SQLQuery<Presence> {
        SQLQuery(acquaintancesStatement, [.id(reader), .ids(users)])
    }

    /// Moves the time when people were last seen forward, never back.
    public static func noteSeen(_ users: [ID<User>], at time: Timestamp) -> SQLCommand {
        SQLCommand(noteSeenStatement, [.ids(users), .time(time)])
    }

    /// Accounts in ascending order of id, whose own orders nobody else changes until the transaction ends.
    static func locked(_ users: [ID<User>]) -> SQLQuery<StoredPerson> {
        SQLQuery(lockedStatement, [.ids(users)])
    }

    /// Gives out the next place of the order of each of these accounts.
    static func advance(_ users: [ID<User>]) -> SQLCommand {
        SQLCommand(advanceStatement, [.ids(users)])
    }

    /// Gives out so many places of an account's order; answers with the last.
    static func advance(_ user: ID<User>, by count: Int64) -> SQLQuery<Int64> {
        SQLQuery(advanceManyStatement, [.id(user), .integer(count)])
    }

    private static let acquaintancesStatement = SharedStatement {
        """
        SELECT u.id, u.last_seen_at FROM users u WHERE u.id \($0.isOne(of: "$2")) AND EXISTS (\
        SELECT 1 FROM members a JOIN members b ON b.chat_id = a.chat_id AND b.user_id = u.id WHERE a.user_id = $1) \
        ORDER BY u.id
        """
    }

    /// Several nodes may note the same people at once, so PostgreSQL is to lock them in the order of ids.
    private static let noteSeenStatement = SharedStatement { dialect in
        let people = "id \(dialect.isOne(of: "$1")) AND (last_seen_at IS NULL OR last_seen_at < $2)"
        let inOrder = "id = ANY (ARRAY(SELECT id FROM users WHERE \(people) ORDER BY id\(dialect.locked)))"
        return "UPDATE users SET last_seen_at = $2 WHERE \(dialect == .sqlite ? people : inOrder)"
    }

    private static let lockedStatement = SharedStatement {
        "SELECT id, name, user_seq FROM users WHERE id \($0.isOne(of: "$1")) ORDER BY id\($0.locked)"
    }

    private static let advanceStatement = SharedStatement {
        "UPDATE users SET user_seq = user_seq + 1 WHERE id \($0.isOne(of: "$1"))"
    }

    private static let advanceManyStatement = SharedStatement(
        "UPDATE users SET user_seq = user_seq + $2 WHERE id = $1 RETURNING user_seq"
    )
}

/// An account, and the last place given out in its own order.
struct StoredPerson: RowDecodable {
    let id: ID<User>
    let name: UserName
    let userSeq: UserSeq

    init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        id = ID(try row.int64(0))
        name = UserName(stored: try row.text(1))
        userSeq = UserSeq(try row.int64(2))
    }

    /// The next place in the account's own order.
    var next: UserSeq {
        UserSeq(userSeq.rawValue + 1)
    }
}

extension Presence: RowDecodable {
    /// Reads `id, last_seen_at`; a store does not know who is there.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        self.init(
            user: ID(try row.int64(0)),
            isOnline: false,
            lastSeen: try row.optionalInt64(1).map { Timestamp(microseconds: $0) }
        )
    }
}
