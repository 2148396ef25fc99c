import CLibPQ

/// The answer to one statement.
struct PostgresResult: ~Copyable {
    private let result: OpaquePointer

    init(taking result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    func rows<Value>(_ decode: (borrowing PostgresRow) throws -> Value) rethrows -> [Value] {
        try Self.rows(of: result, decode)
    }

    func row<Value>(_ decode: (borrowing PostgresRow) throws -> Value) rethrows -> Value? {
        try Self.row(of: result, decode)
    }

    /// How many rows the statement inserted, updated, deleted or returned.
    var affected: Int { Self.affected(by: result) }

    static func rows<Value>(
        of result: OpaquePointer,
        _ decode: (borrowing PostgresRow) throws -> Value
    ) rethrows -> [Value] {
        let count = PQntuples(result)
        var values: [Value] = []
        values.reserveCapacity(Int(count))
        for index in 0..<count { values.append(try decode(PostgresRow(result, index))) }
        return values
    }

    static func row<Value>(
        of result: OpaquePointer,
        _ decode: (borrowing PostgresRow) throws -> Value
    ) rethrows -> Value? {
        PQntuples(result) == 0 ? nil : try decode(PostgresRow(result, 0))
    }

    static func affected(by result: OpaquePointer) -> Int {
        PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }
}

/// The answers to the statements of one pipeline, by their place in it.
struct PostgresResults: ~Copyable {
    private let results: [OpaquePointer]

    init(taking results: [OpaquePointer]) {
        self.results = results
    }

    deinit {
        for result in results { PQclear(result) }
    }

    var count: Int { results.count }

    func rows<Value>(
        _ index: Int,
        _ decode: (borrowing PostgresRow) throws -> Value
    ) rethrows -> [Value] {
        try PostgresResult.rows(of: results[index], decode)
    }

    func row<Value>(_ index: Int, _ decode: (borrowing PostgresRow) throws -> Value) rethrows -> Value? {
        try PostgresResult.row(of: results[index], decode)
    }

    /// How many rows the statement inserted, updated, deleted or returned.
    func affected(_ index: Int) -> Int {
        PostgresResult.affected(by: results[index])
    }
}
