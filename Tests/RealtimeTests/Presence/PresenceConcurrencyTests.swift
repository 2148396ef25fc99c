import Domain
import NIOCore
import NIOPosix
import Synchronization
import Testing
import UseCases

@testable import Realtime

@Suite("Who is there, on real threads", .timeLimit(.minutes(1)))
struct PresenceConcurrencyTests {
    @Test("what is said of somebody comes in the order in which it happened, whichever thread it happened on")
    func order() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let log = SlowLog()
        var timing = PresenceBoard.Timing()
        timing.grace = .zero
        let board = PresenceBoard(events: log, clock: StillClock(), timing: timing) { _, _ in }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for loop in group.makeIterator() {
                tasks.addTask {
                    for _ in 1...500 {
                        board.arrive(ID(1))
                        board.leave(ID(1), on: loop)
                        // So that it is found out whether they have gone.
                        try await loop.scheduleTask(in: .nanoseconds(1)) {}.futureResult.get()
                    }
                }
            }
            try await tasks.waitForAll()
        }
        // What is due on a loop runs before what is scheduled after it.
        for loop in group.makeIterator() { try await loop.scheduleTask(in: .milliseconds(1)) {}.futureResult.get() }
        let story = log.story
        #expect(story.count > 100)
        #expect(story == story.indices.map { $0.isMultiple(of: 2) })
        #expect(!board.isOnline(ID(1)))
        try await group.shutdownGracefully()
    }
}

/// Takes its time before it writes something down, so that another thread can come first where it may.
private final class SlowLog: EventBus {
    private let said = Mutex<[Bool]>([])

    var story: [Bool] { said.withLock { $0 } }

    func publish(_ events: [Event]) {
        for case .presence(let presence) in events {
            for _ in 0..<(presence.isOnline ? 2000 : 20) { _ = said.withLock { $0.count } }
            said.withLock { $0.append(presence.isOnline) }
        }
    }
}
