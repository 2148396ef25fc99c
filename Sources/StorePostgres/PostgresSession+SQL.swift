import StoreSQL

extension PostgresRow: SQLRow {
    func int64(_ column: Int) throws -> Int64 { try int64(Int32(column)) }
    func text(_ column: Int) throws -> String { try text(Int32(column)) }
    func bool(_ column: Int) throws -> Bool { try bool(Int32(column)) }
    func optionalInt64(_ column: Int) throws -> Int64? { try optionalInt64(Int32(column)) }
    func optionalText(_ column: Int) throws -> String? { try optionalText(Int32(column)) }
}

extension PostgresSession: SQLSession {
    func row<Output>(_ query: SQLQuery<Output>) throws -> Output? {
        try row(PostgresStatement(query.statement), query.values.map(PostgresValue.init)) { try Output(row: $0) }
    }

    func rows<Output>(_ query: SQLQuery<Output>) throws -> [Output] {
        try rows(PostgresStatement(query.statement), query.values.map(PostgresValue.init)) { try Output(row: $0) }
    }

    func rows<Output>(_ queries: [SQLQuery<Output>]) throws -> [[Output]] {
        guard !queries.isEmpty else { return [] }
        let calls = queries.map { PostgresCall(PostgresStatement($0.statement), $0.values.map(PostgresValue.init)) }
        return try pipeline(calls) { results in
            try (0..<results.count).map { place in try results.rows(place) { try Output(row: $0) } }
        }
    }

    @discardableResult
    func execute(_ command: SQLCommand) throws -> Int {
        try execute(PostgresStatement(command.statement), command.values.map(PostgresValue.init))
    }
}

extension PostgresSession {
    func execute(_ commands: [SQLCommand]) throws {
        guard !commands.isEmpty else { return }
        let calls = commands.map { PostgresCall(PostgresStatement($0.statement), $0.values.map(PostgresValue.init)) }
        try pipeline(calls) { _ in }
    }
}

extension PostgresPool {
    /// The first row of a query that changes nothing.
    func row<Output>(_ query: SQLQuery<Output>) async throws -> Output? {
        try await row(PostgresStatement(query.statement), query.values.map(PostgresValue.init)) { try Output(row: $0) }
    }

    /// All rows of a query that changes nothing.
    func rows<Output>(_ query: SQLQuery<Output>) async throws -> [Output] {
        try await rows(PostgresStatement(query.statement), query.values.map(PostgresValue.init)) { try Output(row: $0) }
    }

    /// The first row of a statement that changes something.
    func writeRow<Output>(_ query: SQLQuery<Output>) async throws -> Output? {
        try await writeRow(PostgresStatement(query.statement), query.values.map(PostgresValue.init)) {
            try Output(row: $0)
        }
    }

    /// Runs a statement that changes something.
    @discardableResult
    func execute(_ command: SQLCommand) async throws -> Int {
        try await execute(PostgresStatement(command.statement), command.values.map(PostgresValue.init))
    }
}

extension PostgresValue {
    init(_ value: SQLValue) {
        switch value {
        case .integer(let number): self = .int8(number)
        case .text(let text): self = .text(text)
        case .boolean(let truth): self = .bool(truth)
        case .integers(let numbers): self = .int8Array(numbers)
        }
    }
}
