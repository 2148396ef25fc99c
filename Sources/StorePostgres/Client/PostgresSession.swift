/// A connection as a synchronous closure on its thread sees it.
///
/// It is borrowed and cannot be copied, so it never leaves the closure. Every call blocks the connection's own thread,
/// for as long as the configured timeouts allow.
struct PostgresSession: ~Copyable {
    private let link: PostgresLink

    init(_ link: PostgresLink) {
        self.link = link
    }

    /// Runs a statement and decodes all its rows.
    func rows<Value>(
        _ statement: PostgresStatement,
        _ values: [PostgresValue] = [],
        _ decode: (borrowing PostgresRow) throws -> Value
    ) throws -> [Value] {
        try result(of: statement, values).rows(decode)
    }

    /// Runs a statement and decodes its first row; nil when there is none.
    func row<Value>(
        _ statement: PostgresStatement,
        _ values: [PostgresValue] = [],
        _ decode: (borrowing PostgresRow) throws -> Value
    ) throws -> Value? {
        try result(of: statement, values).row(decode)
    }

    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func execute(_ statement: PostgresStatement, _ values: [PostgresValue] = []) throws(PostgresError) -> Int {
        try result(of: statement, values).affected
    }

    /// Runs statements in one round trip; outside of a transaction they are one transaction.
    ///
    /// When one is refused, its error is thrown and none of them has an effect. `silence` covers the whole round trip.
    func pipeline<Value>(
        _ calls: [PostgresCall],
        _ decode: (borrowing PostgresResults) throws -> Value
    ) throws -> Value {
        for call in calls { try link.enqueue(call.statement, call.values) }
        return try decode(PostgresResults(taking: try link.settle()))
    }

    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// BEGIN costs no round trip of its own. Transactions do not nest.
    func transaction<Value>(
        _ isolation: PostgresIsolation = .readCommitted,
        _ body: (borrowing PostgresSession) throws -> Value
    ) throws -> Value {
        link.begin(isolation.begin)
        do {
            let value = try body(self)
            try link.commit()
            return value
        } catch {
            link.rollback()
            throw error
        }
    }

    /// Runs plain statements without parameters, several in one text, as migrations need.
    ///
    /// They are one transaction, unless the text says BEGIN or one is open already.
    func script(_ sql: String) throws(PostgresError) {
        try link.script(sql)
    }

    /// Gives every statement in `body` another time limit than the configured one, for waiting on locks as well.
    ///
    /// The limit is for one statement; nil is no limit at all.
    func withTimeout<Value>(
        _ limit: Duration?,
        _ body: (borrowing PostgresSession) throws -> Value
    ) throws -> Value {
        try link.withTimeout(limit) { try body(self) }
    }

    private func result(
        of statement: PostgresStatement,
        _ values: [PostgresValue]
    ) throws(PostgresError) -> PostgresResult {
        try link.enqueue(statement, values)
        return PostgresResult(taking: try link.settle()[0])
    }
}

/// How much a transaction sees of the others.
enum PostgresIsolation: Sendable {
    case readCommitted
    case repeatableRead
    case serializable

    var begin: PostgresStatement {
        switch self {
        case .readCommitted: Self.beginReadCommitted
        case .repeatableRead: Self.beginRepeatableRead
        case .serializable: Self.beginSerializable
        }
    }

    private static let beginReadCommitted = PostgresStatement("BEGIN ISOLATION LEVEL READ COMMITTED")
    private static let beginRepeatableRead = PostgresStatement("BEGIN ISOLATION LEVEL REPEATABLE READ")
    private static let beginSerializable = PostgresStatement("BEGIN ISOLATION LEVEL SERIALIZABLE")
}
