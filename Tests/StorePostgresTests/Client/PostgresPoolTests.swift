import Dispatch
import StoreSQL
import Synchronization
import Testing

@testable import StorePostgres

@Suite("A pool of PostgreSQL connections")
struct PostgresPoolTests {
    private static let backends = PostgresStatement(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1"
    )

    @Test("200 tasks share a few connections, and no update is lost")
    func concurrency() async throws {
        try await PostgresFixture.use { fixture in
            try await fixture.pool(connections: 4) { pool async throws in
                let table = "CREATE TABLE counter (n int8); INSERT INTO counter VALUES (0)"
                try await pool.perform { session in try session.script(table) }
                let read = PostgresStatement("SELECT n FROM counter FOR UPDATE")
                let write = PostgresStatement("UPDATE counter SET n = $1")
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<200 {
                        group.addTask {
                            try await pool.transaction { session in
                                let number = try session.row(read) { row in try row.int64(0) } ?? 0
                                try session.execute(write, [.int8(number + 1)])
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await pool.row(PostgresStatement("SELECT n FROM counter")) { try $0.int64(0) } == 200)
            }
        }
    }

    @Test("200 reads at once each get their own answer, also when one of them is refused")
    func joinedReads() async throws {
        try await PostgresFixture.onePool(connections: 2) { pool async throws in
            let divide = PostgresStatement("SELECT 1000 / $1")
            let answers = await withTaskGroup(of: (Int64, Int64?).self) { group in
                for number in 0..<200 as Range<Int64> {
                    group.addTask {
                        (number, try? await pool.row(divide, [.int8(number)]) { row in try row.int64(0) })
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            #expect(answers.count == 199)
            #expect(answers[0] == nil)
            for (number, answer) in answers { #expect(answer == 1_000 / number) }
        }
    }

    @Test("connections are opened when they are needed, and never more than allowed")
    func lazily() async throws {
        try await PostgresFixture.use { fixture in
            let name = fixture.schema
            let setting: (inout PostgresConfiguration) -> Void = { $0.settings["application_name"] = name }
            try await fixture.pool(connections: 3, configure: setting) { pool async throws in
                func opened() async throws -> Int64? {
                    try await pool.row(Self.backends, [.text(name)]) { row in try row.int64(0) }
                }
                #expect(try await opened() == 1)
                // A call may come before the thread that served the last one is idle again, and then wakes another.
                for _ in 0..<5 { #expect(try await (1...3).contains(opened() ?? 0)) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let meeting = Meeting(of: 3)
                    for _ in 0..<3 { group.addTask { try await pool.perform { _ in meeting.meet() } } }
                    try await group.waitForAll()
                }
                #expect(try await opened() == 3)
            }
        }
    }

    @Test("a call that waits too long for a connection fails, and the others go on")
    func patience() async throws {
        try await PostgresFixture.use { fixture in
            try await fixture.pool(limit: { $0.patience = .milliseconds(50) }) { pool async throws in
                let started = DispatchSemaphore(value: 0)
                let finish = DispatchSemaphore(value: 0)
                async let long: Int = patiently {
                    try await pool.perform { _ in
                        started.signal()
                        finish.wait()
                        return 1
                    }
                }
                await wait(for: started)
                await #expect(throws: PostgresError.overloaded) { try await pool.backend() }
                finish.signal()
                #expect(try await long == 1)
                #expect(try await patiently { try await pool.backend() } > 0)
            }
        }
    }

    @Test("a full queue takes no more calls")
    func full() async throws {
        try await PostgresFixture.use { fixture in
            try await fixture.pool(limit: { $0.waiting = 0 }) { pool async throws in
                await #expect(throws: PostgresError.overloaded) { try await pool.backend() }
            }
        }
    }

    @Test("settings hold on every connection of the pool")
    func settings() async throws {
        try await PostgresFixture.use { fixture in
            let setting: (inout PostgresConfiguration) -> Void = {
                $0.settings["plan_cache_mode"] = "force_generic_plan"
                $0.settings["application_name"] = "it's \"quoted\""
            }
            try await fixture.pool(configure: setting) { pool async throws in
                let show = PostgresStatement("SELECT current_setting($1)")
                func value(_ name: String) async throws -> String? {
                    try await pool.row(show, [.text(name)]) { row in try row.text(0) }
                }
                #expect(try await value("plan_cache_mode") == "force_generic_plan")
                #expect(try await value("application_name") == "it's \"quoted\"")
                #expect(try await value("statement_timeout") == "10s")
                #expect(try await value("lock_timeout") == "5s")
                #expect(try await value("client_encoding") == "UTF8")
            }
        }
    }

    @Test("a setting that the server does not know makes the pool unavailable, with the reason")
    func badSetting() async throws {
        try await PostgresFixture.use { fixture in
            let setting: (inout PostgresConfiguration) -> Void = { $0.settings["no_such_thing"] = "1" }
            try await fixture.pool(configure: setting, limit: { $0.outagePatience = .zero }) { pool async throws in
                let error = await #expect(throws: PostgresError.self) { try await pool.backend() }
                guard case .unavailable(let reason) = error else { return other(error) }
                #expect(reason.contains("no_such_thing"))
            }
        }
    }

    @Test("a shutdown lets calls finish that were taken in, and takes no more")
    func shutdown() async throws {
        try await PostgresFixture.use { fixture async throws in
            let pool = PostgresPool(fixture.configuration, limits: PostgresFixture.one, logger: PostgresFixture.silent)
            let started = DispatchSemaphore(value: 0)
            let finish = DispatchSemaphore(value: 0)
            async let running: Int64? = pool.perform { session in
                started.signal()
                finish.wait()
                return try session.row(.two) { row in try row.int64(0) }
            }
            await wait(for: started)
            pool.close()
            await #expect(throws: PostgresError.closed) { try await pool.backend() }
            finish.signal()
            #expect(try await running == 2)
            await pool.shutdown()
            await pool.shutdown()
        }
    }

    @Test("a shutdown cuts what does not finish within the grace period")
    func grace() async throws {
        try await PostgresFixture.use { fixture async throws in
            var limits = PostgresFixture.one
            limits.grace = .milliseconds(50)
            let pool = PostgresPool(fixture.configuration, limits: limits, logger: PostgresFixture.silent)
            let started = DispatchSemaphore(value: 0)
            let running = Task {
                try await pool.perform { session in
                    started.signal()
                    return try session.execute(.sleep)
                }
            }
            await wait(for: started)
            let waiting = Task { try await pool.execute(.two) }
            await pool.shutdown()
            let error = await #expect(throws: PostgresError.self) { try await running.value }
            guard case .outcomeUnknown = error else { return other(error) }
            await #expect(throws: PostgresError.closed) { try await waiting.value }
        }
    }

    @Test("a pool that was never used shuts down at once")
    func unused() async throws {
        let configuration = try PostgresConfiguration("host=/nowhere")
        await PostgresPool(configuration, logger: PostgresFixture.silent).shutdown()
    }

    /// Repeats a call that a slow machine did not get to within the pool's small patience.
    private func patiently<Value: Sendable>(_ call: () async throws -> Value) async throws -> Value {
        while true {
            do {
                return try await call()
            } catch PostgresError.overloaded, PostgresError.unavailable {
                await Task.yield()
            }
        }
    }

    /// Waits on a thread of its own, for the concurrency pool's threads must not block.
    private func wait(for semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            _ = StoreThread.start {
                semaphore.wait()
                continuation.resume()
            }
        }
    }
}

/// A point that several threads reach together.
final class Meeting: Sendable {
    private let missing: Mutex<Int>
    private let size: Int
    private let bell = DispatchSemaphore(value: 0)

    init(of size: Int = 2) {
        self.size = size
        missing = Mutex(size)
    }

    /// Waits for the others.
    func meet() {
        let isLast = missing.withLock { missing in
            missing -= 1
            return missing == 0
        }
        if isLast { for _ in 0..<size { bell.signal() } }
        bell.wait()
    }
}
