import Logging

/// Connections to PostgreSQL, each on a thread of its own, behind one queue.
///
/// No call blocks the caller's thread. A lost connection is replaced without anybody noticing where that is safe: a read
/// is run once more, and so is a write of which nothing can have been committed; any other write fails with
/// `outcomeUnknown`. While the server is away calls fail with `unavailable` after a short wait, and one thread tries to
/// connect with growing pauses. A pool of one connection is a dedicated connection, for a single writer for instance.
///
/// A call that was taken in is not stopped by the cancellation of its task; the timeouts bound it.
final class PostgresPool: Sendable {
    private let engine: PostgresEngine

    /// Makes a pool; nothing is opened before the first call.
    ///
    /// - Parameters:
    ///   - configuration: the server, and the settings of every connection.
    ///   - limits: how many connections and how much waiting.
    ///   - logger: hears of outages, and of the server's notices on level debug.
    ///   - random: numbers from 0 up to 1, which spread the attempts to connect.
    init(
        _ configuration: PostgresConfiguration,
        limits: PostgresLimits = PostgresLimits(),
        logger: Logger,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        engine = PostgresEngine(configuration: configuration, limits: limits, logger: logger, random: random)
    }

    deinit {
        engine.close()
    }

    /// Takes no more calls, without waiting for those that were taken in.
    func close() {
        engine.close()
    }

    /// Takes no more calls, lets those taken in finish within the grace period, and closes the connections.
    ///
    /// After the grace period the connections are cut, and calls that still run or wait fail. A thread that is just
    /// connecting is waited for, up to `connect_timeout` per host.
    func shutdown() async {
        engine.close()
        await engine.waitForEnd()
    }

    /// Runs synchronous work on a connection's thread, and throws what it throws or a `PostgresError`.
    ///
    /// The work may run a second time after a lost connection, but only if it reads, or if nothing of the first run can
    /// have been committed.
    func perform<Value: Sendable>(
        _ access: PostgresAccess = .write,
        _ work: @escaping @Sendable (borrowing PostgresSession) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { engine.submit(PostgresWork(access, $0, work)) }
    }

    /// Runs one statement that reads, possibly in one round trip with others; the result is decoded as a whole.
    func read<Value: Sendable>(
        _ statement: PostgresStatement,
        _ values: [PostgresValue] = [],
        _ decode: @escaping @Sendable (borrowing PostgresResult) throws -> Value
    ) async throws -> Value {
        let call = PostgresCall(statement, values)
        return try await withCheckedThrowingContinuation { engine.submit(PostgresRead(call, $0, decode)) }
    }
}
