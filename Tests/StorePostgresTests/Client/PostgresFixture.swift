import Foundation
import Logging
import Testing

@testable import StorePostgres

/// A schema of its own on the server that the tests are given, and pools whose tables live in it.
struct PostgresFixture: Sendable {
    struct Missing: Error, CustomStringConvertible {
        let description = """
            The environment variable MESSENGER_TEST_POSTGRES is not set. These tests need the URL of a PostgreSQL server \
            where they may create schemas, for instance postgresql://postgres@/postgres?host=/tmp/socket-directory
            """
    }

    let configuration: PostgresConfiguration
    let schema: String

    /// Makes the schema, runs the body, and drops the schema.
    @discardableResult
    static func use<Value>(_ body: (PostgresFixture) async throws -> Value) async throws -> Value {
        var configuration = try server()
        let schema = "test_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
        let admin = PostgresPool(configuration, limits: one, logger: silent)
        try await admin.perform { session in try session.script("CREATE SCHEMA \(schema)") }
        configuration.settings["search_path"] = schema
        configuration.settings["client_min_messages"] = "warning"
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(PostgresFixture(configuration: configuration, schema: schema)))
        } catch {
            result = .failure(error)
        }
        try await admin.perform { session in try session.script("DROP SCHEMA \(schema) CASCADE") }
        await admin.shutdown()
        return try result.get()
    }

    /// The configuration of the server alone.
    static func server() throws -> PostgresConfiguration {
        guard let url = ProcessInfo.processInfo.environment["MESSENGER_TEST_POSTGRES"], !url.isEmpty else {
            throw Missing()
        }
        return try PostgresConfiguration(url)
    }

    static let one = limits(connections: 1)
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func limits(connections: Int) -> PostgresLimits {
        var limits = PostgresLimits()
        limits.connections = connections
        return limits
    }

    /// Gives the body a pool in the schema, and shuts it down afterwards.
    @discardableResult
    func pool<Value>(
        connections: Int = 1,
        logger: Logger = PostgresFixture.silent,
        configure: (inout PostgresConfiguration) -> Void = { _ in },
        limit: (inout PostgresLimits) -> Void = { _ in },
        _ body: (PostgresPool) async throws -> Value
    ) async throws -> Value {
        var configuration = configuration
        configure(&configuration)
        var limits = Self.limits(connections: connections)
        limit(&limits)
        let pool = PostgresPool(configuration, limits: limits, logger: logger)
        let result: Result<Value, any Error>
        do { result = .success(try await body(pool)) } catch { result = .failure(error) }
        await pool.shutdown()
        return try result.get()
    }

    /// Makes a schema and gives the body one pool in it.
    @discardableResult
    static func onePool<Value>(
        connections: Int = 1,
        _ script: String = "",
        _ body: (PostgresPool) async throws -> Value
    ) async throws -> Value {
        try await use { fixture in
            try await fixture.pool(connections: connections) { pool async throws in
                if !script.isEmpty { try await pool.perform { session in try session.script(script) } }
                return try await body(pool)
            }
        }
    }
}

/// Statements that many tests need.
extension PostgresStatement {
    static let backend = PostgresStatement("SELECT pg_backend_pid()")
    static let terminate = PostgresStatement("SELECT pg_terminate_backend($1::int, 10000)")
    static let lock = PostgresStatement("SELECT pg_advisory_lock($1)")
    static let unlock = PostgresStatement("SELECT pg_advisory_unlock($1)")
    static let two = PostgresStatement("SELECT 1 + 1")
    static let sleep = PostgresStatement("SELECT pg_sleep(60)")
}

extension PostgresPool {
    func backend() async throws -> Int64 {
        try #require(try await row(.backend) { row in try row.int64(0) })
    }

    /// Ends a connection's server process, and returns when it is gone.
    func terminate(_ backend: Int64) async throws {
        let isGone = try await writeRow(.terminate, [.int8(backend)]) { row in try row.bool(0) }
        #expect(isGone == true)
    }
}

/// Records that something else happened than was to happen.
func other(_ error: PostgresError?, _ location: SourceLocation = #_sourceLocation) {
    Issue.record("unexpected: \(error.map(String.init(describing:)) ?? "another case")", sourceLocation: location)
}
