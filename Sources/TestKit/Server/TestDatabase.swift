import CLibPQ
import Dispatch
import Foundation

/// A PostgreSQL database that nobody else uses, on the server that `MESSENGER_TEST_POSTGRES` names.
public struct TestDatabase: Sendable {
    /// What a connection to it takes.
    public let url: String

    private let name: String
    private let server: String

    /// Makes an empty database.
    ///
    /// - Throws: when `MESSENGER_TEST_POSTGRES` is missing, with a text that says what to do.
    public static func create() async throws -> TestDatabase {
        guard let server = ProcessInfo.processInfo.environment["MESSENGER_TEST_POSTGRES"], !server.isEmpty else {
            throw NoPostgres()
        }
        let name = "messenger_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
        guard var parts = URLComponents(string: server) else { throw NoPostgres() }
        parts.path = "/\(name)"
        let database = TestDatabase(url: parts.string ?? server, name: name, server: server)
        try await run("CREATE DATABASE \(name) TEMPLATE template0 STRATEGY file_copy", on: server)
        return database
    }

    /// Removes it, and whoever is still connected to it.
    public func drop() async throws {
        try await Self.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", on: server)
    }

    /// Cuts everybody off, and lets nobody in again.
    public func close() async throws {
        try await Self.run("ALTER DATABASE \(name) ALLOW_CONNECTIONS false", on: server)
        try await Self.run(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '\(name)'",
            on: server
        )
    }

    /// Runs statements past the server under test.
    public func script(_ statements: String) async throws {
        try await Self.run(statements, on: url)
    }

    private static func run(_ statements: String, on url: String) async throws {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try execute(statements, on: url) })
            }
        }
    }

    private static func execute(_ statements: String, on url: String) throws {
        let connection = PQconnectdb(url)
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else { throw StatementFailed(connection) }
        let result = PQexec(connection, statements)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            throw StatementFailed(connection)
        }
    }
}

/// The tests were not told of a PostgreSQL server.
struct NoPostgres: Error, CustomStringConvertible {
    let description = """
        The environment variable MESSENGER_TEST_POSTGRES is not the URL of a PostgreSQL server where tests may create \
        databases. Run the tests with scripts/test, or below scripts/with-postgres.
        """
}

/// PostgreSQL refused a statement of the tests' own.
struct StatementFailed: Error, CustomStringConvertible {
    let description: String

    init(_ connection: OpaquePointer?) {
        description = PQerrorMessage(connection).map { String(cString: $0) } ?? "no connection"
    }
}
