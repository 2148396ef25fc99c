import Domain
import TestKit
import Testing

@testable import Realtime

/// On a network that does what it should, unless it is down.
@Suite("Who is there, on several nodes", .timeLimit(.minutes(1)))
struct PresenceNodesTests {
    private let network = FaultyNetwork(seed: 1)
    private let one: BoardNode
    private let other: BoardNode
    private var both: [BoardNode] { [one, other] }

    init() {
        network.becomeFaithful()
        one = BoardNode(on: network.node())
        other = BoardNode(on: network.node())
    }

    @Test("who comes and goes on one node is seen on the other")
    func seen() async {
        one.arrive(1)
        #expect(other.board.isOnline(ID(1)))
        one.leave(1)
        await both.pass(seconds: 9)
        #expect(other.board.isOnline(ID(1)))
        await both.pass(seconds: 1)
        for node in both { #expect(node.log.all == ["1 online", "1 offline since 7"]) }
        #expect(!one.board.isOnline(ID(1)) && !other.board.isOnline(ID(1)))
        // Kept by the node that they left.
        #expect(await one.seen.first(1) == ["1 7"])
        #expect(other.seen.count == 0)
    }

    @Test("a node that begins is told who is there")
    func newcomer() {
        one.arrive(1)
        let third = BoardNode(on: network.node())
        #expect(third.board.isOnline(ID(1)))
        #expect(third.log.all == ["1 online"])
        third.arrive(2)
        #expect(one.board.isOnline(ID(2)) && other.board.isOnline(ID(2)))
    }

    @Test("somebody on two nodes who leaves one, or moves from one to the other within the grace, does not blink")
    func moving() async {
        one.arrive(1)
        other.arrive(1)
        one.leave(1)
        await both.pass(seconds: 60)
        other.leave(1)
        await both.pass(seconds: 9)
        one.arrive(1)
        await both.pass(seconds: 60)
        for node in both { #expect(node.log.all == ["1 online"]) }
    }

    @Test("what was lost comes with a beat")
    func lost() async {
        one.arrive(1)
        network.goDown()
        one.leave(1)
        one.arrive(2)
        await both.pass(seconds: 12)
        #expect(other.log.all == ["1 online"])
        network.becomeFaithful()
        one.plug.set(out: true)
        network.heal()
        #expect(other.log.all == ["1 online"])
        one.plug.set(out: false)
        await both.pass(seconds: 5)
        #expect(Set(other.log.all) == ["1 online", "1 offline since 7", "2 online"])
    }

    @Test("when the bus is back everybody is asked at once")
    func back() {
        network.goDown()
        one.arrive(1)
        other.arrive(2)
        network.heal()
        #expect(other.board.isOnline(ID(1)) && one.board.isOnline(ID(2)))
    }

    @Test("a node that dies without a word takes its people with it after the lease; they may come back elsewhere")
    func death() async {
        one.arrive(1)
        one.arrive(2)
        one.plug.set(out: true)
        await [other].pass(seconds: 14)
        other.arrive(2)
        await [other].pass(seconds: 1)
        #expect(other.log.all == ["1 online", "2 online"])
        await [other].pass(seconds: 5)
        #expect(other.log.all == ["1 online", "2 online", "1 offline since 7"])
        #expect(await other.seen.first(1) == ["1 7"])
        #expect(other.seen.count == 1)
    }

    @Test("everybody on a node that dies is told of, however many they are")
    func manyPeople() async {
        for user in 1...600 { one.arrive(Int64(user)) }
        one.plug.set(out: true)
        await [other].pass(seconds: 20)
        #expect(other.log.all.count == 1200)
        #expect((1...600).allSatisfy { other.log.story(of: ID($0)) == [true, false] })
    }

    @Test("a node that was paused and returns has its people back, and still knows the others")
    func paused() async {
        one.arrive(1)
        other.arrive(2)
        one.plug.set(out: true)
        await [other].pass(seconds: 60)
        #expect(other.log.all == ["1 online", "2 online", "1 offline since 7"])
        one.plug.set(out: false)
        await both.pass(seconds: 5)
        #expect(other.log.all.last == "1 online")
        #expect(one.log.all == ["1 online", "2 online"])
    }

    @Test("a node that stops says no goodbye, and says nothing more")
    func stopping() async {
        one.arrive(1)
        await one.board.close()
        #expect(await one.seen.first(1) == ["1 7"])
        #expect(other.board.isOnline(ID(1)))
        one.leave(1)
        one.arrive(3)
        await [one].pass(seconds: 60)
        #expect(other.log.all == ["1 online"])
        let third = BoardNode(on: network.node())
        #expect(!third.board.isOnline(ID(1)))
    }
}
