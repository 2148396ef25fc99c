public import Domain
import Synchronization

/// The one writer of messages: all go through it, whichever edge they come in by.
///
/// A store that can make several commits at once has as many lanes here (`LaneTable`): for each chat the order of calls
/// is the order of commits.
public final class MessageWriter: Sendable {
    /// What the writer keeps within.
    public struct Limits: Sendable {
        /// How many messages one commit takes at most.
        public let batch: Int
        /// How many messages may wait in a lane; further ones are refused with `.overloaded`.
        public let queue: Int
        /// How many messages a lane has under way before the next lane is begun.
        public let fill: Int

        /// Limits that fit a server with a few thousand senders at once.
        public init(batch: Int = 512, queue: Int = 16_384, fill: Int = 32) {
            self.batch = batch
            self.queue = queue
            self.fill = fill
        }
    }

    /// Told once what became of a message.
    public typealias Completion = @Sendable (Result<SentMessage, MessengerError>) -> Void

    /// Runs something when the present turn of the calling thread's work ends; at once where there are no turns.
    public typealias EndOfTurn = @Sendable (_ work: @escaping @Sendable () -> Void) -> Void

    private let lanes: [MessageLane]
    private let table: Mutex<LaneTable>

    /// A writer that commits to `store` and tells `events`.
    ///
    /// It does nothing until `run()` is called.
    public init(
        store: some MessageStore,
        events: some EventBus,
        limits: Limits = Limits(),
        atEndOfTurn: @escaping EndOfTurn = { work in work() }
    ) {
        lanes = (0..<store.commitLanes).map { _ in
            MessageLane(store: store, events: events, limits: limits, atEndOfTurn: atEndOfTurn)
        }
        table = Mutex(LaneTable(lanes: lanes.count, fill: limits.fill))
    }

    /// Puts a message in the queue and returns; for each chat the order of calls is the order of commits.
    public func submit(_ draft: MessageDraft, completion: @escaping Completion) {
        guard lanes.count > 1 else { return lanes[0].submit(draft, completion: completion) }
        let chat = draft.chat
        let lane = table.withLock { $0.enter(chat) }
        lanes[lane].submit(draft) { [self] result in
            table.withLock { $0.leave(chat) }
            completion(result)
        }
    }

    /// Commits until `finish()` has been called and nothing waits any more.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for lane in lanes { group.addTask { await lane.run() } }
        }
    }

    /// Takes no more messages; `run()` commits what waits and returns.
    public func finish() {
        for lane in lanes { lane.finish() }
    }
}
