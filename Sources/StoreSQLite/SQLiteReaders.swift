import Dispatch
import GRDB
import Synchronization

/// Runs everything that only reads, several at a time, on threads that may wait.
///
/// One lookup of a row takes 23 to 40 µs through here, and GRDB's asynchronous `read` 50 to 150 µs; with 64 callers it is
/// 120,000 to 170,000 lookups a second against 7,000 to 22,000 (two cores).
final class SQLiteReaders: Sendable {
    private let pool: DatabasePool
    private let queue: Mutex<WorkQueue<Job>>
    private let lanes: [DispatchQueue]

    /// How many calls a lane answers before it gives its connection back.
    private static let callsPerAccess = 64

    init(pool: DatabasePool, options: SQLiteOptions) {
        self.pool = pool
        queue = Mutex(WorkQueue(lanes: options.readers, limit: options.waitingCalls))
        lanes = (0..<options.readers).map {
            DispatchQueue(label: "messenger.sqlite.reader.\($0)", qos: .userInitiated)
        }
    }

    /// Runs `body` on a connection that only reads.
    ///
    /// Each statement sees one state of the data; two may see two.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteSession) throws -> Value
    ) async -> Result<Value, any Error> {
        await withCheckedContinuation { continuation in
            add { session in
                continuation.resume(returning: session.flatMap { session in Result { try body(session) } })
            }
        }
    }

    /// Takes in nothing more, and returns when everything that was handed in has been done.
    func finish() async {
        queue.withLock { $0.close() }
        for lane in lanes {
            await withCheckedContinuation { continuation in
                lane.async { continuation.resume() }
            }
        }
    }

    /// A call that waits for its turn: runs on a session, or learns why there is none.
    private typealias Job = @Sendable (Result<SQLiteSession, any Error>) -> Void

    private func add(_ job: @escaping Job) {
        switch queue.withLock({ $0.add(job) }) {
        case .wake(let lane): lanes[lane].async { self.work(lane) }
        case .wait: break
        case .refuse(let reason): job(.failure(reason))
        }
    }

    private func work(_ lane: Int) {
        var isBusy = true
        while isBusy {
            do {
                isBusy = try pool.unsafeRead { answer(lane, .success(SQLiteSession(database: $0))) }
            } catch {
                isBusy = answer(lane, .failure(error))
            }
        }
    }

    /// Answers some calls; false when none was waiting any more, and the lane is idle.
    private func answer(_ lane: Int, _ session: Result<SQLiteSession, any Error>) -> Bool {
        for _ in 0..<Self.callsPerAccess {
            guard let job = queue.withLock({ $0.take(upTo: 1, for: lane) }).first else { return false }
            job(session)
        }
        return true
    }
}
