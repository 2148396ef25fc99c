import HistoryCheck
import Testing

@Suite("What is wrong with what comes over a connection")
struct DeliveryTests {
    private let a = Story.message("a", 1)
    private let b = Story.message("b", 2)
    private let c = Story.message("c", 3)

    private func three() -> Story {
        var story = Story()
        for (name, seq) in [("a", 1), ("b", 2), ("c", 3)] as [(String, Int64)] { story.send(name, seq) }
        return story
    }

    @Test("a message that comes twice is doubled")
    func twice() {
        var story = Story()
        let socket = story.open()
        story.send("a", 1)
        story.saw(socket, a, a)
        story.settle(socket)
        story.keep(a)
        #expect(story.broken == [.doubled])
    }

    @Test("a message between two that came is missed, even if the connection was cut")
    func hole() {
        var story = Story()
        let socket = story.open()
        story.send("a", 1)
        story.send("b", 2)
        story.send("c", 3)
        story.saw(socket, a, c)
        story.cut(socket)
        story.keep(a, b, c)
        #expect(story.broken == [.missed])
    }

    @Test("the first and the last message that were sent while a socket was open must come")
    func ends() {
        for lacking in [1, 3] as [Int64] {
            var story = Story()
            let socket = story.open()
            for message in [a, b, c] {
                story.send(message.name ?? "", message.seq)
                if message.seq != lacking { story.saw(socket, message) }
            }
            story.settle(socket)
            story.keep(a, b, c)
            #expect(story.broken == [.missed])
        }
    }

    @Test("a socket over which nothing came has missed everything that was sent while it was open")
    func silence() {
        var story = Story()
        story.send("a", 1)
        let socket = story.open()
        story.send("b", 2)
        story.settle(socket)
        story.keep(a, b)
        #expect(story.broken == [.missed])
    }

    @Test("an answer to a retry is no delivery of what stands before and after it")
    func answer() {
        var story = Story()
        let lost = story.sending("a")
        story.note(.answered(attempt: lost, answer: .unknown(why: "cut")))
        let socket = story.open(as: 10)
        story.sending("a", over: socket)
        story.saw(socket, a)
        story.sending("b", over: socket)
        story.sending("c", over: socket)
        story.saw(socket, c)
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken == [.missed])
    }

    @Test("a hole in what a resumed connection catches up with is a gap of the resume", arguments: 1...3)
    func resumeGap(lacking: Int64) {
        var story = three()
        let socket = story.resume(after: 0)
        for message in [a, b, c] where message.seq != lacking { story.saw(socket, message) }
        story.note(.synced(connection: socket))
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken == [.resumeGap])
    }

    @Test("a hole at the seam between catching up and being live is a gap of the resume")
    func seamGap() {
        var story = three()
        let socket = story.resume(after: 0)
        story.saw(socket, a)
        story.note(.synced(connection: socket))
        story.saw(socket, c)
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken == [.resumeGap])
    }

    @Test("a hole later on is missed")
    func laterHole() {
        var story = Story()
        let socket = story.resume(after: 0)
        story.note(.synced(connection: socket))
        for message in [a, b, c] { story.send(message.name ?? "", message.seq) }
        story.saw(socket, a, c)
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken == [.missed])
    }

    @Test("what the client has already is not to come again")
    func resumeDouble() {
        var story = three()
        let socket = story.resume(after: 2)
        story.saw(socket, b, c)
        story.note(.synced(connection: socket))
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken == [.resumeDouble])
    }

    @Test("what came while catching up is not to come again live")
    func seamDouble() {
        var story = three()
        let socket = story.resume(after: 1)
        story.saw(socket, b, c)
        story.note(.synced(connection: socket))
        story.saw(socket, c)
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken == [.resumeDouble])
    }

    @Test("a connection that never opened owes nothing")
    func refused() {
        var story = three()
        story.note(.opening(connection: 50, user: 11, scope: .account, from: [ChatPlace(chat: 1, seq: 0)]))
        story.note(.closed(connection: 50, isSettled: false, why: "503"))
        story.keep(a, b, c)
        #expect(story.broken.isEmpty)
    }

    @Test("what nobody sent is not missed, even where it is kept")
    func phantom() {
        var story = Story()
        let socket = story.open()
        story.send("a", 1)
        story.send("c", 3)
        story.saw(socket, a, c)
        story.settle(socket)
        story.keep(a, b, c)
        #expect(story.broken == [.phantom])
    }

    @Test("a chat is shown to its members alone")
    func stranger() {
        var story = Story()
        let socket = story.open(2, as: 12)
        story.send("a", 1, in: 2)
        let message = Story.message("a", 1, in: 2)
        story.saw(socket, message)
        story.settle(socket)
        story.keep(message, in: 2)
        #expect(story.broken == [.leaked])
    }

    @Test("the socket of a chat shows no other")
    func otherChat() {
        var story = Story()
        let socket = story.open(1)
        story.send("a", 1, in: 2)
        let message = Story.message("a", 1, in: 2)
        story.saw(socket, message)
        story.settle(socket)
        story.settle(story.open(2))
        story.keep(message, in: 2)
        story.keep(in: 1)
        #expect(story.broken == [.leaked])
    }
}
