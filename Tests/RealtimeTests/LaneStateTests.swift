import Testing

@testable import Realtime

@Suite("The state of a lane")
struct LaneStateTests {
    private func lane(at number: Int64) -> LaneState {
        var lane = LaneState()
        lane.begin(at: number)
        return lane
    }

    @Test("the next number is delivered, an old one passed over")
    func inOrder() {
        var lane = lane(at: 5)
        let verdicts = ([6, 6, 3, 7] as [Int64]).map { lane.hear($0) }
        #expect(verdicts == [.deliver, .pass, .pass, .deliver])
        #expect(lane.last == 7)
    }

    @Test("a number that comes too soon makes the lane fetch, once, all that is known to exist")
    func tooSoon() {
        var lane = lane(at: 5)
        let verdicts = ([8, 7, 9] as [Int64]).map { lane.hear($0) }
        #expect(verdicts == [.fetch, .pass, .pass])
        let missing = lane.missing()
        #expect(missing?.after == 5)
        #expect(missing?.through == 9)
        let news = (6...9 as ClosedRange<Int64>).map { lane.fetched($0) }
        #expect(news == [true, true, true, true])
        let rest = lane.missing()
        #expect(rest?.after == nil)
        let next = lane.hear(10)
        #expect(next == .deliver)
    }

    @Test("word of a number makes the lane fetch it, since the event is not at hand")
    func hearsay() {
        var lane = lane(at: 5)
        let verdicts = ([5, 6, 7] as [Int64]).map { lane.hearOf($0) }
        #expect(verdicts == [.pass, .fetch, .pass])
        let news = [lane.fetched(6), lane.fetched(6)]
        #expect(news == [true, false])
        let missing = lane.missing()
        #expect(missing?.after == 6)
        #expect(missing?.through == 7)
    }

    @Test("a rumour of what the store does not have is forgotten, and what follows is delivered")
    func rumour() {
        var lane = lane(at: 5)
        let verdict = lane.hearOf(1_000_000)
        #expect(verdict == .fetch)
        lane.nothingFound(after: 5)
        let missing = lane.missing()
        #expect(missing?.after == nil)
        let next = lane.hear(6)
        #expect(next == .deliver)
    }

    @Test("an empty answer that comes late does not stop a lane that has gone on")
    func lateAnswer() {
        var lane = lane(at: 5)
        let verdict = lane.hearOf(8)
        #expect(verdict == .fetch)
        let isNews = lane.fetched(6)
        #expect(isNews)
        lane.nothingFound(after: 5)
        let missing = lane.missing()
        #expect(missing?.through == 8)
    }

    @Test("a lane whose beginning nobody named begins with the first number it hears")
    func unknownBeginning() {
        var lane = LaneState()
        let verdicts = [lane.hearOf(9), lane.hear(7), lane.hear(8)]
        #expect(verdicts == [.pass, .deliver, .deliver])
        lane.begin(at: 3)
        #expect(lane.last == 8)
    }
}
