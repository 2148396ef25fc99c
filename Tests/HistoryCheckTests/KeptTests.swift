import HistoryCheck
import Testing

@Suite("What is wrong with what is kept")
struct KeptTests {
    private let a = Story.message("a", 1)
    private let b = Story.message("b", 2)

    @Test("an acknowledged message that is not kept is lost")
    func acknowledgedAndLost() {
        var story = Story()
        story.send("a", 1)
        story.keep()
        #expect(story.broken == [.lost])
    }

    @Test("a message that somebody was shown and that is not kept is lost, once")
    func shownAndLost() {
        var story = Story()
        let socket = story.open()
        story.sending("a")
        story.saw(socket, a)
        story.read(a)
        story.settle(socket)
        story.keep()
        #expect(story.broken == [.lost])
    }

    @Test("a message that is kept under another id than it was acknowledged with is lost")
    func otherID() {
        var story = Story()
        story.send("a", 1)
        var other = a
        other.id = 999
        story.keep(other)
        #expect(story.broken == [.lost])
    }

    @Test("one name that is kept twice is doubled")
    func keptTwice() {
        var story = Story()
        story.send("a", 1)
        var again = a
        again.seq = 2
        again.id = 777
        story.keep(a, again)
        #expect(story.broken == [.doubled])
    }

    @Test("one id that is kept twice is doubled")
    func idTwice() {
        var story = Story()
        story.send("a", 1)
        story.sending("b")
        var again = b
        again.id = a.id
        story.keep(a, again)
        #expect(story.broken == [.doubled])
    }

    @Test("a text that is kept under a name that nobody gave is doubled")
    func copy() {
        var story = Story()
        story.send("a", 1)
        var copy = a
        copy.seq = 2
        copy.id = 777
        copy.name = "nobody's"
        story.keep(a, copy)
        #expect(story.broken == [.doubled])
    }

    @Test("a message that nobody sent is a phantom, wherever it shows")
    func phantom() {
        var story = Story()
        let socket = story.open()
        story.saw(socket, a)
        story.settle(socket)
        story.keep(a, b)
        #expect(story.broken == [.phantom, .phantom])
    }

    @Test("a message that is shown before it is sent is a phantom")
    func early() {
        var story = Story()
        let socket = story.open()
        story.saw(socket, a)
        story.sending("a")
        story.settle(socket)
        story.keep(a)
        #expect(story.broken == [.phantom])
    }

    @Test("a message that was refused and is kept is a phantom")
    func refused() {
        var story = Story()
        let attempt = story.sending("a")
        story.note(.answered(attempt: attempt, answer: .refused(code: "not_a_member")))
        story.keep(a)
        #expect(story.broken == [.phantom])
    }

    @Test("a place that is left out or used twice is a gap", arguments: [1, 3] as [Int64])
    func gap(place: Int64) {
        var story = Story()
        var second = b
        second.seq = place
        story.send("a", 1)
        story.sending("b")
        story.keep(a, second)
        #expect(story.broken == [.gap])
    }

    @Test("an order that does not begin with 1 is a gap")
    func gapAtTheBeginning() {
        var story = Story()
        story.send("b", 2)
        story.keep(b)
        #expect(story.broken == [.gap])
    }
}

@Suite("Messages that change")
struct ChangedTests {
    private let a = Story.message("a", 1)

    static let changes: [@Sendable (inout SeenChange) -> Void] = [
        { $0.text = "something else" }, { $0.author = 12 }, { $0.time = "2026-11-23T12:00:01" },
    ]

    @Test("another text, sender or time in what somebody is shown", arguments: changes.indices)
    func shown(change: Int) {
        var other = a
        Self.changes[change](&other)
        var story = Story()
        let socket = story.open()
        story.send("a", 1)
        story.saw(socket, other)
        story.settle(socket)
        story.keep(a)
        #expect(story.broken == [.changed])
    }

    @Test("another text or sender in what is kept, told once however often it is shown", arguments: 0...1)
    func kept(change: Int) {
        var other = a
        Self.changes[change](&other)
        var story = Story()
        story.sending("a")
        story.read(other)
        story.keep(other)
        #expect(story.broken == [.changed])
    }

    @Test("what an answer does not tell is not held against it")
    func untold() {
        var story = Story()
        let attempt = story.sending("a")
        let ack = SeenChange(chat: 1, seq: 1, id: 101, name: "a", time: a.time)
        story.note(.answered(attempt: attempt, answer: .acknowledged(change: ack)))
        story.keep(a)
        #expect(story.broken.isEmpty)
    }
}
