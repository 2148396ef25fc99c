import Domain
import NIOCore
import NIOEmbedded
import Realtime
import Synchronization
import Testing
import UseCases

@Suite("The hub, one turn of its loops at a time", .timeLimit(.minutes(1)))
struct HubTests {
    let loops = TestLoops(2)
    let encoder = ShortFrames()
    let log = FakeLog()
    let hub: Hub

    init() {
        hub = Hub(group: loops, encoder: encoder, store: log)
    }

    /// Somebody listens to a chat, on one of the loops.
    private func listen(
        _ user: Int64 = 1,
        to chat: Int64 = 1,
        on place: Int = 0,
        after seq: Int64 = 0,
        compressed: Bool = false,
        onWrite: (@Sendable (FakeListener) -> Void)? = nil
    ) async throws -> (listener: NIOLoopBound<FakeListener>, received: Received) {
        let (loop, hub, received) = (loops.loops[place], hub, Received())
        let listener = try await loop.executeInContext {
            let listener = FakeListener(user: user, received: received, takesCompressed: compressed)
            listener.onWrite = onWrite
            let place = Position.InChat(seq: Seq(seq), receipts: .start)
            hub.showChat(ID(chat), after: place, to: listener, on: loop)
            return NIOLoopBound(listener, eventLoop: loop)
        }
        return (listener, received)
    }

    private func leave(_ listener: NIOLoopBound<FakeListener>, chat: Int64 = 1, on place: Int = 0) async throws {
        let (loop, hub) = (loops.loops[place], hub)
        try await loop.executeInContext { hub.unsubscribe(listener.value, from: ID(chat), on: loop) }
    }

    @Test("everybody who listens to a chat hears of a message, on every loop, and nobody else")
    func everybody() async throws {
        let here = try await [listen(1), listen(2)]
        let there = try await listen(3, on: 1)
        let elsewhere = try await listen(1, to: 2)
        hub.publish([.message(1)])
        await loops.run()
        #expect((here + [there]).map(\.received.all) == [["m1;"], ["m1;"], ["m1;"]])
        #expect(elsewhere.received.all == [])
    }

    @Test("an event is encoded once, however many hear of it, and not at all when nobody does")
    func encoding() async throws {
        for user in 1...5 { _ = try await listen(Int64(user), on: user % 2) }
        hub.publish([.message(1), .message(2, in: 9)])
        await loops.run()
        #expect(encoder.count.withLock { $0 } == 1)
    }

    @Test("frames are compressed once for each loop where somebody takes them so, and nowhere else")
    func compression() async throws {
        let plain = try await [listen(1), listen(2, on: 1)]
        hub.publish([.message(1)])
        await loops.run()
        #expect(encoder.compressions.withLock { $0 } == 0)
        let compressed = try await [listen(3, compressed: true), listen(4, compressed: true)]
        hub.publish([.message(2), .message(3)])
        await loops.run()
        #expect(encoder.compressions.withLock { $0 } == 1)
        #expect(encoder.count.withLock { $0 } == 3)
        #expect(plain.map(\.received.all) == [["m1;", "m2;m3;"], ["m1;", "m2;m3;"]])
        #expect(compressed.map(\.received.all) == [["[m2;m3;]"], ["[m2;m3;]"]])
    }

    @Test("frames for some are compressed for none but those")
    func compressedForSome() async throws {
        let reader = try await listen(1, compressed: true)
        let author = try await listen(2, compressed: true)
        hub.publish([.message(1), .read(1, of: 2), .message(2)])
        await loops.run()
        #expect(encoder.compressions.withLock { $0 } == 3)
        #expect(reader.received.all == ["[m1;][m2;]"])
        #expect(author.received.all == ["[m1;][r1;][m2;]"])
    }

    @Test("nothing is written before the loop has its turn, and then everything at once")
    func joining() async throws {
        let listener = try await listen()
        let hub = hub
        // While the loop is busy with this, it has no turn.
        let early = try await loops.loops[0].executeInContext {
            hub.publish([.message(1), .message(2)])
            hub.publish([.message(3)])
            return listener.received.all
        }
        #expect(early == [])
        await loops.run()
        #expect(listener.received.all == ["m1;m2;m3;"])
        hub.publish([.message(4)])
        await loops.run()
        #expect(listener.received.all == ["m1;m2;m3;", "m4;"])
    }

    @Test("word of a reading goes to the author alone, in its place between the messages")
    func audience() async throws {
        let (author, other) = try await (listen(1), listen(2))
        let elsewhere = try await listen(1, on: 1)
        hub.publish([.message(1), .read(1, of: 1), .message(2), .read(2, of: 2)])
        await loops.run()
        #expect(author.received.all == ["m1;r1;m2;"])
        #expect(elsewhere.received.all == ["m1;r1;m2;"])
        #expect(other.received.all == ["m1;m2;r2;"])
    }

    @Test("a listener that nothing is meant for is not bothered with a flush")
    func noFlush() async throws {
        let listener = try await listen(2)
        hub.publish([.read(1, of: 1)])
        await loops.run()
        #expect(listener.received.all == [])
    }

    @Test("who has left hears no more, not even of what was on its way")
    func leaving() async throws {
        let (gone, stays) = try await (listen(1), listen(2))
        hub.publish([.message(1)])
        // Leaving is what the loop does next, before its turn to deliver.
        let (loop, hub) = (loops.loops[0], hub)
        let listener = gone.listener
        async let left: Void = loop.executeInContext { hub.unsubscribe(listener.value, from: ID(1), on: loop) }
        try await left
        await loops.run()
        hub.publish([.message(2)])
        await loops.run()
        #expect(!gone.received.joined.contains("m2"))
        #expect(stays.received.joined == "m1;m2;")
    }

    @Test("leaving twice, or a chat one is not in, does nothing")
    func leavingTwice() async throws {
        let (gone, stays) = try await (listen(1), listen(2))
        try await leave(gone.listener)
        try await leave(gone.listener)
        try await leave(stays.listener, chat: 5)
        hub.publish([.message(1)])
        await loops.run()
        #expect(gone.received.all == [])
        #expect(stays.received.all == ["m1;"])
    }

    @Test("a chat that everybody has left can be listened to again")
    func comingBack() async throws {
        try await leave(try await listen(1).listener)
        hub.publish([.message(1)])
        await loops.run()
        let back = try await listen(1, after: 1)
        hub.publish([.message(2)])
        await loops.run()
        #expect(back.received.all == ["m2;"])
    }

    @Test("a listener that leaves while it is written to takes nothing from the others")
    func leavingMeanwhile() async throws {
        let (hub, loop) = (hub, loops.loops[0])
        let hasty = try await listen(1) { hub.unsubscribe($0, from: ID(1), on: loop) }
        let others = try await [listen(2), listen(3)]
        hub.publish([.message(1)])
        await loops.run()
        hub.publish([.message(2)])
        await loops.run()
        #expect(others.map(\.received.joined) == ["m1;m2;", "m1;m2;"])
        #expect(hasty.received.joined == "m1;")
    }

    @Test("one user with several connections hears on each of them")
    func devices() async throws {
        let devices = try await [listen(1), listen(1), listen(1, on: 1)]
        hub.publish([.message(1), .read(1, of: 1)])
        await loops.run()
        #expect(devices.map(\.received.joined) == ["m1;r1;", "m1;r1;", "m1;r1;"])
    }

    @Test("publishing nothing wakes nobody")
    func nothing() async throws {
        let listener = try await listen()
        hub.publish([])
        await loops.run()
        #expect(listener.received.all == [])
    }
}
