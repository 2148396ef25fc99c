/// Why a call to PostgreSQL gave no answer.
///
/// No case carries a password or a parameter's value, so an error may be logged as it is.
public enum PostgresError: Error, Equatable, Sendable {
    /// The server answered with an error; the statement, and the transaction around it, left nothing behind.
    case refused(PostgresRefusal)
    /// There is no connection, or it was lost before anything could be committed: safe to try again later.
    case unavailable(reason: String)
    /// The server was silent for longer than the client waits, and nothing can have been committed.
    case timedOut(reason: String)
    /// Too many calls wait for a connection, or this one waited too long.
    case overloaded
    /// The connection died after a write was sent: it may or may not have been committed.
    case outcomeUnknown(reason: String)
    /// The URL or one of its parameters cannot be used.
    case invalidConfiguration(reason: String)
    /// A column is not what the caller asked for: a bug of ours, or a schema that is not ours.
    case unexpectedResult(String)
    /// The pool was shut down.
    case closed
}

extension PostgresError {
    /// What the server refused and why, in a form to switch over; nil when the server did not refuse.
    public var condition: PostgresCondition? {
        if case .refused(let refusal) = self { refusal.condition } else { nil }
    }

    /// Whether the same transaction, run again, may succeed: it lost a race with another one.
    public var isConflict: Bool {
        switch condition {
        case .serializationFailure, .deadlockDetected: true
        default: false
        }
    }
}

extension PostgresError: CustomStringConvertible {
    /// One line for the log.
    public var description: String {
        switch self {
        case .refused(let refusal): "PostgreSQL refused: \(refusal)"
        case .unavailable(let reason): "PostgreSQL is unavailable: \(reason)"
        case .timedOut(let reason): "PostgreSQL did not answer in time: \(reason)"
        case .overloaded: "too many calls wait for PostgreSQL"
        case .outcomeUnknown(let reason): "the outcome of a write is unknown: \(reason)"
        case .invalidConfiguration(let reason): "the PostgreSQL configuration is invalid: \(reason)"
        case .unexpectedResult(let reason): "unexpected result from PostgreSQL: \(reason)"
        case .closed: "the PostgreSQL connections are shut down"
        }
    }
}
