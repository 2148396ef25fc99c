import Dispatch
import Domain
import Synchronization

@testable import Identity

/// Keeps the workers of a pool busy until a test lets them go on.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let refusals = Mutex(0)
    private let passed = Mutex(0)

    /// Puts `count` jobs into the pool that wait for `open` before they end.
    func occupy(_ pool: WorkerPool, count: Int) {
        for ticket in 0..<count {
            let job = WorkerPool.Job(
                perform: {
                    self.wait()
                    self.pass()
                    return {}
                },
                refuse: { _ in self.refusals.withLock { $0 += 1 } }
            )
            // Far from the tickets that the pool draws itself.
            pool.submit(job, ticket: .max - WorkQueue<WorkerPool.Job>.Ticket(ticket))
        }
    }

    /// Waits for `open`, on a thread that may be held up.
    func wait() {
        semaphore.wait()
    }

    /// Counts one job as done.
    func pass() {
        passed.withLock { $0 += 1 }
    }

    /// Lets `count` jobs end.
    func open(_ count: Int) {
        for _ in 0..<count { semaphore.signal() }
    }

    /// How many of the jobs the pool would not do, or gave up.
    var refused: Int { refusals.withLock(\.self) }

    /// How many of the jobs were done.
    var done: Int { passed.withLock(\.self) }
}
