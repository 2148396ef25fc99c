public import Domain
import NIOConcurrencyHelpers
public import NIOCore
public import UseCases

/// Who is there: connected to this node or to another one, and word of it to those who watch on this node.
///
/// Somebody who comes back within the grace was never gone: a phone that changes networks does not blink, nor does one
/// that moves to another node. Events of one person are published in the order of what happened, under the board's lock,
/// so they always agree with `isOnline`: `events` must not call the board. What is for other nodes is sent outside of
/// the lock.
public final class PresenceBoard: Sendable {
    /// How long things take.
    public struct Timing: Sendable {
        /// For how long somebody whose last connection has ended still counts as being there.
        public var grace = TimeAmount.seconds(10)
        /// From one beat of this node to the next.
        public var beat = TimeAmount.seconds(5)
        /// For how long another node may be silent and still count as being there; rounded up to whole beats.
        ///
        /// It is counted in beats of this node, so one that was paused itself does not take the others for gone.
        public var lease = TimeAmount.seconds(15)

        /// What fits people.
        public init() {}
    }

    private struct State {
        var rosters: Rosters
        var beats: RepeatedTask?
        var isClosed = false
    }

    /// How much is published at once: meanwhile nobody else can publish.
    private static let slice = 256

    private let events: any EventBus
    private let nodes: any NodeBus
    private let clock: any WallClock
    private let timing: Timing
    private let noteSeen: @Sendable (Set<ID<User>>, Timestamp) async -> Void
    private let state: NIOLockedValueBox<State>

    /// A board that tells `events`, and has `noteSeen` keep when people were last there.
    ///
    /// It knows of other nodes once it has started.
    public init(
        events: some EventBus,
        nodes: some NodeBus = NoOtherNodes(),
        clock: some WallClock,
        timing: Timing = Timing(),
        node: NodeID = .random(),
        noteSeen: @escaping @Sendable (Set<ID<User>>, Timestamp) async -> Void
    ) {
        self.events = events
        self.nodes = nodes
        self.clock = clock
        self.timing = timing
        self.noteSeen = noteSeen
        let beat = max(1, timing.beat.nanoseconds)
        let lease = UInt64(max(1, (timing.lease.nanoseconds + beat - 1) / beat))
        state = NIOLockedValueBox(State(rosters: Rosters(node: node, lease: lease)))
    }

    /// Whether somebody is connected to any node, or was within the grace.
    public func isOnline(_ user: ID<User>) -> Bool {
        state.withLockedValue { $0.rosters.isOnline(user) }
    }

    /// Begins to listen to other nodes and to tell them, with one timer on `loop`; called once.
    public func start(on loop: any EventLoop) {
        nodes.listen { [weak self] notices in
            self?.receive(notices)
        } isBack: { [weak self] in
            self?.wish()
        }
        let beats = loop.scheduleRepeatedTask(initialDelay: timing.beat, delay: timing.beat) { [weak self] _ in
            self?.act { $0.beat() }
        }
        state.withLockedValue { $0.beats = beats }
        wish()
    }

    /// Ends the board, and has it kept that those who are still connected to this node were here until now.
    ///
    /// The other nodes are told nothing: for the length of the lease people count as being there, and may come back on
    /// another node.
    public func close() async {
        let people = state.withLockedValue { state in
            state.beats?.cancel()
            state.beats = nil
            defer { state.isClosed = true }
            return state.isClosed ? [] : state.rosters.ownPeople
        }
        if !people.isEmpty { await noteSeen(people, clock.now()) }
    }

    /// A connection has come.
    func arrive(_ user: ID<User>) {
        act { $0.arrive(user) }
    }

    /// A connection has gone; after the grace, if no other has come, so has the person.
    func leave(_ user: ID<User>, on loop: any EventLoop) {
        guard let departure = state.withLockedValue({ $0.isClosed ? nil : $0.rosters.leave(user) }) else { return }
        let lastSeen = clock.now()
        loop.scheduleTask(in: timing.grace) { [weak self] in
            self?.act { $0.settle(user, after: departure, lastSeen: lastSeen) }
        }
    }

    private func receive(_ notices: [Notice]) {
        for case .attendance(let attendance) in notices {
            let time = clock.now()
            act { $0.hear(attendance, at: time) }
        }
    }

    private func wish() {
        act { Rosters.Effects(words: [$0.wishForAll]) }
    }

    private func act(_ decide: (inout Rosters) -> Rosters.Effects) {
        let effects = state.withLockedValue { state in
            guard !state.isClosed else { return Rosters.Effects() }
            let effects = decide(&state.rosters)
            publish(effects.news[...])
            return effects
        }
        if !effects.words.isEmpty { nodes.send(effects.words.map(Notice.attendance)) }
        for (users, time) in effects.seen {
            // Owned by the board: it ends with its calls to the store.
            Task { await noteSeen(users, time) }
        }
    }

    private func publish(_ news: ArraySlice<Presence>) {
        var rest = news
        while !rest.isEmpty {
            events.publish(rest.prefix(Self.slice).map(Event.presence))
            rest = rest.dropFirst(Self.slice)
        }
    }
}
