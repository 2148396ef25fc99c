import Dispatch
import StoreSQL
import Synchronization

/// The thread on which the one writing connection is used, one piece of work after another.
///
/// It is an executor of tasks as well: a task that runs here hands its writes over without a change of thread.
final class WriterThread: TaskExecutor {
    private let queue = WriterThreadQueue()

    /// - Throws: when the system has no thread to give.
    init() throws(NoThread) {
        guard StoreThread.start({ [queue] in queue.work() }) else { throw NoThread() }
    }

    deinit {
        queue.end()
    }

    /// The system has no thread to give.
    struct NoThread: Error, CustomStringConvertible {
        var description: String { "The system has no thread to give." }
    }

    /// Does a piece of work after those that were handed in before.
    func async(_ work: @escaping @Sendable () -> Void) {
        queue.add(.work(work))
    }

    /// Waits until everything that was handed in has been done.
    func drain() async {
        await withCheckedContinuation { continuation in
            async { continuation.resume() }
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.add(.job(UnownedJob(job), of: asUnownedTaskExecutor()))
    }
}

/// What waits for a thread, which outlives its executor until all of it is done.
private final class WriterThreadQueue: Sendable {
    enum Item: Sendable {
        case work(@Sendable () -> Void)
        case job(UnownedJob, of: UnownedTaskExecutor)
    }

    private struct State {
        var items: [Item] = []
        var isAsleep = false
        var isEnding = false
    }

    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)

    func add(_ item: Item) {
        wake { $0.items.append(item) }
    }

    func end() {
        wake { $0.isEnding = true }
    }

    func work() {
        while let items = next() {
            for item in items {
                switch item {
                case .work(let work): work()
                case .job(let job, let executor): job.runSynchronously(on: executor)
                }
            }
        }
    }

    private func wake(after change: (inout State) -> Void) {
        let wasAsleep = state.withLock { state in
            change(&state)
            defer { state.isAsleep = false }
            return state.isAsleep
        }
        if wasAsleep { bell.signal() }
    }

    /// What to do next, once there is something; nil when it is time to end.
    private func next() -> [Item]? {
        while true {
            let (items, isEnding) = state.withLock { state in
                defer { state.items = [] }
                state.isAsleep = state.items.isEmpty && !state.isEnding
                return (state.items, state.isEnding)
            }
            if !items.isEmpty { return items }
            if isEnding { return nil }
            bell.wait()
        }
    }
}
