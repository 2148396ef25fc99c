import Logging
import Synchronization
import Testing

@testable import StorePostgres

@Suite("A session with PostgreSQL")
struct PostgresSessionTests {
    static let table = "CREATE TABLE things (id int8 CONSTRAINT things_key PRIMARY KEY, name text NOT NULL)"
    static let insert = PostgresStatement("INSERT INTO things VALUES ($1, $2)")
    static let count = PostgresStatement("SELECT count(*) FROM things")

    private struct Refusal: Error {}

    private func count(_ pool: PostgresPool) async throws -> Int64? {
        try await pool.row(Self.count) { row in try row.int64(0) }
    }

    @Test("statements say how many rows they changed, and return them")
    func affected() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            #expect(try await pool.execute(Self.insert, [.int8(1), .text("a")]) == 1)
            let add = PostgresStatement("INSERT INTO things SELECT n, 'b' FROM generate_series(2, 5) n RETURNING id")
            #expect(try await pool.writeRows(add) { row in try row.int64(0) } == [2, 3, 4, 5])
            #expect(try await pool.execute(PostgresStatement("DELETE FROM things WHERE id > 3")) == 2)
            #expect(try await pool.row(Self.count, []) { row in try row.int64(0) } == 3)
            #expect(try await pool.row(PostgresStatement("SELECT 1 WHERE false")) { row in row.isNull(0) } == nil)
        }
    }

    @Test("a text that is not prepared takes parameters too")
    func unprepared() async throws {
        try await PostgresFixture.onePool { pool async throws in
            for number in 1...3 as ClosedRange<Int64> {
                let sum = PostgresStatement(unprepared: "SELECT $1 + \(number)")
                #expect(try await pool.row(sum, [.int8(1)]) { row in try row.int64(0) } == number + 1)
            }
        }
    }

    @Test("a transaction commits when its closure returns")
    func commit() async throws {
        try await PostgresFixture.onePool(connections: 2, Self.table) { pool async throws in
            let name = try await pool.transaction { session in
                try session.execute(Self.insert, [.int8(1), .text("a")])
                try session.execute(Self.insert, [.int8(2), .text("b")])
                return try session.row(PostgresStatement("SELECT name FROM things WHERE id = 2")) { try $0.text(0) }
            }
            #expect(name == "b")
            #expect(try await count(pool) == 2)
        }
    }

    @Test("a transaction rolls back when its closure throws, and the connection goes on")
    func rollback() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            await #expect(throws: Refusal.self) {
                try await pool.transaction { session in
                    try session.execute(Self.insert, [.int8(1), .text("a")])
                    throw Refusal()
                }
            }
            #expect(try await count(pool) == 0)
        }
    }

    @Test("a transaction without a statement sends nothing")
    func empty() async throws {
        try await PostgresFixture.onePool { pool async throws in
            #expect(try await pool.transaction { _ in 7 } == 7)
            await #expect(throws: Refusal.self) { try await pool.transaction { _ in throw Refusal() } }
            #expect(try await pool.row(.two) { row in try row.int64(0) } == 2)
        }
    }

    @Test("a transaction whose failed statement was ignored does not report success")
    func failedTransaction() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction { session in
                    try session.execute(Self.insert, [.int8(1), .text("a")])
                    _ = try? session.execute(Self.insert, [.int8(1), .text("again")])
                }
            }
            #expect(error?.condition == .other(sqlState: "25P02"))
            #expect(try await count(pool) == 0)
        }
    }

    @Test("a constraint that is checked at COMMIT refuses the transaction")
    func deferred() async throws {
        let tables =
            "\(Self.table); CREATE TABLE parts (thing int8, CONSTRAINT parts_thing FOREIGN KEY (thing)"
            + " REFERENCES things DEFERRABLE INITIALLY DEFERRED)"
        try await PostgresFixture.onePool(tables) { pool async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction { session in
                    try session.execute(PostgresStatement("INSERT INTO parts VALUES (9)"))
                }
            }
            #expect(error?.condition == .foreignKeyViolation(constraint: "parts_thing"))
            #expect(try await pool.row(.two) { row in try row.int64(0) } == 2)
        }
    }

    @Test(
        "the isolation level is the one asked for",
        arguments: [
            (PostgresIsolation.readCommitted, "read committed"), (.repeatableRead, "repeatable read"),
            (.serializable, "serializable"),
        ]
    )
    func isolation(_ isolation: PostgresIsolation, _ name: String) async throws {
        try await PostgresFixture.onePool { pool async throws in
            let level = try await pool.transaction(isolation) { session in
                try session.row(PostgresStatement("SHOW transaction_isolation")) { row in try row.text(0) }
            }
            #expect(level == name)
        }
    }

    @Test("a pipeline answers each of its calls")
    func pipeline() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            let calls = [
                PostgresCall(Self.insert, [.int8(1), .text("a")]), PostgresCall(Self.insert, [.int8(2), .text("b")]),
                PostgresCall(PostgresStatement("SELECT name FROM things ORDER BY id")),
            ]
            let names = try await pool.pipeline(calls) { results in
                #expect(results.count == 3)
                #expect(results.affected(0) == 1)
                #expect(try results.row(2) { row in try row.text(0) } == "a")
                return try results.rows(2) { row in try row.text(0) }
            }
            #expect(names == ["a", "b"])
        }
    }

    @Test("a pipeline has no effect when one of its calls is refused, and the connection goes on")
    func pipelineIsAtomic() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            let add = PostgresStatement("INSERT INTO things VALUES ($1, 'x')")
            for _ in 0..<3 {
                let calls = [PostgresCall(add, [.int8(1)]), PostgresCall(add, [.int8(1)]), PostgresCall(Self.count)]
                let error = await #expect(throws: PostgresError.self) { try await pool.pipeline(calls) { _ in } }
                #expect(error?.condition == .uniqueViolation(constraint: "things_key"))
                #expect(try await count(pool) == 0)
            }
            #expect(try await pool.execute(add, [.int8(1)]) == 1)
        }
    }

    @Test("a pipeline inside a transaction is a part of it")
    func pipelineInTransaction() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            await #expect(throws: Refusal.self) {
                try await pool.transaction { session in
                    let call = PostgresCall(Self.insert, [.int8(1), .text("a")])
                    let counted = try session.pipeline([call, PostgresCall(Self.count)]) { results in
                        try results.row(1) { row in try row.int64(0) }
                    }
                    #expect(counted == 1)
                    throw Refusal()
                }
            }
            #expect(try await count(pool) == 0)
        }
    }

    @Test("an empty pipeline and a long one both work", arguments: [0, 1, 3_000])
    func pipelineSizes(_ size: Int) async throws {
        try await PostgresFixture.onePool { pool async throws in
            let text = String(repeating: "x", count: 500)
            let echo = PostgresStatement("SELECT $1")
            let calls = (0..<size).map { _ in PostgresCall(echo, [.text(text)]) }
            let lengths = try await pool.pipeline(.read, calls) { results in
                try (0..<results.count).map { try results.row($0) { row in try row.text(0).utf8.count } }
            }
            #expect(lengths == Array(repeating: 500, count: size))
        }
    }

    @Test("a query may be made while the rows of another are decoded")
    func nested() async throws {
        try await PostgresFixture.onePool { pool async throws in
            let outer = PostgresStatement("SELECT n FROM generate_series(1, 3) n")
            let inner = PostgresStatement("SELECT $1 * 10")
            let numbers = try await pool.perform(.read) { session in
                try session.rows(outer) { row in
                    try session.row(inner, [.int8(try row.int64(0))]) { try $0.int64(0) }
                }
            }
            #expect(numbers == [10, 20, 30])
        }
    }

    @Test("a script runs several statements, all or nothing")
    func script() async throws {
        try await PostgresFixture.onePool { pool async throws in
            try await pool.perform { session in try session.script("\(Self.table); INSERT INTO things VALUES (1, 'a')")
            }
            #expect(try await count(pool) == 1)
            let error = await #expect(throws: PostgresError.self) {
                try await pool.perform { session in
                    try session.script("INSERT INTO things VALUES (2, 'b'); INSERT INTO things VALUES (2, 'c')")
                }
            }
            #expect(error?.condition == .uniqueViolation(constraint: "things_key"))
            #expect(try await count(pool) == 1)
        }
    }

    @Test("a script inside a transaction is a part of it")
    func scriptInTransaction() async throws {
        try await PostgresFixture.onePool(Self.table) { pool async throws in
            await #expect(throws: Refusal.self) {
                try await pool.transaction { session in
                    try session.script("INSERT INTO things VALUES (1, 'a'); INSERT INTO things VALUES (2, 'b')")
                    throw Refusal()
                }
            }
            #expect(try await count(pool) == 0)
        }
    }

    @Test("COPY, which has a protocol of its own, is refused and the connection replaced")
    func copy() async throws {
        try await PostgresFixture.onePool { pool async throws in
            await #expect(throws: PostgresError.self) {
                try await pool.perform { session in try session.script("COPY (SELECT 1) TO STDOUT") }
            }
            #expect(try await pool.row(.two) { row in try row.int64(0) } == 2)
        }
    }

    @Test("the server's notices go to the logger")
    func notices() async throws {
        let lines = Lines()
        let logger = Logger(label: "test") { _ in lines }
        try await PostgresFixture.use { fixture in
            try await fixture.pool(logger: logger, configure: { $0.settings["client_min_messages"] = "notice" }) {
                pool async throws in
                try await pool.perform { session in try session.script("DO $$BEGIN RAISE NOTICE 'look here'; END$$") }
            }
        }
        #expect(lines.all.contains { $0.contains("look here") })
    }

    /// A log that remembers.
    private final class Lines: LogHandler, Sendable {
        private let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock { $0 } }
        var metadata: Logger.Metadata {
            get { [:] }
            set {}
        }
        var logLevel: Logger.Level {
            get { .trace }
            set {}
        }

        subscript(metadataKey _: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }

        func log(event: LogEvent) {
            texts.withLock { $0.append("\(event.message) \(event.metadata?.description ?? "")") }
        }
    }
}
