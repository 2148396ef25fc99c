import Domain
import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import UseCases

@testable import Realtime

@Suite("Who is there")
struct PresenceBoardTests {
    let loop = EmbeddedEventLoop()
    let bus = PresenceLog()
    let seen = Seen()
    let board: PresenceBoard

    init() {
        board = PresenceBoard(events: bus, clock: StillClock(), grace: .seconds(10)) { [seen] user, time in
            seen.add(user, time)
        }
    }

    @Test("the first connection is news, further ones are not")
    func arrival() {
        board.arrive(ID(1))
        board.arrive(ID(1))
        #expect(bus.all == ["1 online"])
        #expect(board.isOnline(ID(1)))
        #expect(!board.isOnline(ID(2)))
    }

    @Test("somebody who comes back within the grace was never gone")
    func blink() {
        board.arrive(ID(1))
        board.leave(ID(1), on: loop)
        loop.advanceTime(by: .seconds(9))
        board.arrive(ID(1))
        loop.advanceTime(by: .seconds(60))
        #expect(bus.all == ["1 online"])
    }

    @Test("after the grace they are gone, and it is kept since when")
    func departure() async {
        board.arrive(ID(1))
        board.arrive(ID(1))
        board.leave(ID(1), on: loop)
        loop.advanceTime(by: .seconds(60))
        #expect(board.isOnline(ID(1)))
        board.leave(ID(1), on: loop)
        loop.advanceTime(by: .seconds(10))
        #expect(!board.isOnline(ID(1)))
        #expect(bus.all == ["1 online", "1 offline since 7"])
        #expect(await seen.first() == "1 7")
    }

    @Test("leaving without having come does nothing")
    func stranger() {
        board.leave(ID(3), on: loop)
        loop.advanceTime(by: .seconds(60))
        #expect(bus.all == [])
    }
}

/// What the board published, readable.
final class PresenceLog: EventBus {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func publish(_ events: [Event]) {
        for case .presence(let presence) in events {
            let since = presence.lastSeen.map { " since \($0.microseconds)" } ?? ""
            lines.withLock { $0.append("\(presence.user) \(presence.isOnline ? "online" : "offline")\(since)") }
        }
    }
}

/// What the board had kept.
final class Seen: Sendable {
    private let stream: AsyncStream<String>
    private let lines: AsyncStream<String>.Continuation

    init() {
        (stream, lines) = AsyncStream.makeStream()
    }

    func add(_ user: ID<User>, _ time: Timestamp) {
        lines.yield("\(user) \(time.microseconds)")
    }

    func first() async -> String? {
        await stream.first { _ in true }
    }
}

/// Always the same moment.
struct StillClock: WallClock {
    func now() -> Timestamp { Timestamp(microseconds: 7) }
}
