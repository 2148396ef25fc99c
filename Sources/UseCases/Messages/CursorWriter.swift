public import Domain
import Synchronization

/// The one writer of read and delivery cursors: while one commit runs, what arrives waits and is merged, and the next
/// commit takes all of it.
///
/// Of several moves of one cursor only the furthest is made. That something was read is committed at once; that it has
/// arrived, which everybody says of everything, may wait for a second, so that it costs a commit a second and not one a
/// message. Should the server end in that second, devices say it again when they are back.
public final class CursorWriter: Sendable {
    /// What the writer keeps within.
    public struct Limits: Sendable {
        /// How many moves one commit takes at most.
        public var batch = 256
        /// How many moves may wait; further ones are refused with `.overloaded`.
        public var queue = 16_384
        /// How long news of arrivals may wait for company.
        public var patience = Duration.seconds(1)

        /// Limits that fit a server with a few thousand readers at once.
        public init() {}
    }

    /// Told once what became of a move.
    public typealias Completion = @Sendable (Result<ReadState, MessengerError>) -> Void

    private let store: any ReceiptStore
    private let events: any EventBus
    private let limits: Limits
    private let sleep: @Sendable (Duration) async -> Void
    private let state: Mutex<CursorQueue>

    /// A writer that commits to `store` and tells `events`; it does nothing until `run()` is called.
    ///
    /// `sleep` waits out the patience.
    public init(
        store: some ReceiptStore,
        events: some EventBus,
        limits: Limits = Limits(),
        sleep: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) {
        self.store = store
        self.events = events
        self.limits = limits
        self.sleep = sleep
        state = Mutex(CursorQueue(limit: limits.queue))
    }

    /// Puts a move in the queue and returns.
    public func submit(_ move: CursorMove, completion: @escaping Completion) {
        let refusal = state.withLock { $0.add(move, completion) }
        if let refusal { completion(.failure(refusal)) }
    }

    /// Commits until `finish()` has been called and nothing waits any more.
    public func run() async {
        while true {
            switch state.withLock({ $0.take(limits.batch) }) {
            case .commit(let batch): await commit(batch)
            case .wait: await waitForWork(hasArrivals: false)
            case .waitForCompany: await waitForWork(hasArrivals: true)
            case .end: return
            }
        }
    }

    /// Takes no more moves; `run()` commits what waits and returns.
    public func finish() {
        state.withLock { $0.finish() }
    }

    /// Returns when there is something to commit; when only arrivals wait, after the patience at the latest.
    private func waitForWork(hasArrivals: Bool) async {
        guard hasArrivals else { return await pause() }
        await withTaskGroup { tasks in
            tasks.addTask { await self.pause() }
            tasks.addTask {
                await self.sleep(self.limits.patience)
                self.state.withLock { $0.arrivalsAreDue() }
            }
            await tasks.next()
            tasks.cancelAll()
        }
    }

    private func pause() async {
        await withCheckedContinuation { continuation in
            let staysAwake = state.withLock { !$0.rest(continuation) }
            if staysAwake { continuation.resume() }
        }
    }

    private func commit(_ batch: [CursorQueue.Waiting]) async {
        do throws(MessengerError) {
            let outcomes = try await store.move(batch.map(\.move))
            events.publish(outcomes.flatMap(\.events))
            for (waiting, outcome) in zip(batch, outcomes) {
                for completion in waiting.completions { completion(outcome.result) }
            }
        } catch {
            for waiting in batch {
                for completion in waiting.completions { completion(.failure(error)) }
            }
        }
    }
}

extension MoveOutcome {
    fileprivate var events: [Event] {
        switch self {
        case .moved(_, let events): events
        case .refused: []
        }
    }

    fileprivate var result: Result<ReadState, MessengerError> {
        switch self {
        case .moved(let state, _): .success(state)
        case .refused(let error): .failure(error)
        }
    }
}
