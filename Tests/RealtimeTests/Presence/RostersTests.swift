import Domain
import Testing
import UseCases

@testable import Realtime

/// This node is 0; the others are 1 and 2.
@Suite("The rosters of all nodes")
struct RostersTests {
    private var rosters = Rosters(node: NodeID(0), lease: 3)

    @Test("every change of one's own roster is told under the next number")
    mutating func own() throws {
        #expect(rosters.arrive(ID(1)).words == [word(.came(ID(1)), 1)])
        #expect(rosters.arrive(ID(1)).words == [])
        #expect(rosters.arrive(ID(2)).words == [word(.came(ID(2)), 2)])
        #expect(rosters.leave(ID(1)) == nil)
        let departure = try endOfLast(1)
        #expect(rosters.isOnline(ID(1)))
        let effects = rosters.settle(ID(1), after: departure, lastSeen: .at(5))
        #expect(effects.words == [word(.gone(ID(1), lastSeen: .at(5)), 3)])
        #expect(effects.seen.map(\.users) == [[ID(1)]])
        #expect(effects.seen.map(\.time) == [.at(5)])
        #expect(rosters.beat().words == [word(.beat, 3)])
        #expect(hear(1, .wish(NodeID(0)), 0).words.contains(word(.roster([ID(2)]), 3)))
        #expect(hear(1, .wish(nil), 0).words.contains(word(.roster([ID(2)]), 3)))
        #expect(hear(1, .wish(NodeID(2)), 0).words == [])
    }

    @Test("an end of a connection that was followed by another one is not a departure")
    mutating func grace() throws {
        _ = rosters.arrive(ID(1))
        let first = try endOfLast(1)
        _ = rosters.arrive(ID(1))
        #expect(rosters.settle(ID(1), after: first, lastSeen: .at(1)).words == [])
        let second = try endOfLast(1)
        #expect(rosters.settle(ID(1), after: first, lastSeen: .at(1)).words == [])
        #expect(rosters.settle(ID(1), after: second, lastSeen: .at(2)).news == [offline(1, since: 2)])
        // Somebody who comes anew has ends of connections of their own.
        _ = rosters.arrive(ID(1))
        #expect(rosters.leave(ID(1)) != first)
        #expect(rosters.settle(ID(1), after: first, lastSeen: .at(3)).news == [])
    }

    @Test("what this node said itself, it passes over")
    mutating func echo() {
        _ = rosters.arrive(ID(1))
        for said in [.came(ID(1)), .gone(ID(1), lastSeen: .at(1)), .roster([ID(9)]), .wish(nil)] as [Attendance.Word] {
            let effects = hear(0, said, 5)
            #expect(effects.words == [] && effects.news == [])
        }
        #expect(!rosters.isOnline(ID(9)))
    }

    @Test("somebody is there while any node has them, and was last there when the latest of them let go")
    mutating func severalNodes() throws {
        meet([1, 2])
        #expect(hear(1, .came(ID(7)), 1).news == [online(7)])
        #expect(hear(2, .came(ID(7)), 1).news == [])
        #expect(rosters.arrive(ID(7)).news == [])
        // The departures are heard in another order than they happened.
        #expect(hear(2, .gone(ID(7), lastSeen: .at(300)), 2).news == [])
        let departure = try endOfLast(7)
        #expect(rosters.settle(ID(7), after: departure, lastSeen: .at(200)).news == [])
        #expect(rosters.isOnline(ID(7)))
        #expect(hear(1, .gone(ID(7), lastSeen: .at(100)), 2).news == [offline(7, since: 300)])
        // What was noted for one absence does not count for the next.
        #expect(hear(1, .came(ID(7)), 3).news == [online(7)])
        #expect(hear(1, .gone(ID(7), lastSeen: .at(290)), 4).news == [offline(7, since: 290)])
    }

    @Test("a roster that comes as a whole is compared with what was known")
    mutating func whole() {
        meet([1])
        _ = hear(1, .came(ID(7)), 1)
        _ = rosters.arrive(ID(8))
        let effects = hear(1, .roster([ID(8), ID(9)]), 4, at: 50)
        #expect(Set(effects.news) == [online(9), offline(7, since: 50)])
    }

    @Test("a gap makes this node ask the one that has gone on, a node that is not known too")
    mutating func asks() {
        meet([1])
        #expect(hear(1, .came(ID(7)), 2).words == [word(.wish(NodeID(1)), 0)])
        #expect(hear(2, .beat, 0).words == [word(.wish(NodeID(2)), 0)])
    }

    @Test("a node that is silent for longer than the lease has gone, and its people with it unless they are elsewhere")
    mutating func lease() {
        meet([1, 2])
        _ = hear(1, .roster([ID(7), ID(8), ID(9)]), 5, at: 40)
        _ = hear(2, .roster([ID(8)]), 5, at: 40)
        _ = rosters.arrive(ID(9))
        for _ in 1...3 {
            #expect(rosters.beat().news == [])
            _ = hear(2, .beat, 5, at: 70)
        }
        let effects = rosters.beat()
        #expect(effects.news == [offline(7, since: 40)])
        #expect(effects.seen.map(\.users) == [[ID(7)]])
        #expect(effects.seen.map(\.time) == [.at(40)])
        #expect(rosters.isOnline(ID(8)) && rosters.isOnline(ID(9)))
        #expect(rosters.beat().seen.isEmpty)
    }

    @Test("a node that was paused and returns is asked for its roster, and its people come back")
    mutating func returns() {
        meet([1])
        _ = hear(1, .came(ID(7)), 1)
        for _ in 1...4 { _ = rosters.beat() }
        #expect(!rosters.isOnline(ID(7)))
        #expect(hear(1, .beat, 1).words == [word(.wish(NodeID(1)), 0)])
        #expect(hear(1, .roster([ID(7)]), 1).news == [online(7)])
    }

    /// The end of somebody's last connection to this node.
    private mutating func endOfLast(_ user: Int64) throws -> OwnRoster.Departure {
        let departure = rosters.leave(ID(user))
        return try #require(departure)
    }

    /// Gets to know other nodes while nobody is there.
    private mutating func meet(_ nodes: [UInt64]) {
        for node in nodes { _ = hear(node, .roster([]), 0) }
    }

    private mutating func hear(
        _ node: UInt64,
        _ word: Attendance.Word,
        _ version: RosterVersion,
        at time: Int64 = 0
    ) -> Rosters.Effects {
        rosters.hear(Attendance(node: NodeID(node), version: version, word: word), at: .at(time))
    }

    private func word(_ word: Attendance.Word, _ version: RosterVersion) -> Attendance {
        Attendance(node: NodeID(0), version: version, word: word)
    }

    private func online(_ user: Int64) -> Presence {
        Presence(user: ID(user), isOnline: true, lastSeen: nil)
    }

    private func offline(_ user: Int64, since time: Int64) -> Presence {
        Presence(user: ID(user), isOnline: false, lastSeen: .at(time))
    }
}
