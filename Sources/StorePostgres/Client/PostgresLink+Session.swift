import CLibPQ

extension PostgresLink {
    /// Opens a transaction; BEGIN is sent together with the first statement.
    func begin(_ statement: PostgresStatement) {
        guard case .none = transaction else { preconditionFailure("transactions do not nest") }
        transaction = .pending(statement)
    }

    /// Commits the open transaction.
    func commit() throws(PostgresError) {
        if case .pending = transaction {
            transaction = .none
            return
        }
        // COMMIT of a failed transaction is a ROLLBACK that reports success.
        if PQtransactionStatus(connection) == PQTRANS_INERROR {
            throw .refused(PostgresRefusal(sqlState: "25P02", message: "a statement of the transaction failed"))
        }
        transaction = .committing
        try run(.commit)
        transaction = .none
    }

    /// Ends the transaction without a trace, if the connection still lives; the caller has an error of its own to throw.
    func rollback() {
        defer { transaction = .none }
        guard !isBroken, PQtransactionStatus(connection) != PQTRANS_IDLE else { return }
        transaction = .open
        do { try run(.rollback) } catch { _ = lost("ROLLBACK failed") }
    }

    /// Runs statements by the simple protocol, several in one text; the results are thrown away.
    func script(_ sql: String) throws(PostgresError) {
        if isBroken { throw lost() }
        if case .pending(let begin) = transaction {
            transaction = .open
            try run(begin)
        }
        guard PQexitPipelineMode(connection) == 1 else { throw lost() }
        if case .open = transaction {} else { isDoubtful = true }
        defer { if !isBroken, PQenterPipelineMode(connection) != 1 { _ = lost() } }
        try simple(sql)
    }

    /// Forgets the prepared statements, here and on the server, so that they are prepared anew.
    func forgetStatements() throws(PostgresError) {
        prepared = []
        isStale = false
        try run(.forget)
    }

    /// Runs a text by the simple protocol, outside of pipeline mode.
    func simple(_ sql: String) throws(PostgresError) {
        guard PQsendQuery(connection, sql) == 1 else { throw lost() }
        try flush()
        var failure: PostgresError?
        while let result = try next() {
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: break
            case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: failure = failure ?? error(of: result)
            default: failure = lost("a COPY is not supported")
            }
            PQclear(result)
            if isBroken { break }
        }
        if let failure { throw failure }
    }

    /// Lets statements take another time than the configured one while `body` runs; nil is no limit.
    func withTimeout<Value>(_ limit: Duration?, _ body: () throws -> Value) throws -> Value {
        let before = silence
        try setTimeouts(statement: limit ?? .zero, lock: limit ?? .zero)
        silence = limit.map { $0 + .seconds(5) }
        defer {
            silence = before
            restoreTimeouts()
        }
        return try body()
    }

    private func restoreTimeouts() {
        // In a failed transaction nothing can be set, and its rollback restores the settings anyway.
        guard !isBroken, PQtransactionStatus(connection) != PQTRANS_INERROR else { return }
        let timeouts = configuration.timeouts
        do { try setTimeouts(statement: timeouts.statement, lock: timeouts.lock) } catch { _ = lost("SET failed") }
    }

    private func setTimeouts(statement: Duration, lock: Duration) throws(PostgresError) {
        let values = [statement, lock].map { PostgresValue.text("\($0.milliseconds)") }
        // Settings are not data: whatever becomes of them, nothing is in doubt.
        let wasDoubtful = isDoubtful
        try run(.setTimeouts, values)
        isDoubtful = wasDoubtful
    }

    private func run(_ statement: PostgresStatement, _ values: [PostgresValue] = []) throws(PostgresError) {
        try enqueue(statement, values)
        for result in try settle() { PQclear(result) }
    }
}

extension PostgresStatement {
    static let commit = PostgresStatement("COMMIT")
    static let forget = PostgresStatement(unprepared: "DEALLOCATE ALL")
    static let rollback = PostgresStatement("ROLLBACK")
    static let setTimeouts = PostgresStatement(
        "SELECT set_config('statement_timeout', $1, false), set_config('lock_timeout', $2, false)"
    )
}
