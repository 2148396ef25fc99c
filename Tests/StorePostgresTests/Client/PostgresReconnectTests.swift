import Foundation
import Synchronization
import Testing

@testable import StorePostgres

@Suite("PostgreSQL connections that are lost")
struct PostgresReconnectTests {
    private static let table = "CREATE TABLE things (id int8 PRIMARY KEY)"
    private static let insert = PostgresStatement("INSERT INTO things VALUES ($1)")
    private static let count = PostgresStatement("SELECT count(*) FROM things")
    private static let killMe = PostgresStatement("SELECT pg_terminate_backend(pg_backend_pid())")

    @Test("the next call after the server ended an idle connection works, its statements prepared again")
    func killedWhileIdle() async throws {
        try await PostgresFixture.use { fixture in
            try await fixture.pool { pool in
                try await fixture.pool { other async throws in
                    try await pool.perform { session in try session.script(Self.table) }
                    for number in 1...3 as ClosedRange<Int64> {
                        let backend = try await pool.backend()
                        try await other.terminate(backend)
                        // A write: it must not run into the dead connection, or its outcome would be unknown.
                        #expect(try await pool.execute(Self.insert, [.int8(number)]) == 1)
                        #expect(try await pool.backend() != backend)
                    }
                    #expect(try await pool.row(Self.count) { row in try row.int64(0) } == 3)
                }
            }
        }
    }

    @Test("a read whose connection is lost runs once more")
    func readAgain() async throws {
        try await PostgresFixture.onePool { pool async throws in
            let runs = Atomic(0)
            let two = try await pool.perform(.read) { session in
                if runs.add(1, ordering: .relaxed).newValue == 1 { try session.execute(Self.killMe) }
                return try session.row(.two) { row in try row.int64(0) }
            }
            #expect(two == 2)
            #expect(runs.load(ordering: .relaxed) == 2)
        }
    }

    @Test("a read whose connection is lost twice is given up")
    func readTwice() async throws {
        try await PostgresFixture.onePool { pool async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.row(Self.killMe) { row in try row.bool(0) }
            }
            guard case .unavailable(let reason) = error else { return other(error) }
            #expect(reason.contains("57P01"))
        }
    }

    @Test("a write whose connection is lost is not repeated, and says that nobody knows")
    func writeOnce() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            let runs = Atomic(0)
            let error = await #expect(throws: PostgresError.self) {
                try await pool.perform { session in
                    runs.add(1, ordering: .relaxed)
                    try session.execute(Self.insert, [.int8(1)])
                    try session.execute(Self.killMe)
                }
            }
            guard case .outcomeUnknown = error else { return other(error) }
            #expect(runs.load(ordering: .relaxed) == 1)
            #expect(try await pool.row(Self.count) { row in try row.int64(0) } == 1)
        }
    }

    @Test("a transaction that lost its connection before COMMIT runs once more, and takes effect once")
    func transactionAgain() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            let runs = Atomic(0)
            try await pool.transaction { session in
                try session.execute(Self.insert, [.int8(1)])
                if runs.add(1, ordering: .relaxed).newValue == 1 { try session.execute(Self.killMe) }
            }
            #expect(runs.load(ordering: .relaxed) == 2)
            #expect(try await pool.row(Self.count) { row in try row.int64(0) } == 1)
        }
    }

    @Test("a statement whose table was changed meanwhile is prepared anew", arguments: [PostgresAccess.read, .write])
    func stalePlan(_ access: PostgresAccess) async throws {
        try await PostgresFixture.use { fixture in
            try await fixture.pool { pool in
                try await fixture.pool { other async throws in
                    try await pool.perform { session in
                        try session.script("\(Self.table); INSERT INTO things VALUES (1)")
                    }
                    let all = PostgresStatement("SELECT * FROM things")
                    let work: @Sendable (borrowing PostgresSession) throws -> Int64? = { session in
                        try session.row(all) { row in try row.int64(0) }
                    }
                    #expect(try await pool.perform(access, work) == 1)
                    let backend = try await pool.backend()
                    try await other.perform { session in try session.script("ALTER TABLE things ADD more text") }
                    #expect(try await pool.perform(access, work) == 1)
                    try await other.perform { session in try session.script("ALTER TABLE things ADD evenMore text") }
                    #expect(try await pool.row(all) { row in try row.int64(0) } == 1)
                    #expect(try await pool.backend() == backend)
                }
            }
        }
    }

    @Test("a connection left inside a transaction is not given to the next call")
    func leftOpen() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            try await pool.execute(PostgresStatement("BEGIN"))
            try await pool.execute(Self.insert, [.int8(1)])
            #expect(try await pool.row(Self.count) { row in try row.int64(0) } == 1)
        }
    }

    @Test("while the server is away calls fail soon, and they recover by themselves when it is back")
    func outage() async throws {
        try await PostgresFixture.use { fixture in
            let directory = "/tmp/pq-\(UUID().uuidString.prefix(8))"
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: directory) }
            let target = try #require(Self.socket(of: fixture.configuration), "the tests' server needs a unix socket")
            let moved = try Self.moved(fixture.configuration, to: directory)
            var limits = PostgresFixture.limits(connections: 3)
            limits.outagePatience = .zero
            let pool = PostgresPool(moved, limits: limits, logger: PostgresFixture.silent) { 0 }
            for _ in 0..<5 {
                let error = await #expect(throws: PostgresError.self) { try await pool.backend() }
                guard case .unavailable = error else { return other(error) }
            }
            try FileManager.default.createSymbolicLink(
                atPath: "\(directory)/.s.PGSQL.5432",
                withDestinationPath: target
            )
            #expect(try await Self.afterOutage { try await pool.backend() } > 0)
            await pool.shutdown()
        }
    }

    /// Repeats a call for as long as the server counts as away.
    private static func afterOutage(_ body: () async throws -> Int64) async throws -> Int64 {
        while true {
            do { return try await body() } catch PostgresError.unavailable { await Task.yield() }
        }
    }

    private static func socket(of configuration: PostgresConfiguration) -> String? {
        guard let host = configuration.value(of: "host"), host.hasPrefix("/") else { return nil }
        return "\(host)/.s.PGSQL.\(configuration.value(of: "port") ?? "5432")"
    }

    private static func moved(_ original: PostgresConfiguration, to directory: String) throws -> PostgresConfiguration {
        var moved = try PostgresConfiguration(
            user: original.value(of: "user"),
            password: original.value(of: "password"),
            host: directory,
            port: 5432,
            database: original.value(of: "dbname")
        )
        moved.settings = original.settings
        return moved
    }
}
