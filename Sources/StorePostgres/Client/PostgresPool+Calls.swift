extension PostgresPool {
    /// Runs one statement that reads and decodes all its rows.
    func rows<Value: Sendable>(
        _ statement: PostgresStatement,
        _ values: [PostgresValue] = [],
        _ decode: @escaping @Sendable (borrowing PostgresRow) throws -> Value
    ) async throws -> [Value] {
        try await read(statement, values) { result in try result.rows(decode) }
    }

    /// Runs one statement that reads and decodes its first row; nil when there is none.
    func row<Value: Sendable>(
        _ statement: PostgresStatement,
        _ values: [PostgresValue] = [],
        _ decode: @escaping @Sendable (borrowing PostgresRow) throws -> Value
    ) async throws -> Value? {
        try await read(statement, values) { result in try result.row(decode) }
    }

    /// Runs one statement that writes and returns how many rows it changed.
    @discardableResult
    func execute(_ statement: PostgresStatement, _ values: [PostgresValue] = []) async throws -> Int {
        try await perform { session in try session.execute(statement, values) }
    }

    /// Runs one statement that writes and decodes the rows it returns.
    func writeRows<Value: Sendable>(
        _ statement: PostgresStatement,
        _ values: [PostgresValue] = [],
        _ decode: @escaping @Sendable (borrowing PostgresRow) throws -> Value
    ) async throws -> [Value] {
        try await perform { session in try session.rows(statement, values, decode) }
    }

    /// Runs one statement that writes and decodes the first row it returns; nil when there is none.
    func writeRow<Value: Sendable>(
        _ statement: PostgresStatement,
        _ values: [PostgresValue] = [],
        _ decode: @escaping @Sendable (borrowing PostgresRow) throws -> Value
    ) async throws -> Value? {
        try await perform { session in try session.row(statement, values, decode) }
    }

    /// Runs statements, of which some write, in one round trip and one transaction.
    func pipeline<Value: Sendable>(
        _ calls: [PostgresCall],
        _ decode: @escaping @Sendable (borrowing PostgresResults) throws -> Value
    ) async throws -> Value {
        try await pipeline(.write, calls, decode)
    }

    /// Runs statements in one round trip and one transaction.
    func pipeline<Value: Sendable>(
        _ access: PostgresAccess,
        _ calls: [PostgresCall],
        _ decode: @escaping @Sendable (borrowing PostgresResults) throws -> Value
    ) async throws -> Value {
        try await perform(access) { session in try session.pipeline(calls, decode) }
    }

    /// Runs synchronous work in a transaction: committed when it returns, rolled back when it throws.
    func transaction<Value: Sendable>(
        _ isolation: PostgresIsolation = .readCommitted,
        _ work: @escaping @Sendable (borrowing PostgresSession) throws -> Value
    ) async throws -> Value {
        try await perform { session in try session.transaction(isolation, work) }
    }
}
