import Domain
import NIOCore
import NIOPosix
import Realtime
import Testing
import UseCases

@Suite("The hub on real threads", .timeLimit(.minutes(1)))
struct HubConcurrencyTests {
    /// A listener that is told of every message, and of the end by message 0.
    private static func listen(
        hub: Hub,
        user: Int64,
        chat: Int64 = 1,
        on loop: any EventLoop
    ) async throws -> (received: Received, end: EventLoopFuture<Void>, listener: NIOLoopBound<FakeListener>) {
        let received = Received()
        let end = loop.makePromise(of: Void.self)
        let listener = try await loop.onLoop {
            let listener = EndingListener(user: user, received: received, end: end)
            hub.subscribe(listener, to: ID(chat), on: loop)
            return NIOLoopBound(listener as FakeListener, eventLoop: loop)
        }
        return (received, end.futureResult, listener)
    }

    @Test("every listener on every loop hears what several threads publish in the same order")
    func order() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 3)
        let log = FakeLog()
        let hub = Hub(group: group, encoder: ShortFrames(), store: log)
        var listeners: [(received: Received, end: EventLoopFuture<Void>, listener: NIOLoopBound<FakeListener>)] = []
        for (place, loop) in group.makeIterator().enumerated() {
            for user in 0..<3 {
                listeners.append(try await Self.listen(hub: hub, user: Int64(place * 3 + user), on: loop))
            }
        }
        await withTaskGroup(of: Void.self) { tasks in
            for _ in 1...4 {
                tasks.addTask {
                    for _ in 1...500 {
                        let event = log.next()
                        hub.publish([event])
                    }
                }
            }
        }
        log.keep([.message(0, seq: 2001)])
        hub.publish([.message(0, seq: 2001)])
        for listener in listeners { try await listener.end.get() }
        let first = listeners[0].received.joined
        #expect(first == (1...2000).map { "m\($0);" }.joined() + "m0;")
        #expect(listeners.allSatisfy { $0.received.joined == first })
        try await group.shutdownGracefully()
    }

    @Test("who begins to listen while others publish hears everything from some moment on, without a gap")
    func joiningMeanwhile() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let log = FakeLog()
        let hub = Hub(group: group, encoder: ShortFrames(), store: log)
        let loops = Array(group.makeIterator())
        async let publishing: Void = {
            for number in 1...5000 {
                hub.publish([log.next()])
                if number % 50 == 0 { await Task.yield() }
            }
        }()
        var listeners: [(received: Received, end: EventLoopFuture<Void>, listener: NIOLoopBound<FakeListener>)] = []
        for number in 0..<40 {
            let listener = try await Self.listen(hub: hub, user: Int64(number), on: loops[number % 2])
            if number % 4 == 3 {
                let loop = loops[number % 2]
                try await loop.onLoop {
                    hub.unsubscribe(listener.listener.value, from: ID(1), on: loop)
                    (listener.listener.value as? EndingListener)?.leave()
                }
            }
            listeners.append(listener)
        }
        await publishing
        log.keep([.message(0, seq: 5001)])
        hub.publish([.message(0, seq: 5001)])
        for (number, listener) in listeners.enumerated() {
            try await listener.end.get()
            guard number % 4 != 3 else { continue }
            let numbers = listener.received.joined.split(separator: ";").compactMap { Int($0.dropFirst()) }
            let heard = numbers.dropLast()
            #expect(numbers.last == 0)
            #expect(heard.isEmpty || Array(heard) == Array((heard.first ?? 0)...5000))
        }
        try await group.shutdownGracefully()
    }
}

/// Fulfils a promise when message 0 comes, or when it leaves.
private final class EndingListener: FakeListener {
    private let end: EventLoopPromise<Void>
    private var hasEnded = false

    init(user: Int64, received: Received, end: EventLoopPromise<Void>) {
        self.end = end
        super.init(user: user, received: received)
    }

    override func write(_ frames: ByteBuffer) {
        super.write(frames)
        let text = String(buffer: frames)
        if text == "m0;" || text.hasSuffix(";m0;") { isLast = true }
    }

    private var isLast = false

    override func flush() {
        super.flush()
        if isLast { leave() }
    }

    func leave() {
        guard !hasEnded else { return }
        hasEnded = true
        end.succeed()
    }
}
