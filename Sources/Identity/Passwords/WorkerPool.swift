import Dispatch
import Domain
import Synchronization

/// A few threads of our own for work that computes for long, with a limit on how many may wait for them.
final class WorkerPool: Sendable {
    /// One piece of work and what its caller gets.
    struct Job: Sendable {
        /// Does the work, on a worker's thread, and returns what hands the result to the caller.
        let perform: @Sendable () -> @Sendable () -> Void
        /// Tells the caller that the work was not done.
        let refuse: @Sendable (MessengerError) -> Void
    }

    private struct State {
        var queue: WorkQueue<Job>
        var threads = 0
        var leaving: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    /// One permit for each admitted job (whether or not it is withdrawn later), and one for each thread at the end.
    private let permits = DispatchSemaphore(value: 0)

    /// Starts the threads.
    init(limits: PasswordHasher.Limits) throws(IdentityError) {
        state = Mutex(State(queue: WorkQueue(limits: limits)))
        do {
            for _ in 0..<limits.threads {
                state.withLock { $0.threads += 1 }
                try WorkerThread.start { [self] in work() }
            }
        } catch {
            state.withLock { $0.threads -= 1 }
            close()
            throw error
        }
    }

    /// Runs `work` on one of the threads and waits for what it makes.
    ///
    /// A caller that is cancelled while it waits for a thread leaves the queue at once.
    ///
    /// - Throws: `.overloaded` when the queue is full; `.unavailable` to a cancelled caller and after `shutdown`.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable () -> Result<Value, MessengerError>
    ) async throws(MessengerError) -> Value {
        let ticket = state.withLock { $0.queue.draw() }
        let result: Result<Value, MessengerError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = Job(
                    perform: {
                        let result = work()
                        return { continuation.resume(returning: result) }
                    },
                    refuse: { continuation.resume(returning: .failure($0)) }
                )
                submit(job, ticket: ticket)
                if Task.isCancelled { withdraw(ticket) }
            }
        } onCancel: {
            withdraw(ticket)
        }
        return try result.get()
    }

    /// How many jobs are running or waiting.
    var count: Int {
        state.withLock { $0.queue.count }
    }

    /// Puts a job into the queue, or refuses it.
    func submit(_ job: Job, ticket: WorkQueue<Job>.Ticket) {
        switch state.withLock({ $0.queue.admit(job, ticket: ticket) }) {
        case .admitted: permits.signal()
        case .full: job.refuse(.overloaded(retryAfter: .seconds(1)))
        case .closed: job.refuse(Self.gone)
        }
    }

    /// Refuses whoever waits, lets what is running finish, and returns when all threads have ended.
    func shutdown() async {
        close()
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.threads > 0 { state.leaving.append(continuation) }
                return state.threads == 0
            }
            if isOver { continuation.resume() }
        }
    }

    /// The same without waiting for the threads.
    func close() {
        let (waiting, threads) = state.withLock { ($0.queue.close(), $0.threads) }
        for job in waiting { job.refuse(Self.gone) }
        for _ in 0..<threads { permits.signal() }
    }

    private func withdraw(_ ticket: WorkQueue<Job>.Ticket) {
        state.withLock { $0.queue.withdraw(ticket) }?.refuse(Self.gone)
    }

    /// What each thread does all its life.
    private func work() {
        while true {
            permits.wait()
            switch state.withLock({ $0.queue.next() }) {
            case .work(let job):
                let deliver = job.perform()
                // The place is free before the caller hears of it: one that comes right back finds it.
                state.withLock { $0.queue.finish() }
                deliver()
            case .nothing:
                continue
            case .stop:
                return leave()
            }
        }
    }

    private func leave() {
        let leaving = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.leaving = [] }
            return state.leaving
        }
        for continuation in leaving { continuation.resume() }
    }

    private static let gone = MessengerError.unavailable(retryAfter: .seconds(1))
}
