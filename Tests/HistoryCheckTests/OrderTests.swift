import HistoryCheck
import Testing

@Suite("What is wrong with the order")
struct OrderTests {
    private let a = Story.message("a", 1)
    private let b = Story.message("b", 2)

    @Test("two messages that come over a connection the wrong way round")
    func connection() {
        var story = Story()
        let socket = story.open()
        story.sending("a")
        story.sending("b")
        story.saw(socket, b, a)
        story.settle(socket)
        story.keep(a, b)
        #expect(story.broken == [.reordered])
    }

    @Test("a page that is not sorted")
    func page() {
        var story = Story()
        story.send("a", 1)
        story.send("b", 2)
        story.read(b, a)
        story.keep(a, b)
        #expect(story.broken == [.reordered])
    }

    @Test("a message that is shown at another place than it is kept at")
    func otherPlace() {
        var story = Story()
        story.sending("b")
        story.sending("a")
        var elsewhere = b
        elsewhere.seq = 3
        story.read(a, elsewhere)
        story.keep(a, b)
        #expect(story.broken == [.reordered])
    }

    @Test("a message that stands before one that was acknowledged before it was sent")
    func overtaken() {
        var story = Story()
        story.send("b", 2)
        story.send("a", 1)
        story.keep(a, b)
        #expect(story.broken == [.reordered])
    }

    @Test("messages that overlap in time may stand in any order")
    func overlapping() {
        var story = Story()
        let first = story.sending("b")
        story.send("a", 1)
        story.note(.answered(attempt: first, answer: .acknowledged(change: b)))
        story.keep(a, b)
        #expect(story.broken.isEmpty)
    }

    @Test("messages that are sent over one socket keep their order, unless one had to be sent again")
    func pipelined() {
        var story = Story()
        let socket = story.open(as: 10)
        story.sending("b", over: socket)
        story.sending("a", over: socket)
        story.cut(socket)
        var retried = story
        retried.sending("b")
        story.keep(a, b)
        retried.keep(a, b)
        #expect(story.broken == [.reordered])
        #expect(retried.broken.isEmpty)
    }
}

@Suite("Stale reads")
struct StaleReadTests {
    private let a = Story.message("a", 1)
    private let b = Story.message("b", 2)

    @Test("a read without what was acknowledged before it began")
    func readYourWrites() {
        var story = Story()
        story.send("a", 1)
        story.send("b", 2)
        story.read(a)
        story.keep(a, b)
        #expect(story.broken == [.staleRead])
    }

    @Test("a read without what a socket had shown before it began")
    func readWhatWasSeen() {
        var story = Story()
        let socket = story.open()
        story.sending("a")
        story.saw(socket, a)
        story.read()
        story.keep(a)
        #expect(story.broken == [.staleRead])
    }

    @Test("a read with a hole")
    func hole() {
        var story = Story()
        story.sending("a")
        story.sending("b")
        story.read(b)
        story.keep(a, b)
        #expect(story.broken == [.staleRead])
    }

    @Test("what is acknowledged while a read is under way may be in it or not")
    func concurrent() {
        var story = Story()
        story.note(.reading(read: 99, user: 11, chat: 1, offset: 0, limit: nil))
        story.send("a", 1)
        story.note(.read(read: 99, changes: []))
        story.keep(a)
        #expect(story.broken.isEmpty)
    }

    @Test("a page shows what falls into it, and nothing else is asked of it")
    func pages() {
        var story = Story()
        story.send("a", 1)
        story.send("b", 2)
        story.read(b, offset: 1, limit: 5)
        story.read(a, offset: 0, limit: 1)
        story.read(offset: 2, limit: 5)
        story.keep(a, b)
        #expect(story.broken.isEmpty)
    }

    @Test("a state that is behind what was acknowledged before it was asked for")
    func state() {
        var story = Story()
        story.send("a", 1)
        story.note(.opening(connection: 50, user: 11, scope: .account, from: nil))
        story.note(.opened(connection: 50, at: [ChatPlace(chat: 1, seq: 0)]))
        story.saw(50, a)
        story.settle(50)
        story.keep(a)
        #expect(story.broken == [.staleRead])
    }
}
