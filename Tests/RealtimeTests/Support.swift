import Dispatch
import Domain
import NIOCore
import NIOEmbedded
import Realtime
import Synchronization
import UseCases

/// Writes an event as `m7;` (message 7) or `r7;` (message 7 was read), and counts how often it does.
final class ShortFrames: EventEncoding {
    let count = Mutex(0)
    let compressions = Mutex(0)

    func frame(for event: ChatEvent) -> ByteBuffer {
        count.withLock { $0 += 1 }
        return switch event {
        case .messagePosted(let message): ByteBuffer(string: "m\(message.id);")
        case .messageRead(let receipt): ByteBuffer(string: "r\(receipt.message);")
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
class FakeListener: ChatListener {
    let user: ID<User>
    let takesCompressed: Bool
    private let received: Received
    private var unsent = ""
    /// Called with every write.
    var onWrite: ((FakeListener) -> Void)?

    init(user: Int64, received: Received, takesCompressed: Bool = false) {
        self.user = ID(user)
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

extension ChatEvent {
    /// Somebody has written message `id` in a chat.
    static func message(_ id: Int64, in chat: Int64 = 1) -> ChatEvent {
        .messagePosted(
            Message(
                id: ID(id),
                chat: ID(chat),
                seq: Seq(id),
                sender: ID(1),
                text: MessageText(stored: "text"),
                clientMessageID: nil,
                createdAt: Timestamp(microseconds: 0)
            )
        )
    }

    /// Somebody has read a message of `author`.
    static func read(_ id: Int64, of author: Int64, in chat: Int64 = 1) -> ChatEvent {
        .messageRead(ReadReceipt(message: ID(id), chat: ID(chat), author: ID(author), reader: ID(99)))
    }
}
