import CSQLiteLog
import GRDB
import Synchronization

/// Runs everything that changes the file, one transaction after another, on a thread that may wait.
///
/// While a commit waits for the disk, what comes in gathers; the next transaction takes all of it. So the disk is
/// waited for once for many calls, and nobody waits for a timer. Each call is undone alone when it throws.
final class SQLiteWriter: Sendable {
    private let pool: DatabasePool
    private let callsPerCommit: Int
    private let committed: @Sendable () -> Void
    private let queue: Mutex<WorkQueue<Job>>
    private let commitCount = Atomic(0)
    private let thread: WriterThread

    /// Makes a writer that works on `thread` and calls `committed` after each commit.
    init(
        pool: DatabasePool,
        thread: WriterThread,
        options: SQLiteOptions,
        committed: @escaping @Sendable () -> Void
    ) {
        self.pool = pool
        self.thread = thread
        self.committed = committed
        callsPerCommit = options.callsPerCommit
        queue = Mutex(WorkQueue(lanes: 1, limit: options.waitingCalls))
    }

    /// Runs `body` in a transaction and returns when it is on disk; an error undoes what `body` did, and only that.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteSession) throws -> Value
    ) async -> Result<Value, any Error> {
        await withCheckedContinuation { continuation in
            add(
                Job(
                    run: { session in
                        let value = try body(session)
                        return { continuation.resume(returning: .success(value)) }
                    },
                    fail: { continuation.resume(returning: .failure($0)) }
                )
            )
        }
    }

    /// Takes in nothing more, and returns when everything that was handed in has been done.
    func finish() async {
        queue.withLock { $0.close() }
        await thread.drain()
    }

    /// How many calls wait for their turn at present.
    var waitingCalls: Int {
        queue.withLock { $0.count }
    }

    /// How many transactions were committed so far.
    var commits: Int {
        commitCount.load(ordering: .relaxed)
    }

    /// Tells a caller what became of its call.
    private typealias Reply = @Sendable () -> Void

    /// A call that waits for its turn.
    private struct Job: Sendable {
        /// Makes the changes; what it returns is called once they are on disk.
        let run: @Sendable (SQLiteSession) throws -> Reply
        /// Called when nothing was changed.
        let fail: @Sendable (any Error) -> Void
    }

    private func add(_ job: Job) {
        switch queue.withLock({ $0.add(job) }) {
        case .wake: thread.async { self.work() }
        case .wait: break
        case .refuse(let reason): job.fail(reason)
        }
    }

    /// Makes one commit, and comes again behind whatever else waits for the thread: tasks have their turn, too.
    private func work() {
        let jobs = queue.withLock { $0.take(upTo: callsPerCommit, for: 0) }
        guard !jobs.isEmpty else { return }
        commit(jobs)
        thread.async { self.work() }
    }

    private func commit(_ jobs: ArraySlice<Job>) {
        do {
            let replies = try transaction(of: jobs)
            commitCount.add(1, ordering: .relaxed)
            committed()
            for reply in replies { reply() }
        } catch {
            for job in jobs { job.fail(error) }
        }
    }

    private func transaction(of jobs: ArraySlice<Job>) throws -> [Reply] {
        try pool.writeWithoutTransaction { database in
            defer { joined_log_end(database.sqliteConnection) }
            return try SQLiteSession(database: database).change { session in
                try jobs.map { jobs.count == 1 ? try $0.run(session) : try savepoint(of: $0, in: session) }
            } atCommit: {
                joined_log_begin(database.sqliteConnection)
            }
        }
    }

    /// Runs one of several jobs so that its failure leaves what the others did.
    private func savepoint(of job: Job, in session: SQLiteSession) throws -> Reply {
        try session.perform("SAVEPOINT job")
        do {
            let reply = try job.run(session)
            try session.perform("RELEASE job")
            return reply
        } catch {
            // A full disk, for one, may have undone the whole transaction by now: then all of the jobs have failed.
            guard session.database.isInsideTransaction else { throw error }
            try session.perform("ROLLBACK TO job")
            try session.perform("RELEASE job")
            return { job.fail(error) }
        }
    }
}
