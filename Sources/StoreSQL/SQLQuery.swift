import Domain

/// A value on its way into a statement.
///
/// There is no other way in. A parameter of a statement always gets the same case, also where it is NULL: PostgreSQL is told the types once.
public enum SQLValue: Hashable, Sendable {
    /// A 64-bit number, or NULL.
    case integer(Int64?)
    /// A text without NUL characters, or NULL.
    case text(String?)
    /// A truth value.
    case boolean(Bool)
    /// Numbers, for `Dialect.isOne(of:)`.
    case integers([Int64])
}

/// A statement that answers with rows, its values, and what a row stands for.
public struct SQLQuery<Output: RowDecodable>: Sendable {
    /// What to run.
    public let statement: SharedStatement
    /// What `$1`, `$2` … stand for.
    public let values: [SQLValue]

    /// Puts together a query.
    public init(_ statement: SharedStatement, _ values: [SQLValue] = []) {
        self.statement = statement
        self.values = values
    }
}

/// A statement that answers with a count of changed rows, and its values.
public struct SQLCommand: Sendable {
    /// What to run.
    public let statement: SharedStatement
    /// What `$1`, `$2` … stand for.
    public let values: [SQLValue]

    /// Puts together a command.
    public init(_ statement: SharedStatement, _ values: [SQLValue] = []) {
        self.statement = statement
        self.values = values
    }
}

extension SQLValue {
    /// The number of an entity.
    static func id<Entity>(_ id: ID<Entity>?) -> Self {
        .integer(id?.rawValue)
    }

    /// The numbers of entities.
    static func ids<Entity>(_ ids: some Sequence<ID<Entity>>) -> Self {
        .integers(ids.map(\.rawValue))
    }

    /// A place in an order.
    static func place<Order>(_ place: Place<Order>) -> Self {
        .integer(place.rawValue)
    }

    /// Microseconds since the epoch.
    static func time(_ time: Timestamp) -> Self {
        .integer(time.microseconds)
    }
}
