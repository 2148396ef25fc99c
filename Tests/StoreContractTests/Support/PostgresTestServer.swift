import Foundation
import Logging
import TestKit

@testable import StorePostgres

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The PostgreSQL server that the tests are given: each test makes a database there, and drops it.
struct PostgresTestServer: Sendable {
    struct Missing: Error, CustomStringConvertible {
        let description = """
            The environment variable MESSENGER_TEST_POSTGRES is not set. These tests need the URL of a PostgreSQL server \
            where they may create databases, for instance postgresql://postgres@/postgres?host=/tmp/socket-directory; \
            `scripts/with-postgres` starts one.
            """
    }

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static let shared = Task { try await PostgresTestServer() }
    /// Each database means several connections.
    private static let turnstile = Turnstile(places: 6)

    private let url: String
    private let admin: PostgresPool
    /// What stands after CREATE DATABASE … TEMPLATE: the quick way, where the server is new enough to be told.
    private let strategy: String

    /// Gives the body a new database, a copy of `template` (of the migrated schema when that is nil), and drops it.
    static func withDatabase(
        from template: String? = nil,
        _ body: (PostgresConfiguration) async throws -> Void
    ) async throws {
        let server = try await shared.value
        try await turnstile.pass {
            let name = "messenger_test_\(getpid())_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
            try await server.script(
                "CREATE DATABASE \(name) TEMPLATE \(template ?? server.template)\(server.strategy)"
            )
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(server.configuration(of: name)))
            } catch {
                result = .failure(error)
            }
            try await server.script("DROP DATABASE \(name) WITH (FORCE)")
            try result.get()
        }
    }

    private init() async throws {
        guard let url = ProcessInfo.processInfo.environment["MESSENGER_TEST_POSTGRES"], !url.isEmpty else {
            throw Missing()
        }
        self.url = url
        let limits = PostgresLimits(connections: 2, patience: .seconds(300))
        admin = PostgresPool(try Self.patient(url), limits: limits, logger: Self.logger)
        let version = try await admin.row(Self.version) { try $0.int64(Int32(0)) }
        strategy = (version ?? 0) < 150_000 ? "" : " STRATEGY file_copy"
        try await dropLeftovers()
        try await makeTemplate()
    }

    /// A test run that was killed could not drop its databases, and no run drops its template: the next one does.
    private func dropLeftovers() async throws {
        for name in try await admin.rows(Self.names, [], { try $0.text(Int32(0)) }) {
            let owner = name.split(separator: "_").dropFirst(2).first.flatMap { pid_t($0) }
            guard let owner, kill(owner, 0) != 0 else { continue }
            try await script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        }
    }

    private var template: String { "messenger_template_\(getpid())" }

    private func makeTemplate() async throws {
        try await script("CREATE DATABASE \(template)")
        let store = PostgresStore(try configuration(of: template), connections: 1, logger: Self.logger)
        _ = try await store.migrate()
        await store.close()
    }

    private func configuration(of database: String) throws -> PostgresConfiguration {
        try Self.patient("\(url)\(url.contains("?") ? "&" : "?")dbname=\(database)")
    }

    private static func patient(_ url: String) throws -> PostgresConfiguration {
        var configuration = try PostgresConfiguration(url)
        configuration.timeouts = PostgresTimeouts(statement: .seconds(60), lock: .seconds(60), silence: .seconds(70))
        return configuration
    }

    private func script(_ text: String) async throws {
        try await admin.perform { session in try session.script(text) }
    }

    private static let version = PostgresStatement("SELECT current_setting('server_version_num')::int8")
    private static let names = PostgresStatement(
        "SELECT datname::text FROM pg_database WHERE datname ~ '^messenger_(test|template)_'"
    )
}
