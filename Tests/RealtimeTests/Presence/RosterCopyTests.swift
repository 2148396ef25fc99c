import Domain
import Testing

@testable import Realtime

@Suite("What is known of another node's roster")
struct RosterCopyTests {
    private var copy = RosterCopy()

    @Test("of an unknown node nothing is believed before its roster has come")
    mutating func unknown() {
        #expect(hear(.came(ID(1)), 1) == .ask)
        #expect(hear(.came(ID(2)), 2) == .pass)
        #expect(hear(.roster([ID(1), ID(2)]), 2) == changed(came: [1, 2]))
        #expect(hear(.came(ID(3)), 3) == changed(came: [3]))
        #expect(copy.people == [ID(1), ID(2), ID(3)])
    }

    @Test("the next change applies, one that was heard is dropped")
    mutating func inOrder() {
        know([1], at: 4)
        #expect(hear(.gone(ID(1), lastSeen: .at(3)), 5) == changed(gone: [1], lastSeen: 3))
        #expect(hear(.gone(ID(1), lastSeen: .at(3)), 5) == .pass)
        #expect(hear(.came(ID(1)), 4) == .pass)
        #expect(hear(.came(ID(1)), 6) == changed(came: [1]))
        #expect(copy.people == [ID(1)])
    }

    @Test("a gap is asked about once, and what follows it is not applied")
    mutating func gap() {
        know([1], at: 4)
        #expect(hear(.came(ID(3)), 6) == .ask)
        #expect(hear(.came(ID(4)), 7) == .pass)
        #expect(copy.people == [ID(1)])
        // The one that was late fills the gap only up to itself.
        #expect(hear(.came(ID(2)), 5) == changed(came: [2]))
        #expect(hear(.roster([ID(2), ID(3), ID(4)]), 7) == changed(came: [3, 4], gone: [1]))
        #expect(hear(.beat, 7) == .pass)
    }

    @Test("a beat that is ahead asks, and asks again while no roster comes")
    mutating func ahead() {
        know([], at: 4)
        #expect(hear(.beat, 4) == .pass)
        #expect(hear(.beat, 5) == .ask)
        #expect(hear(.came(ID(1)), 6) == .pass)
        #expect(hear(.beat, 6) == .ask)
        #expect(hear(.roster([ID(1)]), 6) == changed(came: [1]))
        #expect(hear(.beat, 6) == .pass)
    }

    @Test("a wish tells how far its sender has come, but is answered by one wish at most: no two nodes ask for ever")
    mutating func wishes() {
        #expect(hear(.wish(nil), 3) == .ask)
        #expect(hear(.wish(nil), 3) == .pass)
    }

    @Test("a roster that is older than what is known is dropped")
    mutating func oldRoster() {
        know([1], at: 4)
        #expect(hear(.roster([ID(2)]), 3) == .pass)
        #expect(hear(.roster([ID(2)]), 4) == .pass)
        #expect(copy.people == [ID(1)])
        #expect(hear(.roster([ID(2)]), 5) == changed(came: [2], gone: [1]))
    }

    @Test("an empty roster of a node that has just begun is known, too")
    mutating func newborn() {
        know([], at: 0)
        #expect(hear(.beat, 0) == .pass)
        #expect(hear(.came(ID(1)), 1) == changed(came: [1]))
    }

    @Test(
        "whatever comes is a sign of life",
        arguments: [.beat, .came(ID(1)), .roster([]), .wish(nil)] as [Attendance.Word]
    )
    mutating func alive(word: Attendance.Word) {
        know([], at: 4)
        _ = copy.hear(word, version: 2, at: RosterCopy.Moment(beats: 9, time: .at(99)))
        #expect(copy.heard == RosterCopy.Moment(beats: 9, time: .at(99)))
    }

    private mutating func know(_ people: Set<Int64>, at version: RosterVersion) {
        _ = hear(.roster(Set(people.map { ID($0) })), version)
    }

    private mutating func hear(_ word: Attendance.Word, _ version: RosterVersion) -> RosterCopy.Verdict {
        copy.hear(word, version: version, at: RosterCopy.Moment(beats: 1, time: .at(7)))
    }

    private func changed(came: Set<Int64> = [], gone: Set<Int64> = [], lastSeen: Int64 = 7) -> RosterCopy.Verdict {
        .changed(came: Set(came.map { ID($0) }), gone: Set(gone.map { ID($0) }), lastSeen: .at(lastSeen))
    }
}

extension Timestamp {
    /// So many microseconds after the epoch.
    static func at(_ microseconds: Int64) -> Self { Self(microseconds: microseconds) }
}
