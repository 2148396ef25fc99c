import HistoryCheck
import Testing

@Suite("Histories in which nothing is wrong")
struct GoodHistoryTests {
    private let a = Story.message("a", 1)
    private let b = Story.message("b", 2)
    private let c = Story.message("c", 3)

    @Test("an empty history keeps every promise")
    func empty() {
        #expect(History().violations().isEmpty)
    }

    @Test("messages that are sent, acknowledged, delivered, read and kept")
    func plain() {
        var story = Story()
        let socket = story.open()
        for (name, message) in [("a", a), ("b", b), ("c", c)] {
            story.send(name, message.seq)
            story.saw(socket, message)
        }
        story.read(a, b, c)
        story.read(b, c, offset: 1, limit: 2)
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken.isEmpty)
    }

    @Test("a message of which nobody heard may be kept, or not", arguments: [true, false])
    func unknown(isKept: Bool) {
        var story = Story()
        let attempt = story.sending("a")
        story.note(.answered(attempt: attempt, answer: .unknown(why: "cut")))
        if isKept { story.keep(a) } else { story.keep() }
        #expect(story.broken.isEmpty)
    }

    @Test("a retry that is answered by the stored message")
    func retry() {
        var story = Story()
        let attempt = story.sending("a")
        story.note(.answered(attempt: attempt, answer: .unknown(why: "cut")))
        story.send("b", 2)
        story.send("a", 1)
        story.keep(a, b)
        #expect(story.broken.isEmpty)
    }

    @Test("the socket of a chat answers a retry by an old message, at any time and once more")
    func answerByFrame() {
        var story = Story()
        let lost = story.sending("a")
        story.note(.answered(attempt: lost, answer: .unknown(why: "cut")))
        let socket = story.open(as: 10)
        story.sending("b", over: socket)
        story.saw(socket, b)
        let retry = story.sending("a", over: socket)
        story.saw(socket, a)
        story.note(.answered(attempt: retry, answer: .acknowledged(change: a)))
        story.sending("c", over: socket)
        story.saw(socket, c)
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken.isEmpty)
    }

    @Test("a socket that opens late and is cut early shows a stretch of the middle")
    func stretch() {
        var story = Story()
        story.send("a", 1)
        let socket = story.open()
        story.send("b", 2)
        story.saw(socket, b)
        story.cut(socket)
        story.send("c", 3)
        story.keep(a, b, c)
        #expect(story.broken.isEmpty)
    }

    @Test("a socket that opens while messages are sent may show those from before it was open")
    func early() {
        var story = Story()
        story.sending("a")
        let socket = story.open()
        story.saw(socket, a)
        story.settle(socket)
        story.keep(a)
        #expect(story.broken.isEmpty)
    }

    @Test("a client that resumes gets what it lacks and then what happens")
    func resume() {
        var story = Story()
        story.send("a", 1)
        story.send("b", 2)
        let socket = story.resume(after: 1)
        story.saw(socket, b)
        story.note(.synced(connection: socket))
        story.send("c", 3)
        story.saw(socket, c)
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken.isEmpty)
    }

    @Test("a client that begins with the state gets everything after it")
    func state() {
        var story = Story()
        story.send("a", 1)
        let connection = story.number()
        story.note(.opening(connection: connection, user: 11, scope: .account, from: nil))
        story.note(.opened(connection: connection, at: [ChatPlace(chat: 1, seq: 1), ChatPlace(chat: 2, seq: 0)]))
        story.send("b", 2)
        story.saw(connection, b)
        story.settle(connection)
        story.keep(a, b)
        #expect(story.broken.isEmpty)
    }

    @Test("comings and goings have places of their own; the socket of a chat does not show them")
    func membership() {
        var story = Story()
        let chatSocket = story.open()
        let account = story.resume(after: 0)
        story.note(.synced(connection: account))
        let joined = SeenChange(chat: 1, seq: 1, kind: .joined, author: 12)
        story.saw(account, joined)
        story.send("b", 2)
        story.saw(account, b)
        story.saw(chatSocket, b)
        story.settle(account)
        story.settle(chatSocket)
        story.keep(joined, b)
        #expect(story.broken.isEmpty)
    }

    @Test("without what is kept in the end nothing is said to be lost")
    func cutOff() {
        var story = Story()
        story.send("a", 1)
        #expect(story.broken.isEmpty)
    }

    @Test("a refused message that is not kept")
    func refused() {
        var story = Story()
        let attempt = story.sending("a")
        story.note(.answered(attempt: attempt, answer: .refused(code: "invalid_text")))
        story.keep()
        #expect(story.broken.isEmpty)
    }
}
