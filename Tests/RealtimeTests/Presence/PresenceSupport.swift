import Domain
import NIOCore
import NIOEmbedded
import Synchronization
import UseCases

@testable import Realtime

/// What a board published, readable.
final class PresenceLog: EventBus {
    private let presences = Mutex<[Presence]>([])

    var all: [String] {
        presences.withLock { $0 }.map { presence in
            let since = presence.lastSeen.map { " since \($0.microseconds)" } ?? ""
            return "\(presence.user) \(presence.isOnline ? "online" : "offline")\(since)"
        }
    }

    /// Whether somebody was said to be there, each time that something was said of them.
    func story(of user: ID<User>) -> [Bool] {
        presences.withLock { $0 }.filter { $0.user == user }.map(\.isOnline)
    }

    func publish(_ events: [Event]) {
        for case .presence(let presence) in events {
            presences.withLock { $0.append(presence) }
        }
    }
}

/// What a board had kept.
final class Seen: Sendable {
    private let stream: AsyncStream<String>
    private let lines: AsyncStream<String>.Continuation
    private let added = Mutex(0)

    init() {
        (stream, lines) = AsyncStream.makeStream()
    }

    var count: Int { added.withLock { $0 } }

    func add(_ users: Set<ID<User>>, _ time: Timestamp) {
        for user in users.sorted() {
            added.withLock { $0 += 1 }
            lines.yield("\(user) \(time.microseconds)")
        }
    }

    func first(_ count: Int) async -> [String] {
        await stream.prefix(count).reduce(into: []) { $0.append($1) }
    }
}

/// Always the same moment.
struct StillClock: WallClock {
    func now() -> Timestamp { Timestamp(microseconds: 7) }
}

/// The end of a node on a network, which can be pulled out: then it neither sends nor hears, and is not told when it is
/// in again.
final class Plug: NodeBus {
    private let network: any NodeBus
    private let isOut = Mutex(false)

    init(into network: any NodeBus) {
        self.network = network
    }

    func set(out: Bool) {
        isOut.withLock { $0 = out }
    }

    func send(_ notices: [Notice]) {
        if !isOut.withLock({ $0 }) { network.send(notices) }
    }

    func listen(receive: @escaping @Sendable ([Notice]) -> Void, isBack: @escaping @Sendable () -> Void) {
        network.listen { [self] notices in
            if !isOut.withLock({ $0 }) { receive(notices) }
        } isBack: { [self] in
            if !isOut.withLock({ $0 }) { isBack() }
        }
    }
}

/// A node that is nothing but a board, with a time of its own.
final class BoardNode {
    let loop = NIOAsyncTestingEventLoop()
    let plug: Plug
    let log = PresenceLog()
    let seen = Seen()
    let board: PresenceBoard

    init(on network: any NodeBus, clock: any WallClock = StillClock()) {
        plug = Plug(into: network)
        board = PresenceBoard(events: log, nodes: plug, clock: clock) { [seen] users, time in seen.add(users, time) }
        board.start(on: loop)
    }

    func passSecond() async {
        await loop.advanceTime(by: .seconds(1))
    }

    func arrive(_ user: Int64) {
        board.arrive(ID(user))
    }

    func leave(_ user: Int64) {
        board.leave(ID(user), on: loop)
    }
}

extension [BoardNode] {
    /// Lets so many seconds pass on all nodes, one by one.
    func pass(seconds: Int) async {
        for _ in 0..<seconds {
            for node in self { await node.passSecond() }
        }
    }
}
