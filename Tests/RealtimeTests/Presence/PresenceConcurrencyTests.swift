import Dispatch
import Domain
import NIOCore
import NIOPosix
import Synchronization
import Testing
import UseCases

@testable import Realtime

@Suite("Who is there, on real threads", .timeLimit(.minutes(1)))
struct PresenceConcurrencyTests {
    @Test("what is said of somebody comes in the order in which it happened, however long the saying takes")
    func order() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let loops = group.makeIterator().map { $0 }
        let log = SlowLog(told: loops[1].makePromise())
        var timing = PresenceBoard.Timing()
        timing.grace = .zero
        let board = PresenceBoard(events: log, clock: StillClock(), timing: timing) { _, _ in }
        let arrival = loops[0].submit { board.arrive(ID(1)) }
        // The arrival has happened, and is being told while the departure happens on the other loop.
        try await log.told.futureResult.get()
        try await loops[1].submit { board.leave(ID(1), on: loops[1]) }.get()
        try await arrival.get()
        try await loops[1].scheduleTask(in: .milliseconds(1)) {}.futureResult.get()
        #expect(log.story == [true, false])
        #expect(!board.isOnline(ID(1)))
        try await group.shutdownGracefully()
    }
}

/// Writes down an arrival only after a while, or after a departure where that may come first.
private final class SlowLog: EventBus {
    let told: EventLoopPromise<Void>
    private let said = Mutex<[Bool]>([])
    private let departure = DispatchSemaphore(value: 0)

    init(told: EventLoopPromise<Void>) {
        self.told = told
    }

    var story: [Bool] { said.withLock { $0 } }

    func publish(_ events: [Event]) {
        for case .presence(let presence) in events {
            if presence.isOnline {
                told.succeed()
                _ = departure.wait(timeout: .now() + .milliseconds(200))
            }
            said.withLock { $0.append(presence.isOnline) }
            if !presence.isOnline { departure.signal() }
        }
    }
}
