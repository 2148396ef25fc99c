import Testing

@testable import StorePostgres

@Suite("A pool's decisions")
struct PostgresPoolStateTests {
    private final class Job: PostgresJob {
        let isRead: Bool
        let name: String

        init(_ name: String, isRead: Bool = false) {
            self.name = name
            self.isRead = isRead
        }

        var read: PostgresCall? { nil }
        func run(on link: PostgresLink, mayRunAgain: Bool) -> Bool { true }
        func answer(_ result: consuming PostgresResult) {}
        func fail(_ error: PostgresError) {}
    }

    private let start = ContinuousClock.now

    private func state(connections: Int = 2, limit: (inout PostgresLimits) -> Void = { _ in }) -> PostgresPoolState {
        var limits = PostgresFixture.limits(connections: connections)
        limit(&limits)
        return PostgresPoolState(limits: limits)
    }

    private func names(_ step: PostgresPoolState.Step) -> [String] {
        guard case .run(let tickets) = step else { return [] }
        return names(tickets)
    }

    private func names(_ tickets: [PostgresPoolState.Ticket]) -> [String] {
        tickets.compactMap { ($0.job as? Job)?.name }
    }

    /// A state whose first threads have connections and rest.
    private func rested(_ count: Int, of connections: Int) throws -> PostgresPoolState {
        var state = state(connections: connections)
        for thread in 0..<count {
            #expect(try state.push(Job("warm"), now: start) == .start(thread))
            _ = state.connected(thread, socket: 7)
            _ = state.next(thread, hasConnection: true)
        }
        for thread in 0..<count { _ = state.next(thread, hasConnection: true) }
        return state
    }

    @Test("a thread is started for a call until all are, then calls wait")
    func starts() throws {
        var state = state(connections: 2)
        #expect(try state.push(Job("a"), now: start) == .start(0))
        #expect(try state.push(Job("b"), now: start) == .start(1))
        #expect(try state.push(Job("c"), now: start) == nil)
        #expect(state.running == 2)
        #expect(state.queue.count == 3)
    }

    @Test("a thread connects only while there is a call, and rests otherwise")
    func connects() throws {
        var state = state()
        _ = try state.push(Job("a"), now: start)
        guard case (.connect, nil) = state.next(0, hasConnection: false) else { return other(nil) }
        _ = state.connected(0, socket: 7)
        #expect(names(state.next(0, hasConnection: true).0) == ["a"])
        guard case (.rest, nil) = state.next(1, hasConnection: false) else { return other(nil) }
        guard case (.rest, nil) = state.next(0, hasConnection: true) else { return other(nil) }
    }

    @Test("a call wakes the thread that rested last, a connected one first")
    func wakes() throws {
        var state = try rested(2, of: 4)
        #expect(try state.push(Job("a"), now: start) == .signal(1))
        #expect(try state.push(Job("b"), now: start) == .signal(0))
        #expect(try state.push(Job("c"), now: start) == .start(2))
    }

    @Test("calls are served in their order")
    func order() throws {
        var state = try rested(1, of: 1)
        for name in ["a", "b", "c"] { _ = try state.push(Job(name), now: start) }
        for name in ["a", "b", "c"] { #expect(names(state.next(0, hasConnection: true).0) == [name]) }
    }

    @Test("reads in a row are joined, as many as are a connection's share; nothing overtakes a write")
    func joins() throws {
        var state = try rested(1, of: 1)
        for name in ["r1", "r2", "w", "r3", "r4"] {
            _ = try state.push(Job(name, isRead: name.hasPrefix("r")), now: start)
        }
        #expect(names(state.next(0, hasConnection: true).0) == ["r1", "r2"])
        #expect(names(state.next(0, hasConnection: true).0) == ["w"])
        #expect(names(state.next(0, hasConnection: true).0) == ["r3", "r4"])
        var two = try rested(2, of: 2)
        for number in 0..<8 { _ = try two.push(Job("\(number)", isRead: true), now: start) }
        #expect(names(two.next(0, hasConnection: true).0).count == 4)
    }

    @Test("no more reads are joined than the limit says")
    func joinLimit() throws {
        var state = state(connections: 1) { $0.joinedReads = 3 }
        for number in 0..<9 { _ = try state.push(Job("\(number)", isRead: true), now: start) }
        _ = state.connected(0, socket: 7)
        #expect(names(state.next(0, hasConnection: true).0) == ["0", "1", "2"])
    }

    @Test("a call that is put back comes first, and is not joined")
    func putBack() throws {
        var state = try rested(1, of: 1)
        for name in ["a", "b"] { _ = try state.push(Job(name, isRead: true), now: start) }
        guard case .run(let tickets) = state.next(0, hasConnection: true).0 else { return other(nil) }
        _ = try state.push(Job("c", isRead: true), now: start)
        let again = tickets.map { PostgresPoolState.Ticket(job: $0.job, enqueued: $0.enqueued, isSecondRun: true) }
        #expect(state.putBack(again).isEmpty)
        #expect(names(state.next(0, hasConnection: true).0) == ["a"])
        #expect(names(state.next(0, hasConnection: true).0) == ["b"])
        #expect(names(state.next(0, hasConnection: true).0) == ["c"])
    }

    @Test("a full queue and a closed pool take no call")
    func limits() throws {
        var state = state(connections: 1) { $0.waiting = 1 }
        _ = try state.push(Job("a"), now: start)
        #expect(throws: PostgresError.overloaded) { try state.push(Job("b"), now: start) }
        _ = state.drain(until: start)
        #expect(throws: PostgresError.closed) { try state.push(Job("c"), now: start) }
    }

    @Test("in an outage one thread probes and the others rest, until it has connected")
    func outage() throws {
        var state = state(connections: 3)
        for name in ["a", "b"] { _ = try state.push(Job(name), now: start) }
        #expect(state.failedToConnect("refused").isNew)
        #expect(!state.failedToConnect("refused").isNew)
        guard case (.probe, nil) = state.next(1, hasConnection: false) else { return other(nil) }
        guard case (.rest, nil) = state.next(0, hasConnection: false) else { return other(nil) }
        guard case (.probe, nil) = state.next(1, hasConnection: false) else { return other(nil) }
        #expect(try state.push(Job("c"), now: start) == nil)
        let (wakes, isRecovery) = state.connected(1, socket: 7)
        #expect(isRecovery)
        #expect(wakes == [.signal(0)])
        #expect(state.outage == nil)
        guard case (.connect, nil) = state.next(0, hasConnection: false) else { return other(nil) }
    }

    @Test("in an outage a call goes to a thread that still has its connection")
    func partialOutage() throws {
        var state = try rested(2, of: 2)
        #expect(try state.push(Job("a"), now: start) == .signal(1))
        state.dropped(1)
        #expect(state.failedToConnect("too many clients").0 == .signal(0))
        guard case (.probe, nil) = state.next(1, hasConnection: false) else { return other(nil) }
        #expect(names(state.next(0, hasConnection: true).0) == ["a"])
        // Somebody can be served, so the patience is the long one and the error is not an outage.
        _ = try state.push(Job("b"), now: start)
        #expect(state.due(now: start + state.limits.outagePatience).failed.isEmpty)
        let due = state.due(now: start + state.limits.patience)
        #expect(due.failed.map(\.1) == [.overloaded])
    }

    @Test("a call that waited too long fails, the others keep waiting")
    func patience() throws {
        var state = try rested(1, of: 1)
        let patience = state.limits.patience
        _ = try state.push(Job("a"), now: start)
        _ = try state.push(Job("b"), now: start + .seconds(1))
        #expect(state.needsKeeper() == true)
        #expect(state.needsKeeper() == false)
        #expect(state.due(now: start).next == start + patience)
        let due = state.due(now: start + patience)
        #expect(names(due.failed.map(\.0)) == ["a"])
        #expect(due.failed.map(\.1) == [.overloaded])
        #expect(due.next == start + patience + .seconds(1))
        #expect(state.due(now: start + patience * 2).next == nil)
        #expect(!state.isKeeperRunning)
    }

    @Test("in an outage calls fail sooner, with the reason")
    func outagePatience() throws {
        var state = state(connections: 1)
        _ = try state.push(Job("a"), now: start)
        _ = state.failedToConnect("refused")
        let due = state.due(now: start + state.limits.outagePatience)
        #expect(due.failed.map(\.1) == [.unavailable(reason: "refused")])
    }

    @Test("a shutdown wakes those who rest, and each thread ends when the queue is empty")
    func drain() throws {
        var state = try rested(2, of: 3)
        _ = try state.push(Job("a"), now: start)
        #expect(state.drain(until: start + .seconds(1)) == [0])
        #expect(state.drain(until: start + .seconds(9)).isEmpty)
        #expect(names(state.next(1, hasConnection: true).0) == ["a"])
        guard case (.end, nil) = state.next(0, hasConnection: true) else { return other(nil) }
        #expect(state.ended(0) == false)
        #expect(state.due(now: start).next == start + .seconds(1))
        #expect(state.ended(1) == true)
        #expect(state.due(now: start).next == nil)
    }

    @Test("when the grace period is over, queued calls fail and the sockets are shut")
    func kill() throws {
        var state = try rested(1, of: 1)
        _ = try state.push(Job("running"), now: start)
        guard case .run(let running) = state.next(0, hasConnection: true).0 else { return other(nil) }
        _ = try state.push(Job("waiting"), now: start)
        _ = state.drain(until: start + .seconds(1))
        let due = state.due(now: start + .seconds(1))
        #expect(due.sockets == [7])
        #expect(due.failed.map(\.1) == [.closed])
        #expect(due.next == nil)
        #expect(names(state.putBack(running)) == ["running"])
        guard case (.end, nil) = state.next(0, hasConnection: true) else { return other(nil) }
    }

    @Test("a shutdown in an outage waits for nobody")
    func drainInOutage() throws {
        var state = state(connections: 1)
        _ = try state.push(Job("a"), now: start)
        _ = state.failedToConnect("refused")
        guard case (.probe, nil) = state.next(0, hasConnection: false) else { return other(nil) }
        #expect(state.drain(until: start + .seconds(1)) == [0])
        guard case (.giveUp(let tickets, "refused"), nil) = state.next(0, hasConnection: false) else {
            return other(nil)
        }
        #expect(names(tickets) == ["a"])
        guard case (.end, nil) = state.next(0, hasConnection: false) else { return other(nil) }
    }

    @Test("when no thread can be started, the calls are handed back")
    func noThreads() throws {
        var state = state(connections: 1)
        #expect(try state.push(Job("a"), now: start) == .start(0))
        #expect(names(state.failedToStart(0)) == ["a"])
        #expect(try state.push(Job("b"), now: start) == .start(0))
    }
}
