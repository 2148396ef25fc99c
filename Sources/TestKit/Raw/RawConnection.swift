public import NIOCore
import NIOPosix

/// A TCP connection that sends whatever a test wants and reads what comes back, never waiting longer than a deadline.
public final class RawConnection: Sendable {
    /// How long a test waits for what should come at once.
    public static let patience = TimeAmount.seconds(20)

    let channel: any Channel
    private let inbox: NIOLoopBound<Inbox>

    private init(channel: any Channel, inbox: NIOLoopBound<Inbox>) {
        self.channel = channel
        self.inbox = inbox
    }

    /// Connects to a server on this machine.
    ///
    /// A small `receiveBuffer` makes a reader that does not read show soon.
    public static func open(port: Int, receiveBuffer: Int? = nil) async throws -> RawConnection {
        var bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        if let receiveBuffer {
            bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBuffer))
        }
        let (channel, inbox) = try await bootstrap.connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                let inbox = Inbox()
                try channel.pipeline.syncOperations.addHandler(inbox)
                return (channel, NIOLoopBound(inbox, eventLoop: channel.eventLoop))
            }
        }
        return RawConnection(channel: channel, inbox: inbox)
    }

    /// Sends text.
    public func send(_ text: String) async throws {
        try await send(ByteBuffer(string: text))
    }

    /// Sends bytes, all in one piece.
    public func send(_ bytes: ByteBuffer) async throws {
        try await channel.writeAndFlush(bytes)
    }

    /// Waits until `parse` makes something of the bytes that have come and were not read yet.
    ///
    /// What it takes from the buffer is read. It gives nil while it needs more, and is asked again when more has come.
    ///
    /// - Throws: `ConnectionEnded` when the server has closed the connection, `TookTooLong` after `patience`.
    public func read<Value: Sendable>(
        within patience: TimeAmount = patience,
        _ parse: @escaping @Sendable (inout ByteBuffer) throws -> Value?
    ) async throws -> Value {
        let promise = channel.eventLoop.makePromise(of: Value.self)
        channel.eventLoop.execute { [inbox] in
            inbox.value.wait(promise, within: patience, on: inbox.eventLoop, parse)
        }
        return try await promise.futureResult.get()
    }

    /// Waits until the server closes the connection; gives what had come and was not read.
    public func end(within patience: TimeAmount = patience) async throws -> [UInt8] {
        do {
            return try await read(within: patience) { _ in [UInt8]?.none }
        } catch let ended as ConnectionEnded {
            return ended.rest
        }
    }

    /// Stops to take bytes from the system, or goes on.
    public func setReading(_ reads: Bool) async throws {
        try await channel.setOption(.autoRead, value: reads).get()
    }

    /// Says that nothing more will be sent; the server may still answer.
    public func finish() async throws {
        try await channel.close(mode: .output)
    }

    /// Closes the connection, without a word to the server.
    public func close() async {
        try? await channel.close()
    }
}

/// The server has closed the connection.
public struct ConnectionEnded: Error {
    /// What had come and was not read.
    public let rest: [UInt8]
}

/// What a test waited for did not come in time.
public struct TookTooLong: Error, CustomStringConvertible {
    /// What had come and was not read.
    public let rest: [UInt8]

    /// The beginning of it, as text.
    public var description: String {
        "nothing came in time; there were \(rest.count) bytes: \(String(decoding: rest.prefix(300), as: UTF8.self))"
    }
}

/// Collects what comes, for one reader at a time.
private final class Inbox: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var buffer = ByteBuffer()
    private var hasEnded = false
    /// Tries once more to satisfy whoever waits; true when nobody waits any longer.
    private var waiter: ((Inbox) -> Bool)?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        buffer.writeImmutableBuffer(Self.unwrapInboundIn(data))
        serve()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed? = event as? ChannelEvent else { return }
        end()
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
    }

    func wait<Value: Sendable>(
        _ promise: EventLoopPromise<Value>,
        within patience: TimeAmount,
        on loop: any EventLoop,
        _ parse: @escaping (inout ByteBuffer) throws -> Value?
    ) {
        let deadline = loop.assumeIsolated().scheduleTask(in: patience) {
            self.waiter = nil
            promise.fail(TookTooLong(rest: Array(self.buffer.readableBytesView)))
        }
        waiter = { inbox in
            guard let result = inbox.attempt(parse) else { return false }
            deadline.cancel()
            promise.completeWith(result)
            return true
        }
        serve()
    }

    private func serve() {
        guard let waiter, waiter(self) else { return }
        self.waiter = nil
    }

    private func end() {
        hasEnded = true
        serve()
    }

    /// What there is for a reader by now; nil when it must go on waiting.
    private func attempt<Value>(_ parse: (inout ByteBuffer) throws -> Value?) -> Result<Value, any Error>? {
        do {
            if let value = try parse(&buffer) { return .success(value) }
        } catch {
            return .failure(error)
        }
        return hasEnded ? .failure(ConnectionEnded(rest: Array(buffer.readableBytesView))) : nil
    }
}
