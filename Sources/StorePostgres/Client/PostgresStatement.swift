import StoreSQL
import Synchronization

/// SQL text that is prepared once per connection, lazily, under a name of its own.
///
/// Make one per text, as a `static let`: each value made takes a place in every connection's list of prepared statements.
struct PostgresStatement: Sendable {
    /// The number among all statements of the process; nil when the text is not to be prepared.
    let number: Int?
    let name: String
    let sql: String

    private static let made = Atomic<Int>(0)

    init(_ sql: String) {
        // Odd numbers; the shared statements have the even ones.
        let number = Self.made.add(1, ordering: .relaxed).oldValue * 2 + 1
        self.number = number
        self.sql = sql
        name = "m\(number)"
    }

    /// A statement that both databases run.
    init(_ shared: SharedStatement) {
        number = shared.number * 2
        sql = shared.postgres
        name = "m\(shared.number * 2)"
    }

    /// A text that is parsed anew each time, for statements that are rare or made at run time.
    init(unprepared sql: String) {
        number = nil
        name = ""
        self.sql = sql
    }
}

/// A statement together with the values of its parameters `$1`, `$2`, ….
struct PostgresCall: Sendable {
    let statement: PostgresStatement
    let values: [PostgresValue]

    init(_ statement: PostgresStatement, _ values: [PostgresValue] = []) {
        self.statement = statement
        self.values = values
    }
}

/// What a call does to the database, which decides whether it may be repeated after a lost connection.
enum PostgresAccess: Sendable {
    /// Changes nothing, so running it twice does no harm.
    case read
    /// May change something, so it is repeated only if nothing of the first run can have been committed.
    case write
}
