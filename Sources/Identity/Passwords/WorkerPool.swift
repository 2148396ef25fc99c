import Dispatch
import Domain
import Synchronization

/// A few threads of our own for work that computes for long, with a limit on how many may wait for them.
///
/// The workers run when no other thread wants a core, so nothing else is slowed by them. On a server whose cores are
/// never free they would hardly get on, so what is not done after `patience` is done by one thread that gets its share:
/// the reserve. Measured: `docs/decisions/0022-hashing-in-spare-time.md`.
final class WorkerPool: Sendable {
    /// One piece of work and what its caller gets.
    struct Job: Sendable {
        /// Does the work, on a worker's thread, and returns what hands the result to the caller.
        ///
        /// Two threads may do the same work; one result is handed on.
        let perform: @Sendable () -> @Sendable () -> Void
        /// Tells the caller that the work was not done.
        let refuse: @Sendable (MessengerError) -> Void
    }

    private struct State {
        var queue: WorkQueue<Job>
        var threads = 0
        /// Whether the reserve waits for somebody to come, without a time to look again.
        var reserveSleeps = false
        var leaving: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    /// One permit for each admitted job (whether or not it is withdrawn later), and one for each thread at the end.
    private let permits = DispatchSemaphore(value: 0)
    /// Wakes the reserve.
    private let bell = DispatchSemaphore(value: 0)

    /// Starts the threads.
    init(limits: PasswordHasher.Limits, patience: Duration = .seconds(1)) throws(IdentityError) {
        state = Mutex(State(queue: WorkQueue(limits: limits, patience: patience)))
        for _ in 0..<limits.threads {
            try start(.spare) { [self] in work() }
        }
        try start(.steady) { [self] in workInReserve() }
    }

    private func start(
        _ rank: WorkerThread.Rank,
        _ body: @escaping @Sendable () -> Void
    ) throws(IdentityError) {
        state.withLock { $0.threads += 1 }
        do {
            try WorkerThread.start(rank, body)
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
        let (admission, wakesReserve) = state.withLock { state in
            let admission = state.queue.admit(job, ticket: ticket, at: .now)
            defer { if admission == .admitted { state.reserveSleeps = false } }
            return (admission, state.reserveSleeps)
        }
        switch admission {
        case .admitted:
            permits.signal()
            if wakesReserve { bell.signal() }
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
        bell.signal()
    }

    private func withdraw(_ ticket: WorkQueue<Job>.Ticket) {
        state.withLock { $0.queue.withdraw(ticket) }?.refuse(Self.gone)
    }

    /// What each worker does all its life.
    private func work() {
        while true {
            permits.wait()
            switch state.withLock({ $0.queue.next() }) {
            case .work(let job, let ticket):
                perform(job, ticket)
            case .nothing:
                continue
            case .stop:
                return leave()
            }
        }
    }

    /// What the reserve does all its life.
    private func workInReserve() {
        while true {
            let now = ContinuousClock.now
            let overdue = state.withLock { state in
                let overdue = state.queue.overdue(at: now)
                if case .nothing(until: nil) = overdue { state.reserveSleeps = true }
                return overdue
            }
            switch overdue {
            case .work(let job, let ticket):
                perform(job, ticket)
            case .nothing(until: nil):
                bell.wait()
            case .nothing(let time?):
                let pause = Int((time - now).wholeMicroseconds) + 1
                _ = bell.wait(timeout: .now() + .microseconds(pause))
            case .stop:
                return leave()
            }
        }
    }

    private func perform(_ job: Job, _ ticket: WorkQueue<Job>.Ticket) {
        let deliver = job.perform()
        // The place is free before the caller hears of it: one that comes right back finds it.
        if state.withLock({ $0.queue.finish(ticket) }) { deliver() }
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
