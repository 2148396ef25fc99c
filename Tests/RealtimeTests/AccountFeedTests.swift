import Domain
import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import UseCases

@testable import Realtime

@Suite("The feed of an account", .timeLimit(.minutes(1)))
struct AccountFeedTests {
    private let loops = TestLoops(1)
    private let log = FeedLog()

    /// What a client is given that has nothing of chat 1, up to so many things, of which the first is message 1.
    private func given(_ count: Int, whileReading happens: @escaping @Sendable (Hub) -> Void) async throws -> [String] {
        let (loops, loop) = (loops, loops.loops[0])
        let hub = Hub(group: loops, encoder: ShortFeedFrames(), store: log)
        log.atItsEnd.withLock { work in
            work = {
                happens(hub)
                await loops.run()
            }
        }
        let surroundings = AccountFeed.Surroundings(
            hub: hub,
            encoder: ShortFeedFrames(),
            presence: PresenceBoard(events: hub, clock: StillClock()) { _, _ in }
        )
        let received = Received()
        let feed = try await loop.executeInContext {
            let sink = FakeSink(on: loop, received: received)
            let feed = AccountFeed(
                of: FeedLog.anna,
                session: nil,
                into: sink,
                as: .webSocket,
                surroundings: surroundings,
                on: loop
            )
            feed.start(from: .position(.atTheBeginning), isPresent: false)
            return NIOLoopBound((feed, sink), eventLoop: loop)
        }
        while received.all.count < count {
            await loops.run()
            await Task.yield()
        }
        try await loop.executeInContext { feed.value.0.stop() }
        return received.all
    }

    @Test("tells that everything is there only after what was held back meanwhile, which its position has too")
    func synced() async throws {
        let received = try await given(3) { hub in hub.publish([.message(2), .message(3)]) }
        #expect(received == ["m1;", "m2;m3;", "synced 3;"])
    }

    @Test("tells so at once where nothing was held back")
    func quiet() async throws {
        let received = try await given(2) { _ in }
        #expect(received == ["m1;", "synced 1;"])
    }
}

/// Writes down what a feed sends, at once.
private final class FakeSink: FeedSink {
    let takesCompressed = false
    private let loop: any EventLoop
    private let received: Received

    init(on loop: any EventLoop, received: Received) {
        self.loop = loop
        self.received = received
    }

    func write(_ bytes: ByteBuffer) {
        received.add(String(buffer: bytes))
    }

    func flush() {}

    func send(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
        write(bytes)
        return loop.makeSucceededVoidFuture()
    }

    func ended(_ reason: FeedEnd) {
        received.add("ended \(reason);")
    }
}

/// Events as in `ShortFrames`, and of chat 1 the place that a position has of it.
private struct ShortFeedFrames: FeedEncoding {
    private let frames = ShortFrames()

    func write(_ event: Event, as rendition: Rendition, to bytes: inout ByteBuffer) {
        frames.write(event, as: rendition, to: &bytes)
    }

    func compressed(_ bytes: ByteBuffer, on loop: any EventLoop) -> ByteBuffer {
        frames.compressed(bytes, on: loop)
    }

    func bytes(for notice: FeedNotice, as rendition: Rendition) -> ByteBuffer {
        switch notice {
        case .snapshot: ByteBuffer(string: "snapshot;")
        case .synced(let position): ByteBuffer(string: "synced \(position.chats[ID(1)]?.seq.rawValue ?? 0);")
        case .reset: ByteBuffer(string: "reset;")
        case .position: ByteBuffer(string: "position;")
        }
    }
}

/// A store in which Anna has missed message 1 of chat 1.
private final class FeedLog: SyncStore {
    static let anna = User(id: ID(1), email: EmailAddress(stored: "anna@example.com"), name: UserName(stored: "anna"))

    /// Done when a feed has read everything and asks whether that was all.
    let atItsEnd = Mutex<@Sendable () async -> Void>({})

    func changes(for user: ID<User>, since: Position, limit: Int) async throws(MessengerError) -> SyncAnswer {
        var position = since
        position.chats[ID(1)]?.seq = Seq(1)
        return .slice(SyncSlice(events: [.message(1)], position: position, hasMore: false))
    }

    func ends(of lanes: [Lane]) async throws(MessengerError) -> [Lane: Int64] {
        await atItsEnd.withLock { $0 }()
        return [:]
    }

    func events(in lane: Lane, after: Int64, through: Int64, limit: Int) async throws(MessengerError) -> [Event] { [] }

    func snapshot(for user: ID<User>) async throws(MessengerError) -> Snapshot { throw .internalFault }

    func position(of user: ID<User>) async throws(MessengerError) -> Position { throw .internalFault }
}

extension Position {
    /// That of a client which has nothing of chat 1.
    fileprivate static var atTheBeginning: Position {
        let nothing = InChat(seq: .start, receipts: .start)
        return Position(epoch: StoreEpoch("epoch"), account: .start, chats: [ID(1): nothing])
    }
}
