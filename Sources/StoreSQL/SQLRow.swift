/// One row of a result, read by position.
///
/// A store's own row type conforms; it may be noncopyable.
public protocol SQLRow: ~Copyable {
    /// A number that cannot be NULL.
    func int64(_ column: Int) throws -> Int64
    /// A text that cannot be NULL.
    func text(_ column: Int) throws -> String
    /// A truth value that cannot be NULL.
    func bool(_ column: Int) throws -> Bool
    /// A number, or nil for NULL.
    func optionalInt64(_ column: Int) throws -> Int64?
    /// A text, or nil for NULL.
    func optionalText(_ column: Int) throws -> String?
}

/// What a row of a query stands for.
public protocol RowDecodable: Sendable {
    /// Reads the columns in the order in which the type's queries select them.
    init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws
}

/// One connection inside a transaction (or about to run one statement), on a thread that may wait.
///
/// A store's session provides these six; everything that both databases do alike is an extension of it.
public protocol SQLSession: ~Copyable {
    /// The first row, if there is one.
    func row<Output>(_ query: SQLQuery<Output>) throws -> Output?
    /// All rows, in order.
    func rows<Output>(_ query: SQLQuery<Output>) throws -> [Output]
    /// All rows of each of several queries, in one round trip where there are round trips.
    func rows<Output>(_ queries: [SQLQuery<Output>]) throws -> [[Output]]
    /// Runs a statement that changes rows, and says how many it changed.
    @discardableResult
    func execute(_ command: SQLCommand) throws -> Int
    /// Runs several statements that change rows, in one round trip where there are round trips.
    func execute(_ commands: [SQLCommand]) throws
    /// Runs statements without parameters: a piece of a schema.
    func script(_ text: String) throws
}
