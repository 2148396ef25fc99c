import Domain
import Synchronization

/// Messages on one way into the store: while one commit runs, what arrives waits, and the next commit takes all of it.
///
/// There is no timer: a lonely message is committed at once, which is when its submitter's turn ends: what one turn of
/// an event loop reads from many sockets is one commit, and so one write to each who listens. Events go out after the
/// commit and before the senders are answered, so for each chat in the order of `seq`. This is group commit (DeWitt et
/// al., "Implementation Techniques for Main Memory Database Systems", 1984).
final class MessageLane: Sendable {
    /// Somebody who waits for a message; in an array, a function alone would be wrapped once more.
    private struct Sender {
        let tell: MessageWriter.Completion
    }

    /// Messages and those who wait for them, in the same order.
    private struct Batch {
        private(set) var drafts: [MessageDraft] = []
        private(set) var senders: [Sender] = []

        var count: Int { drafts.count }
        var isEmpty: Bool { drafts.isEmpty }

        mutating func add(_ draft: MessageDraft, _ completion: @escaping MessageWriter.Completion) {
            drafts.append(draft)
            senders.append(Sender(tell: completion))
        }

        /// Takes out the first ones, `limit` at most.
        mutating func take(_ limit: Int) -> Batch {
            var rest = Batch()
            if count > limit {
                rest = Batch(drafts: Array(drafts[limit...]), senders: Array(senders[limit...]))
                drafts.removeSubrange(limit...)
                senders.removeSubrange(limit...)
            }
            swap(&self, &rest)
            return rest
        }
    }

    private struct State {
        var waiting = Batch()
        var sleeper: CheckedContinuation<Void, Never>?
        /// Somebody wakes the sleeper when its turn ends.
        var isWaking = false
        var isFinishing = false
    }

    private let store: any MessageStore
    private let events: any EventBus
    private let limits: MessageWriter.Limits
    private let atEndOfTurn: MessageWriter.EndOfTurn
    private let state = Mutex(State())

    /// A writer that commits to `store` and tells `events`.
    ///
    /// It does nothing until `run()` is called.
    init(
        store: some MessageStore,
        events: some EventBus,
        limits: MessageWriter.Limits,
        atEndOfTurn: @escaping MessageWriter.EndOfTurn
    ) {
        self.store = store
        self.events = events
        self.limits = limits
        self.atEndOfTurn = atEndOfTurn
    }

    /// Puts a message in the queue and returns; the order of calls is the order of commits.
    func submit(_ draft: MessageDraft, completion: @escaping MessageWriter.Completion) {
        let (refusal, wakes): (MessengerError?, Bool) = state.withLock { state in
            guard !state.isFinishing else { return (.unavailable(retryAfter: .seconds(1)), false) }
            guard state.waiting.count < limits.queue else { return (.overloaded(retryAfter: .seconds(1)), false) }
            state.waiting.add(draft, completion)
            guard state.sleeper != nil, !state.isWaking else { return (nil, false) }
            state.isWaking = true
            return (nil, true)
        }
        if let refusal { completion(.failure(refusal)) }
        if wakes { atEndOfTurn { self.wake() } }
    }

    /// Commits until `finish()` has been called and nothing waits any more.
    func run() async {
        await withTaskExecutorPreference(store.commitExecutor) {
            while let batch = await nextBatch() {
                await commit(batch)
            }
        }
    }

    /// Takes no more messages; `run()` commits what waits and returns.
    func finish() {
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

    private func nextBatch() async -> Batch? {
        while true {
            let (batch, isFinishing) = state.withLock { ($0.waiting.take(limits.batch), $0.isFinishing) }
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

    private func commit(_ batch: Batch) async {
        do throws(MessengerError) {
            let outcomes = try await store.commit(batch.drafts)
            events.publish(outcomes.compactMap(\.event))
            for (sender, outcome) in zip(batch.senders, outcomes) { sender.tell(outcome.result) }
        } catch {
            for sender in batch.senders { sender.tell(.failure(error)) }
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
