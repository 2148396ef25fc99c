import Foundation
import Testing

@testable import StorePostgres

@Suite("Time limits of PostgreSQL calls")
struct PostgresTimeoutTests {
    @Test("the server ends a statement that takes too long")
    func statement() async throws {
        try await PostgresFixture.use { fixture in
            try await fixture.pool(configure: { $0.timeouts.statement = .milliseconds(20) }) { pool async throws in
                let backend = try await pool.backend()
                let error = await #expect(throws: PostgresError.self) { try await pool.execute(.sleep) }
                #expect(error?.condition == .queryCanceled)
                #expect(try await pool.backend() == backend)
            }
        }
    }

    @Test("the server ends the wait for a lock that takes too long")
    func lock() async throws {
        try await withLockHeld(PostgresTimeouts(lock: .milliseconds(20))) { pool, key async throws in
            let error = await #expect(throws: PostgresError.self) { try await pool.execute(.lock, [.int8(key)]) }
            #expect(error?.condition == .lockNotAvailable)
        }
    }

    @Test("a server that is silent for too long counts as dead, and the next call has a new connection")
    func silence() async throws {
        try await withLockHeld(PostgresTimeouts(silence: .milliseconds(50))) { pool, key async throws in
            let backend = try await pool.backend()
            let error = await #expect(throws: PostgresError.self) {
                try await pool.row(.lock, [.int8(key)]) { row in row.isNull(0) }
            }
            guard case .timedOut(let reason) = error else { return other(error) }
            #expect(reason.contains("50 ms"))
            #expect(try await pool.backend() != backend)
        }
    }

    @Test("a write that was sent to a silent server has an unknown outcome")
    func silentWrite() async throws {
        try await withLockHeld(PostgresTimeouts(silence: .milliseconds(50))) { pool, key async throws in
            let error = await #expect(throws: PostgresError.self) { try await pool.execute(.lock, [.int8(key)]) }
            guard case .outcomeUnknown = error else { return other(error) }
        }
    }

    @Test("a longer limit holds for its closure, and the configured one again after it")
    func longer() async throws {
        try await PostgresFixture.use { fixture in
            try await fixture.pool(configure: { $0.timeouts.statement = .milliseconds(1_234) }) { pool async throws in
                let show = PostgresStatement("SHOW statement_timeout")
                let seen = try await pool.perform { session in
                    let none = try session.withTimeout(nil) { session in try session.row(show) { try $0.text(0) } }
                    let long = try session.withTimeout(.seconds(60)) { session in
                        try session.script("SELECT pg_sleep(0)")
                        return try session.row(show) { try $0.text(0) }
                    }
                    return [none, long, try session.row(show) { try $0.text(0) }]
                }
                #expect(seen == ["0", "1min", "1234ms"])
            }
        }
    }

    @Test("the configured limit holds again after a closure that failed", arguments: [true, false])
    func longerAndFailed(_ inTransaction: Bool) async throws {
        try await PostgresFixture.use { fixture in
            try await fixture.pool(configure: { $0.timeouts.lock = .milliseconds(1_234) }) { pool async throws in
                let show = PostgresStatement("SHOW lock_timeout")
                let bad = PostgresStatement("SELECT 1 / 0")
                let seen = try await pool.perform { session in
                    let fail: (borrowing PostgresSession) throws -> Void = { session in
                        try session.withTimeout(nil) { session in _ = try session.execute(bad) }
                    }
                    if inTransaction { try? session.transaction(.readCommitted, fail) } else { try? fail(session) }
                    return try session.row(show) { try $0.text(0) }
                }
                #expect(seen == "1234ms")
            }
        }
    }

    @Test("a server that accepts and never answers is given up after connect_timeout")
    func connectTimeout() async throws {
        let listener = try SilentListener()
        var limits = PostgresFixture.one
        limits.outagePatience = .zero
        // libpq takes no less than two seconds.
        let configuration = try PostgresConfiguration("host=\(listener.directory) port=5432 connect_timeout=2")
        let pool = PostgresPool(configuration, limits: limits, logger: PostgresFixture.silent)
        let error = await #expect(throws: PostgresError.self) { try await pool.backend() }
        guard case .unavailable(let reason) = error else { return other(error) }
        #expect(reason.contains("timeout expired"))
        await pool.shutdown()
    }

    /// Gives the body a pool of one connection and the key of an advisory lock that somebody else holds.
    private func withLockHeld(
        _ timeouts: PostgresTimeouts,
        _ body: (PostgresPool, Int64) async throws -> Void
    ) async throws {
        let key = Int64.random(in: 1...Int64.max)
        try await PostgresFixture.use { fixture in
            try await fixture.pool { holder in
                try await holder.execute(.lock, [.int8(key)])
                try await fixture.pool(configure: { $0.timeouts = timeouts }) { pool in try await body(pool, key) }
                try await holder.execute(.unlock, [.int8(key)])
            }
        }
    }
}

/// A socket in PostgreSQL's place that accepts connections and never says a word.
final class SilentListener {
    let directory = "/tmp/pq-\(UUID().uuidString.prefix(8))"
    private let socket: Int32

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        socket = Self.bound(to: "\(directory)/.s.PGSQL.5432")
        try #require(socket >= 0 && listen(socket, 8) == 0)
    }

    deinit {
        close(socket)
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static func bound(to path: String) -> Int32 {
        #if canImport(Glibc)
        let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
        let descriptor = Foundation.socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        return status == 0 ? descriptor : -1
    }
}
