import Domain
import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import UseCases

@testable import Realtime

@Suite("Who is there", .timeLimit(.minutes(1)))
struct PresenceBoardTests {
    let loop = NIOAsyncTestingEventLoop()
    let bus = PresenceLog()
    let seen = Seen()
    let board: PresenceBoard

    init() {
        board = PresenceBoard(events: bus, clock: StillClock()) { [seen] users, time in seen.add(users, time) }
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
    func blink() async {
        board.arrive(ID(1))
        board.leave(ID(1), on: loop)
        await loop.advanceTime(by: .seconds(9))
        board.arrive(ID(1))
        await loop.advanceTime(by: .seconds(60))
        #expect(bus.all == ["1 online"])
    }

    @Test("after the grace they are gone, and it is kept since when")
    func departure() async {
        board.arrive(ID(1))
        board.arrive(ID(1))
        board.leave(ID(1), on: loop)
        await loop.advanceTime(by: .seconds(60))
        #expect(board.isOnline(ID(1)))
        board.leave(ID(1), on: loop)
        await loop.advanceTime(by: .seconds(10))
        #expect(!board.isOnline(ID(1)))
        #expect(bus.all == ["1 online", "1 offline since 7"])
        #expect(await seen.first(1) == ["1 7"])
    }

    @Test("leaving without having come does nothing")
    func stranger() async {
        board.leave(ID(3), on: loop)
        await loop.advanceTime(by: .seconds(60))
        #expect(bus.all == [])
    }

    @Test("who is still here when the board ends was here until then, and nothing is said any more")
    func closing() async {
        board.arrive(ID(1))
        board.arrive(ID(2))
        board.leave(ID(2), on: loop)
        await board.close()
        #expect(await seen.first(2) == ["1 7", "2 7"])
        board.leave(ID(1), on: loop)
        board.arrive(ID(3))
        await loop.advanceTime(by: .seconds(60))
        await board.close()
        #expect(bus.all == ["1 online", "2 online"])
        #expect(seen.count == 2)
    }
}
