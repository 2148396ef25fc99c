import Dispatch
import Logging
import StoreSQL
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The threads of a pool and the queue they take calls from.
///
/// One queue for all connections: a call costs a push, at most one wake of a thread, and one continuation.
final class PostgresEngine: Sendable {
    let configuration: PostgresConfiguration
    let limits: PostgresLimits
    let logger: Logger
    let random: @Sendable () -> Double
    private let state: Mutex<PostgresPoolState>
    private let bells: [DispatchSemaphore]
    private let keeperBell = DispatchSemaphore(value: 0)
    private let waiters = Mutex<[CheckedContinuation<Void, Never>]>([])

    init(
        configuration: PostgresConfiguration,
        limits: PostgresLimits,
        logger: Logger,
        random: @escaping @Sendable () -> Double
    ) {
        precondition(limits.connections > 0, "a pool needs a connection")
        self.configuration = configuration
        self.limits = limits
        self.logger = logger
        self.random = random
        state = Mutex(PostgresPoolState(limits: limits))
        bells = (0..<limits.connections).map { _ in DispatchSemaphore(value: 0) }
    }

    func submit(_ job: some PostgresJob) {
        let now = ContinuousClock.now
        do throws(PostgresError) {
            let (wake, needsKeeper) = try state.withLock { state throws(PostgresError) in
                let wake = try state.push(job, now: now)
                // A thread that was woken has yet to connect, and may take its time over it.
                return (wake, (wake == nil || state.live == 0) && state.needsKeeper())
            }
            perform(wake)
            if needsKeeper { startKeeper() }
        } catch {
            job.fail(error)
        }
    }

    /// Takes no more calls; those under way and in the queue have the grace period to finish.
    func close() {
        let end = ContinuousClock.now + limits.grace
        let (threads, needsKeeper) = state.withLock { ($0.drain(until: end), $0.needsKeeper()) }
        for thread in threads { bells[thread].signal() }
        if needsKeeper { startKeeper() } else { keeperBell.signal() }
    }

    /// Waits until all threads have closed their connections and ended.
    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            waiters.withLock { $0.append(continuation) }
            if state.withLock({ $0.running == 0 }) { resumeWaiters() }
        }
    }

    private func resumeWaiters() {
        let all = waiters.withLock { waiters in
            defer { waiters = [] }
            return waiters
        }
        for waiter in all { waiter.resume() }
    }

    private func perform(_ wake: PostgresPoolState.Wake?) {
        switch wake {
        case nil: break
        case .signal(let thread): bells[thread].signal()
        case .start(let thread): start(thread)
        }
    }

    private func start(_ thread: Int) {
        if StoreThread.start({ PostgresWorker(number: thread, engine: self).run() }) { return }
        for ticket in state.withLock({ $0.failedToStart(thread) }) {
            ticket.job.fail(.unavailable(reason: "the system has no thread to give"))
        }
    }
}

// MARK: - For the workers

extension PostgresEngine {
    func next(_ thread: Int, hasConnection: Bool) -> PostgresPoolState.Step {
        let (step, wake) = state.withLock { $0.next(thread, hasConnection: hasConnection) }
        perform(wake)
        return step
    }

    /// Waits for a wake; or for the time given, if there is one.
    func rest(_ thread: Int, for time: Duration? = nil) {
        guard let time else { return bells[thread].wait() }
        _ = bells[thread].wait(timeout: .now() + .milliseconds(Int(time.milliseconds)))
    }

    func putBack(_ tickets: [PostgresPoolState.Ticket]) {
        for ticket in state.withLock({ $0.putBack(tickets) }) { ticket.job.fail(.closed) }
    }

    func connected(_ thread: Int, _ link: PostgresLink) {
        let socket = link.socket
        let (wakes, isRecovery) = state.withLock { $0.connected(thread, socket: socket) }
        for wake in wakes { perform(wake) }
        if isRecovery { logger.notice("PostgreSQL is back") }
    }

    func failedToConnect(_ error: PostgresError) {
        let reason = if case .unavailable(let reason) = error { reason } else { "\(error)" }
        let (wake, isNew, needsKeeper) = state.withLock { state in
            let (wake, isNew) = state.failedToConnect(reason)
            return (wake, isNew, state.needsKeeper())
        }
        perform(wake)
        // The patience is shorter from now on.
        if needsKeeper { startKeeper() } else { keeperBell.signal() }
        if isNew { logger.warning("PostgreSQL is unavailable", metadata: ["reason": "\(reason)"]) }
    }

    func dropped(_ thread: Int) {
        state.withLock { $0.dropped(thread) }
    }

    func ended(_ thread: Int) {
        if state.withLock({ $0.ended(thread) }) {
            keeperBell.signal()
            resumeWaiters()
        }
    }

    /// Whether a worker that probes for the server should give up, since the pool is being shut down.
    var isClosing: Bool { state.withLock { $0.phase != .open } }
}

// MARK: - Looking after the time

extension PostgresEngine {
    /// A thread that exists only while calls wait for a connection, or the pool for its end.
    private func startKeeper() {
        if StoreThread.start({ self.keepTime() }) { return }
        state.withLock { $0.isKeeperRunning = false }
    }

    private func keepTime() {
        while true {
            let now = ContinuousClock.now
            let due = state.withLock { state in
                let due = state.due(now: now)
                // Under the lock, since a worker takes its socket out of the list before it closes it.
                for socket in due.sockets { _ = shutdown(socket, CInt(SHUT_RDWR)) }
                return due
            }
            for (ticket, error) in due.failed { ticket.job.fail(error) }
            guard let next = due.next else { return }
            // Rounded up, or the last millisecond would be spent spinning.
            let pause = (next - now).milliseconds + 1
            _ = keeperBell.wait(timeout: .now() + .milliseconds(Int(pause)))
        }
    }
}
