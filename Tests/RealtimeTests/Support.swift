import Dispatch
import Domain
import NIOCore
import NIOEmbedded
import Realtime
import Synchronization
import UseCases

/// Writes an event as `m7;` (message 7) or `r7;` (message 7 was read) and so on, and counts how often it does.
final class ShortFrames: EventEncoding {
    let count = Mutex(0)
    let compressions = Mutex(0)

    func write(_ event: Event, as rendition: Rendition, to bytes: inout ByteBuffer) {
        count.withLock { $0 += 1 }
        bytes.writeString(Self.text(of: event))
    }

    private static func text(of event: Event) -> String {
        switch event {
        case .change(.message(let message)): "m\(message.id);"
        case .change(.membership(let change)): "\(change.kind == .joined ? "+" : "-")\(change.user);"
        case .receipt(let receipt): "c\(receipt.number.rawValue);"
        case .messageRead(let receipt): "r\(receipt.message);"
        case .account(_, let seq, _): "a\(seq.rawValue);"
        case .typing(_, let user): "t\(user);"
        case .presence(let presence): "p\(presence.user);"
        case .sessionsEnded: ""
        }
    }

    /// The same in brackets.
    func compressed(_ frames: ByteBuffer, on loop: any EventLoop) -> ByteBuffer {
        loop.preconditionInEventLoop()
        compressions.withLock { $0 += 1 }
        return ByteBuffer(string: "[\(String(buffer: frames))]")
    }
}

/// What a listener was given: each entry is what one flush sent.
final class Received: Sendable {
    private let flushes = Mutex<[String]>([])

    func add(_ text: String) {
        flushes.withLock { $0.append(text) }
    }

    var all: [String] { flushes.withLock { $0 } }
    var joined: String { all.joined() }
}

/// A connection that only writes down what it is given.
class FakeListener: Listener {
    let user: ID<User>
    let scope: ListenerScope
    let rendition = Rendition.webSocket
    let takesCompressed: Bool
    private let received: Received
    private var unsent = ""
    /// Called with every write.
    var onWrite: ((FakeListener) -> Void)?

    init(user: Int64, scope: ListenerScope = .chat, received: Received, takesCompressed: Bool = false) {
        self.user = ID(user)
        self.scope = scope
        self.takesCompressed = takesCompressed
        self.received = received
    }

    func write(_ frames: ByteBuffer) {
        unsent += String(buffer: frames)
        onWrite?(self)
    }

    func flush() {
        received.add(unsent)
        unsent = ""
    }

    func advanced(_ lane: Lane, to number: Int64) {}

    func notice(_ event: Event) {}

    /// Called when it is no member any more.
    var onExpelled: ((FakeListener, ID<Chat>) -> Void)?

    func expelled(from chat: ID<Chat>) {
        onExpelled?(self, chat)
    }
}

/// Several loops that do nothing until a test lets them.
final class TestLoops: EventLoopGroup {
    let loops: [NIOAsyncTestingEventLoop]

    init(_ count: Int) {
        loops = (0..<count).map { _ in NIOAsyncTestingEventLoop() }
    }

    func next() -> any EventLoop { loops[0] }
    func any() -> any EventLoop { loops[0] }
    func makeIterator() -> EventLoopIterator { EventLoopIterator(loops) }

    func shutdownGracefully(queue: DispatchQueue, _ callback: @escaping @Sendable ((any Error)?) -> Void) {
        callback(nil)
    }

    /// Lets every loop do what waits.
    func run() async {
        for loop in loops { await loop.run() }
    }
}

extension EventLoop {
    /// Runs on the loop.
    func onLoop<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await submit(body).get()
    }
}

extension Event {
    /// Somebody has written message `id` in a chat, at the place of the same number unless another is given.
    static func message(_ id: Int64, in chat: Int64 = 1, seq: Int64? = nil) -> Event {
        .change(
            .message(
                Message(
                    id: ID(id),
                    chat: ID(chat),
                    seq: Seq(seq ?? id),
                    sender: ID(1),
                    text: MessageText(stored: "text"),
                    clientMessageID: nil,
                    createdAt: Timestamp(microseconds: 0)
                )
            )
        )
    }

    /// Somebody has read a message of `author`.
    static func read(_ id: Int64, of author: Int64, in chat: Int64 = 1) -> Event {
        .messageRead(ReadReceipt(message: ID(id), chat: ID(chat), author: ID(author), reader: ID(99)))
    }
}

/// A store from which a hub fetches what it has missed.
final class FakeLog: SyncStore {
    let lanes = Mutex<[Lane: [Event]]>([:])
    let fetches = Mutex<[Lane]>([])
    let isAway = Mutex(false)

    private let last = Mutex<Int64>(0)

    /// The next message of chat 1: as in a store, it can be read before anybody is told of it.
    func next() -> Event {
        last.withLock { last in
            last += 1
            keep([.message(last)])
            return .message(last)
        }
    }

    /// Keeps events, without telling anybody.
    func keep(_ events: [Event]) {
        lanes.withLock { lanes in
            for event in events {
                if let lane = event.place?.lane { lanes[lane, default: []].append(event) }
            }
        }
    }

    func events(
        in lane: Lane,
        after: Int64,
        through: Int64,
        limit: Int
    ) async throws(MessengerError) -> [Event] {
        guard !isAway.withLock({ $0 }) else { throw .unavailable(retryAfter: .zero) }
        fetches.withLock { $0.append(lane) }
        let events = lanes.withLock { $0[lane] ?? [] }.filter { event in
            guard let number = event.place?.number else { return false }
            return number > after && number <= through
        }
        return Array(events.prefix(limit))
    }

    func ends(of lanes: [Lane]) async throws(MessengerError) -> [Lane: Int64] {
        self.lanes.withLock { kept in
            var ends: [Lane: Int64] = [:]
            for lane in lanes { ends[lane] = kept[lane]?.compactMap { $0.place?.number }.max() }
            return ends
        }
    }

    func snapshot(for user: ID<User>) async throws(MessengerError) -> Snapshot { throw .unavailable(retryAfter: .zero) }

    func changes(for user: ID<User>, since: Position, limit: Int) async throws(MessengerError) -> SyncAnswer {
        throw .unavailable(retryAfter: .zero)
    }

    func position(of user: ID<User>) async throws(MessengerError) -> Position { throw .unavailable(retryAfter: .zero) }
}

extension Hub {
    /// Shows a chat from its beginning.
    func subscribe(_ listener: any Listener, to chat: ID<Chat>, on loop: any EventLoop) {
        showChat(chat, after: Position.InChat(seq: .start, receipts: .start), to: listener, on: loop)
    }

    /// Stops showing a chat.
    func unsubscribe(_ listener: any Listener, from chat: ID<Chat>, on loop: any EventLoop) {
        hideChat(chat, from: listener, on: loop)
    }
}
