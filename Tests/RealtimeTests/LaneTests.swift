import Domain
import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import UseCases

@testable import Realtime

@Suite("Lanes through the hub", .timeLimit(.minutes(1)))
struct LaneTests {
    let loops = TestLoops(1)
    let log = FakeLog()
    let hub: Hub

    init() {
        hub = Hub(group: loops, encoder: ShortFrames(), store: log)
    }

    private func listen(
        _ user: Int64 = 1,
        scope: ListenerScope = .chat,
        after seq: Int64 = 0,
        receipts: Int64 = 0
    ) async throws -> Received {
        let (loop, hub, received) = (loops.loops[0], hub, Received())
        try await loop.executeInContext {
            let listener = FakeListener(user: user, scope: scope, received: received)
            listener.onExpelled = { listener, chat in hub.hideChat(chat, from: listener, on: loop) }
            let place = Position.InChat(seq: Seq(seq), receipts: ReceiptSeq(receipts))
            hub.showChat(ID(1), after: place, to: listener, on: loop)
        }
        return received
    }

    /// Runs the loop until a listener has heard something that ends like this.
    private func run(until received: Received, endsWith end: String) async {
        while !received.joined.hasSuffix(end) {
            await loops.run()
            await Task.yield()
        }
    }

    @Test("what comes before its turn waits for what is missing, which the store has")
    func gap() async throws {
        let received = try await listen()
        log.keep((1...5).map { .message($0) })
        hub.publish([.message(1)])
        hub.publish([.message(4), .message(3)])
        hub.publish([.message(5)])
        await run(until: received, endsWith: "m5;")
        #expect(received.joined == "m1;m2;m3;m4;m5;")
    }

    @Test("what comes twice is shown once")
    func doubled() async throws {
        let received = try await listen()
        hub.publish([.message(1), .message(1)])
        hub.publish([.message(1), .message(2)])
        await loops.run()
        #expect(received.joined == "m1;m2;")
    }

    @Test("word from another node is enough: the store is read once, in slices")
    func notice() async throws {
        let received = try await listen()
        log.keep((1...450).map { .message($0) })
        hub.hear([.reached(.changes(ID(1)), 450)])
        await run(until: received, endsWith: "m450;")
        #expect(received.joined == (1...450).map { "m\($0);" }.joined())
        #expect(log.fetches.withLock { $0.count } == 3)
    }

    @Test("when notices may have been lost, the store is asked how far things are")
    func catchUp() async throws {
        let received = try await listen()
        log.keep([.message(1), .message(2)])
        hub.catchUp()
        await run(until: received, endsWith: "m2;")
        #expect(received.joined == "m1;m2;")
    }

    @Test("a store that is away makes things late, not wrong")
    func outage() async throws {
        let received = try await listen()
        log.keep((1...3).map { .message($0) })
        log.isAway.withLock { $0 = true }
        hub.publish([.message(3)])
        await loops.run()
        #expect(received.joined == "")
        log.isAway.withLock { $0 = false }
        await run(until: received, endsWith: "m3;")
        #expect(received.joined == "m1;m2;m3;")
    }

    @Test("a listener that has some of it already is shown the rest, also of what was joined")
    func suffix() async throws {
        let old = try await listen(1)
        let new = try await listen(2, after: 2)
        hub.publish([.message(1), .message(2), .message(3), .message(4)])
        await loops.run()
        #expect(old.joined == "m1;m2;m3;m4;")
        #expect(new.joined == "m3;m4;")
    }

    @Test("receipts and changes have numbers of their own, and accounts' sockets alone see receipts")
    func receipts() async throws {
        let chat = try await listen(1, receipts: 3)
        let account = try await listen(2, scope: .account, receipts: 3)
        hub.publish([.message(1), .receipt(3, of: 1), .receipt(4, of: 1), .message(2)])
        await loops.run()
        #expect(chat.joined == "m1;m2;")
        #expect(account.joined == "m1;c4;m2;")
    }

    @Test("who was removed sees that, and nothing after it")
    func expelled() async throws {
        let gone = try await listen(1, scope: .account)
        let stays = try await listen(2, scope: .account)
        hub.publish([.message(1), .left(1, at: 2), .message(3)])
        await loops.run()
        hub.publish([.message(4)])
        await loops.run()
        #expect(gone.joined == "m1;-1;")
        #expect(stays.joined == "m1;-1;m3;m4;")
    }

    @Test("word of typing goes to the others' sockets that show accounts")
    func typing() async throws {
        let (chat, own) = try await (listen(2), listen(1, scope: .account))
        let other = try await listen(2, scope: .account)
        hub.publish([.typing(ID(1), ID(1))])
        await loops.run()
        #expect([chat.joined, own.joined, other.joined] == ["", "", "t1;"])
    }
}

extension Event {
    /// A member's cursors have moved.
    fileprivate static func receipt(_ number: Int64, of user: Int64) -> Event {
        .receipt(
            Receipt(chat: ID(1), user: ID(user), read: Seq(1), delivered: Seq(1), number: ReceiptSeq(number))
        )
    }

    /// Somebody has left.
    fileprivate static func left(_ user: Int64, at seq: Int64) -> Event {
        .change(
            .membership(
                MembershipChange(
                    chat: ID(1),
                    seq: Seq(seq),
                    kind: .left,
                    user: ID(user),
                    name: UserName(stored: "name"),
                    actor: ID(user),
                    createdAt: Timestamp(microseconds: 0)
                )
            )
        )
    }
}
