import CLibPQ
import Logging

/// One connection of libpq, with what we must remember about it; lives on one thread.
///
/// It stays in pipeline mode: parse, BEGIN and statements of one exchange leave in one packet and end with one sync.
final class PostgresLink {
    enum Transaction {
        case none
        /// Opened by the caller, but BEGIN has not been sent; it goes with the first statement.
        case pending(PostgresStatement)
        case open
        case committing
    }

    enum Step {
        case prepare(Int)
        case begin
        case call
    }

    let connection: OpaquePointer
    let configuration: PostgresConfiguration
    private let notices: PostgresNotices
    var encoder = PostgresEncoder()
    /// The statements prepared here, by their number.
    var prepared: [Bool] = []
    var steps: [Step] = []
    var transaction = Transaction.none
    /// How many seconds the server may be silent; nil for ever.
    var silence: Duration?
    /// What the job at hand does, for the errors' meaning.
    private(set) var access = PostgresAccess.write
    /// Something of the job at hand may have been committed.
    var isDoubtful = false
    /// The connection is of no more use.
    private(set) var isBroken = false
    private(set) var hasTimedOut = false
    /// A prepared statement is out of date, after a migration on another node for instance: nothing ran.
    var isStale = false

    init(connection: OpaquePointer, configuration: PostgresConfiguration, notices: PostgresNotices) {
        self.connection = connection
        self.configuration = configuration
        self.notices = notices
        silence = configuration.timeouts.silence
    }

    deinit {
        PQfinish(connection)
    }

    var socket: Int32 { PQsocket(connection) }

    /// Forgets the job before and starts the next one.
    func start(_ access: PostgresAccess) {
        self.access = access
        isDoubtful = false
        hasTimedOut = false
    }

    /// Whether the job at hand failed in such a way that running it again on another connection is right.
    var mayRunAgain: Bool {
        guard (isBroken && !hasTimedOut) || isStale else { return false }
        return access == .read || !isDoubtful
    }

    /// Whether the next job may have this connection.
    var isReusable: Bool {
        !isBroken && !isStale && PQstatus(connection) == CONNECTION_OK
            && PQtransactionStatus(connection) == PQTRANS_IDLE
    }

    /// The error for a connection that is lost, in the light of what was sent; the connection is given up.
    func lost(_ reason: String? = nil, timedOut: Bool = false) -> PostgresError {
        isBroken = true
        hasTimedOut = timedOut
        let reason = reason ?? Self.message(of: connection)
        if isDoubtful && access == .write { return .outcomeUnknown(reason: reason) }
        return timedOut ? .timedOut(reason: reason) : .unavailable(reason: reason)
    }

    /// The error of a result; a fatal one means the connection is lost.
    func error(of result: OpaquePointer) -> PostgresError {
        let sqlState = Self.field(clibpq_field_sqlstate, of: result)
        let message = Self.field(clibpq_field_message, of: result)
        let severity = Self.field(clibpq_field_severity, of: result)
        guard !sqlState.isEmpty else { return lost() }
        if severity == "FATAL" || severity == "PANIC" { return lost("\(sqlState) \(message)") }
        let function = Self.field(clibpq_field_function, of: result)
        // "cached plan must not change result type", and a statement that somebody deallocated.
        if sqlState == "26000" || (sqlState == "0A000" && function == "RevalidateCachedQuery") { isStale = true }
        return .refused(
            PostgresRefusal(
                sqlState: sqlState,
                message: message,
                constraint: Self.field(clibpq_field_constraint, of: result),
                column: Self.field(clibpq_field_column, of: result)
            )
        )
    }

    static func message(of connection: OpaquePointer) -> String {
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        let lines = message.split(separator: "\n").joined(separator: "; ")
        return lines.isEmpty ? "the connection was lost" : lines
    }

    private static func field(_ field: clibpq_field, of result: OpaquePointer) -> String {
        PQresultErrorField(result, Int32(field.rawValue)).map { String(cString: $0) } ?? ""
    }
}

/// Where the server's notices go.
final class PostgresNotices {
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    func note(_ text: String) {
        let line = text.split(separator: "\n").joined(separator: "; ")
        logger.debug("PostgreSQL says", metadata: ["notice": "\(line)"])
    }
}
