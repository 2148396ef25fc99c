public import Domain
import NIOConcurrencyHelpers
public import NIOCore
public import UseCases

/// Who is connected to this node, and word of it to those who watch.
///
/// Somebody who comes back within the grace was never gone: a phone that changes networks does not blink.
public final class PresenceBoard: Sendable {
    private let events: any EventBus
    private let clock: any WallClock
    private let grace: TimeAmount
    private let noteSeen: @Sendable (ID<User>, Timestamp) async -> Void
    private let counts = NIOLockedValueBox<[ID<User>: Connections]>([:])

    /// How many connections somebody has, and how often the last one has gone.
    private struct Connections {
        var open = 0
        var departures = 0
    }

    /// A board that tells `events`, and has `noteSeen` keep when somebody was last there.
    public init(
        events: some EventBus,
        clock: some WallClock,
        grace: TimeAmount = .seconds(10),
        noteSeen: @escaping @Sendable (ID<User>, Timestamp) async -> Void
    ) {
        self.events = events
        self.clock = clock
        self.grace = grace
        self.noteSeen = noteSeen
    }

    /// Whether somebody is connected here, or was within the grace.
    public func isOnline(_ user: ID<User>) -> Bool {
        counts.withLockedValue { $0[user] != nil }
    }

    /// A connection has come.
    func arrive(_ user: ID<User>) {
        let isNews = counts.withLockedValue { counts in
            let isNews = counts[user] == nil
            counts[user, default: Connections()].open += 1
            return isNews
        }
        if isNews { events.publish([.presence(Presence(user: user, isOnline: true, lastSeen: nil))]) }
    }

    /// A connection has gone; after the grace, if no other has come, so has the person.
    func leave(_ user: ID<User>, on loop: any EventLoop) {
        let departure: Int? = counts.withLockedValue { counts in
            guard var connections = counts[user] else { return nil }
            connections.open -= 1
            connections.departures += 1
            counts[user] = connections
            return connections.open == 0 ? connections.departures : nil
        }
        guard let departure else { return }
        let lastSeen = clock.now()
        loop.scheduleTask(in: grace) { self.settle(user, departure, lastSeen) }
    }

    private func settle(_ user: ID<User>, _ departure: Int, _ lastSeen: Timestamp) {
        let isGone = counts.withLockedValue { counts in
            guard let connections = counts[user], connections.open == 0, connections.departures == departure
            else { return false }
            counts[user] = nil
            return true
        }
        guard isGone else { return }
        events.publish([.presence(Presence(user: user, isOnline: false, lastSeen: lastSeen))])
        // Owned by the board: it ends with its one call to the store.
        Task { await noteSeen(user, lastSeen) }
    }
}
