import Domain
import NIOConcurrencyHelpers
public import NIOCore
public import UseCases

/// A connection that wants to be reminded to look after its peer.
public protocol Beating: AnyObject {
    /// Called once an interval, on the connection's loop.
    func beat()
}

/// Reminds connections, sockets and event streams alike, to look after their peers.
///
/// There is one timer for each event loop, whatever the number of connections, and none while there are no connections.
///
/// SAFETY: the wheels are touched on their own loops only; the dictionary never changes.
public final class Heartbeats: @unchecked Sendable {
    private let wheels: [ObjectIdentifier: HeartbeatWheel]
    private let interval: Duration

    /// Heartbeats for connections on the loops of `group`.
    public init(group: some EventLoopGroup, interval: Duration) {
        self.interval = interval
        let loops = group.makeIterator()
        wheels = Dictionary(
            uniqueKeysWithValues: loops.map { (ObjectIdentifier($0), HeartbeatWheel(loop: $0, interval: interval)) }
        )
    }

    /// Asks the store whether a session has ended, and calls `ended` on `loop` if it has.
    ///
    /// It waits a random time of up to half an interval first, so that connections that came together do not ask
    /// together.
    public func check(
        _ session: Session,
        with messenger: Messenger,
        on loop: any EventLoop,
        ended: @escaping () -> Void
    ) {
        let ended = NIOLoopBound(ended, eventLoop: loop)
        loop.scheduleTask(in: .microseconds(.random(in: 0...max(0, interval.wholeMicroseconds / 2)))) {
            // Owned by whoever asks; it ends with its one call to the store.
            Task {
                guard await messenger.hasEnded(session) else { return }
                loop.execute { ended.value() }
            }
        }
    }

    /// Begins to remind `connection`; call it on `loop`, the connection's own.
    public func add(_ connection: any Beating, on loop: any EventLoop) {
        wheels[ObjectIdentifier(loop)]?.add(connection)
    }

    /// Ends reminding `connection`; call it on `loop`, the connection's own.
    public func remove(_ connection: any Beating, on loop: any EventLoop) {
        wheels[ObjectIdentifier(loop)]?.remove(connection)
    }
}

/// A wheel of slots, one of which is due each tick (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", 1987).
private final class HeartbeatWheel {
    private static let slotCount = 16

    private let loop: any EventLoop
    private let tick: TimeAmount
    private var slots = [[ObjectIdentifier: any Beating]](repeating: [:], count: slotCount)
    private var slotOf: [ObjectIdentifier: Int] = [:]
    private var next = 0
    private var timer: RepeatedTask?

    init(loop: any EventLoop, interval: Duration) {
        self.loop = loop
        tick = .microseconds(max(1, interval.wholeMicroseconds / Int64(Self.slotCount)))
    }

    func add(_ connection: any Beating) {
        loop.preconditionInEventLoop()
        // The slot that was due last is the one that is due again a whole interval from now.
        let slot = (next + Self.slotCount - 1) % Self.slotCount
        slots[slot][ObjectIdentifier(connection)] = connection
        slotOf[ObjectIdentifier(connection)] = slot
        startTimer()
    }

    func remove(_ connection: any Beating) {
        loop.preconditionInEventLoop()
        guard let slot = slotOf.removeValue(forKey: ObjectIdentifier(connection)) else { return }
        slots[slot][ObjectIdentifier(connection)] = nil
        guard slotOf.isEmpty else { return }
        timer?.cancel()
        timer = nil
    }

    private func startTimer() {
        guard timer == nil else { return }
        let wheel = NIOLoopBound(self, eventLoop: loop)
        timer = loop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            wheel.value.turn()
        }
    }

    private func turn() {
        let due = slots[next]
        next = (next + 1) % Self.slotCount
        for connection in due.values { connection.beat() }
    }
}
