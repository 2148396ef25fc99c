public import Realtime
import Synchronization

/// A bus between nodes that loses, doubles, delays and reorders what it carries, in a way that a seed decides.
public final class FaultyNetwork: Sendable {
    fileprivate struct State {
        var random: SeededGenerator
        var nodes: [Ends] = []
        var delayed: [(place: Int, notices: [Notice])] = []
        var isDown = false
        var isFaithful = false
    }

    /// What a node has given to be told with.
    fileprivate struct Ends {
        let receive: @Sendable ([Notice]) -> Void
        let isBack: @Sendable () -> Void
    }

    private let state: Mutex<State>

    /// A network whose faults a seed decides.
    public init(seed: UInt64) {
        state = Mutex(State(random: SeededGenerator(seed: seed)))
    }

    /// The end of a further node.
    public func node() -> some NodeBus { Node(network: self) }

    /// Carries nothing from now on.
    public func goDown() {
        state.withLock { $0.isDown = true }
    }

    /// Carries again, delivers what was delayed, and tells every node that something may have been lost.
    public func heal() {
        let (delayed, nodes) = state.withLock { state in
            state.isDown = false
            defer { state.delayed = [] }
            return (state.delayed.shuffled(using: &state.random), state.nodes)
        }
        for (place, notices) in delayed { nodes[place].receive(notices) }
        for node in nodes { node.isBack() }
    }

    /// Carries everything at once, once and in order from now on.
    public func becomeFaithful() {
        state.withLock { $0.isFaithful = true }
    }

    private struct Node: NodeBus {
        let network: FaultyNetwork

        func send(_ notices: [Notice]) {
            network.carry(notices)
        }

        func listen(receive: @escaping @Sendable ([Notice]) -> Void, isBack: @escaping @Sendable () -> Void) {
            network.state.withLock { $0.nodes.append(Ends(receive: receive, isBack: isBack)) }
        }
    }

    /// To every node, the sender too: what it knows already it passes over.
    private func carry(_ notices: [Notice]) {
        let deliveries = state.withLock { state in
            state.isDown ? [] : state.nodes.indices.flatMap { place in state.fate(of: notices, to: place) }
        }
        for (receive, notices) in deliveries { receive(notices) }
    }
}

extension FaultyNetwork.State {
    /// What becomes of notices to one node: now, later, twice, in another order, or never.
    fileprivate mutating func fate(
        of notices: [Notice],
        to place: Int
    ) -> [(receive: @Sendable ([Notice]) -> Void, notices: [Notice])] {
        let receive = nodes[place].receive
        guard !isFaithful else { return [(receive, notices)] }
        switch UInt8.random(in: 0..<10, using: &random) {
        case 0, 1: return []
        case 2: return [(receive, notices), (receive, notices)]
        case 3, 4:
            delayed.append((place, notices))
            return []
        case 5:
            let late = delayed
            delayed = []
            return [(receive, notices.reversed())] + late.map { (nodes[$0.place].receive, $0.notices) }
        default: return [(receive, notices)]
        }
    }
}
