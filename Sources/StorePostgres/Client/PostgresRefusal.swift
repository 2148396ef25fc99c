/// An error the server answered with.
public struct PostgresRefusal: Equatable, Sendable {
    /// The five characters of the SQLSTATE.
    public let sqlState: String
    /// The server's primary message, in the server's language; it may quote a value that was sent.
    public let message: String
    /// The SQLSTATE as a choice to switch over.
    public let condition: PostgresCondition

    init(sqlState: String, message: String, constraint: String = "", column: String = "") {
        self.sqlState = sqlState
        self.message = message
        condition = PostgresCondition(sqlState: sqlState, constraint: constraint, column: column)
    }
}

extension PostgresRefusal: CustomStringConvertible {
    /// The SQLSTATE and the message, the latter only where it cannot quote a value.
    public var description: String {
        // Class 22 (data exceptions) quotes the offending input; the detail field is never read at all.
        sqlState.hasPrefix("22") ? "\(sqlState) data exception" : "\(sqlState) \(message)"
    }
}

/// The server's errors that somebody reacts to; every other one is `other`.
public enum PostgresCondition: Equatable, Sendable {
    /// A row with the same key exists (23505).
    case uniqueViolation(constraint: String)
    /// A row refers to one that does not exist, or is referred to (23503).
    case foreignKeyViolation(constraint: String)
    /// A CHECK constraint does not hold (23514).
    case checkViolation(constraint: String)
    /// A column must not be NULL (23502).
    case notNullViolation(column: String)
    /// A concurrent transaction got in the way (40001).
    case serializationFailure
    /// This transaction was chosen to end a deadlock (40P01).
    case deadlockDetected
    /// A lock was not granted in time (55P03).
    case lockNotAvailable
    /// The statement ran into `statement_timeout`, or an operator canceled it (57014).
    case queryCanceled
    /// A table or view does not exist (42P01).
    case undefinedTable
    /// A table, schema, database or other object exists already (42P07, 42P06, 42P04, 42710).
    case duplicateObject
    /// The server's side of the connection failed or is not accepting more of them (classes 08 and 57P, 53300).
    case connectionFailure(sqlState: String)
    /// A value cannot be stored or computed (class 22), a NUL in a text for instance.
    case dataException(sqlState: String)
    /// Anything else.
    case other(sqlState: String)

    init(sqlState: String, constraint: String = "", column: String = "") {
        switch sqlState {
        case "23505": self = .uniqueViolation(constraint: constraint)
        case "23503": self = .foreignKeyViolation(constraint: constraint)
        case "23514": self = .checkViolation(constraint: constraint)
        case "23502": self = .notNullViolation(column: column)
        case "40001": self = .serializationFailure
        case "40P01": self = .deadlockDetected
        case "55P03": self = .lockNotAvailable
        case "57014": self = .queryCanceled
        case "42P01": self = .undefinedTable
        case "42P07", "42P06", "42P04", "42710": self = .duplicateObject
        case "53300": self = .connectionFailure(sqlState: sqlState)
        default: self = Self.byClass(of: sqlState)
        }
    }

    private static func byClass(of sqlState: String) -> Self {
        if sqlState.hasPrefix("22") { return .dataException(sqlState: sqlState) }
        if sqlState.hasPrefix("08") || sqlState.hasPrefix("57P") { return .connectionFailure(sqlState: sqlState) }
        return .other(sqlState: sqlState)
    }
}
