public import Domain
import Synchronization

/// The one writer of messages: while one commit runs, what arrives waits, and the next commit takes all of it.
///
/// There is no timer: a lonely message is committed at once, which is when its submitter's turn ends: what one turn of
/// an event loop reads from many sockets is one commit, and so one write to each who listens. Events go out after the commit and before the senders are
/// answered, so for each chat in the order of `seq`. This is group commit (DeWitt et al., "Implementation Techniques
/// for Main Memory Database Systems", 1984).
public final class MessageWriter: Sendable {
    /// What the writer keeps within.
    public struct Limits: Sendable {
        /// How many messages one commit takes at most.
        public let batch: Int
        /// How many messages may wait; further ones are refused with `.overloaded`.
        public let queue: Int

        /// Limits that fit a server with a few thousand senders at once.
        public init(batch: Int = 512, queue: Int = 16_384) {
            self.batch = batch
            self.queue = queue
        }
    }

    /// Told once what became of a message.
    public typealias Completion = @Sendable (Result<SentMessage, MessengerError>) -> Void

    /// Runs something when the present turn of the calling thread's work ends; at once where there are no turns.
    public typealias EndOfTurn = @Sendable (_ work: @escaping @Sendable () -> Void) -> Void

    private struct Waiting {
        let draft: MessageDraft
        let completion: Completion
    }

    private struct State {
        var waiting: [Waiting] = []
        var sleeper: CheckedContinuation<Void, Never>?
        /// Somebody wakes the sleeper when its turn ends.
        var isWaking = false
        var isFinishing = false

        mutating func takeBatch(_ limit: Int) -> [Waiting] {
            let batch = Array(waiting.prefix(limit))
            waiting.removeFirst(batch.count)
            return batch
        }
    }

    private let store: any MessageStore
    private let events: any EventBus
    private let limits: Limits
    private let atEndOfTurn: EndOfTurn
    private let state = Mutex(State())

    /// A writer that commits to `store` and tells `events`.
    ///
    /// It does nothing until `run()` is called.
    public init(
        store: some MessageStore,
        events: some EventBus,
        limits: Limits = Limits(),
        atEndOfTurn: @escaping EndOfTurn = { work in work() }
    ) {
        self.store = store
        self.events = events
        self.limits = limits
        self.atEndOfTurn = atEndOfTurn
    }

    /// Puts a message in the queue and returns; the order of calls is the order of commits.
    public func submit(_ draft: MessageDraft, completion: @escaping Completion) {
        let (refusal, wakes): (MessengerError?, Bool) = state.withLock { state in
            guard !state.isFinishing else { return (.unavailable(retryAfter: .seconds(1)), false) }
            guard state.waiting.count < limits.queue else { return (.overloaded(retryAfter: .seconds(1)), false) }
            state.waiting.append(Waiting(draft: draft, completion: completion))
            guard state.sleeper != nil, !state.isWaking else { return (nil, false) }
            state.isWaking = true
            return (nil, true)
        }
        if let refusal { completion(.failure(refusal)) }
        if wakes { atEndOfTurn { self.wake() } }
    }

    /// Commits until `finish()` has been called and nothing waits any more.
    public func run() async {
        await withTaskExecutorPreference(store.commitExecutor) {
            while let batch = await nextBatch() {
                await commit(batch)
            }
        }
    }

    /// Takes no more messages; `run()` commits what waits and returns.
    public func finish() {
        state.withLock { $0.isFinishing = true }
        wake()
    }

    private func wake() {
        let sleeper = state.withLock { state in
            state.isWaking = false
            return state.sleeper.take()
        }
        // Not under the lock, which is the first thing that whoever wakes up asks for.
        sleeper?.resume()
    }

    private func nextBatch() async -> [Waiting]? {
        while true {
            let (batch, isFinishing) = state.withLock { ($0.takeBatch(limits.batch), $0.isFinishing) }
            if !batch.isEmpty { return batch }
            if isFinishing { return nil }
            await sleep()
        }
    }

    private func sleep() async {
        await withCheckedContinuation { continuation in
            let staysAwake = state.withLock { state in
                guard state.waiting.isEmpty, !state.isFinishing else { return true }
                state.sleeper = continuation
                return false
            }
            if staysAwake { continuation.resume() }
        }
    }

    private func commit(_ batch: [Waiting]) async {
        do throws(MessengerError) {
            let outcomes = try await store.commit(batch.map(\.draft))
            events.publish(outcomes.compactMap(\.event))
            for (waiting, outcome) in zip(batch, outcomes) {
                waiting.completion(outcome.result)
            }
        } catch {
            for waiting in batch {
                waiting.completion(.failure(error))
            }
        }
    }
}

extension CommitOutcome {
    fileprivate var event: Event? {
        switch self {
        case .committed(let message): .change(.message(message))
        case .repeated, .refused: nil
        }
    }

    fileprivate var result: Result<SentMessage, MessengerError> {
        switch self {
        case .committed(let message): .success(SentMessage(message: message, isRepeat: false))
        case .repeated(let message): .success(SentMessage(message: message, isRepeat: true))
        case .refused(let error): .failure(error)
        }
    }
}
