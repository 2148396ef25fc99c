import NIOCore
import NIOHTTP1
import NIOPosix
import Wire

/// A connection that asks one request after another.
final class RESTConnection: Sendable {
    /// What came back.
    struct Reply: Sendable {
        var status: Int
        var retryAfter: Int?
        var json: JSONValue?
    }

    private let channel: any Channel
    private let handler: NIOLoopBound<ReplyHandler>
    private let host: String

    private init(channel: any Channel, handler: NIOLoopBound<ReplyHandler>, host: String) {
        self.channel = channel
        self.handler = handler
        self.host = host
    }

    static func open(_ address: SocketAddress, host: String) async throws -> RESTConnection {
        let (channel, handler) = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.seconds(10))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = ReplyHandler()
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return (channel, NIOLoopBound(handler, eventLoop: channel.eventLoop))
                }
            }
        return RESTConnection(channel: channel, handler: handler, host: host)
    }

    /// Posts JSON and waits for the reply, 60 seconds at most.
    func post(_ path: String, _ json: String, token: String? = nil) async throws -> Reply {
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: path)
        head.headers = [
            "host": host, "content-type": "application/json", "content-length": String(json.utf8.count),
            "accept-language": "en",
        ]
        if let token { head.headers.add(name: "authorization", value: "Bearer \(token)") }
        let promise = channel.eventLoop.makePromise(of: Reply.self)
        channel.eventLoop.execute { [handler, channel, head] in
            handler.value.waiting = promise
            channel.write(HTTPClientRequestPart.head(head), promise: nil)
            channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(string: json))), promise: nil)
            channel.writeAndFlush(HTTPClientRequestPart.end(nil)).whenFailure { handler.value.fail($0) }
            if !channel.isActive { handler.value.fail(ChannelError.ioOnClosedChannel) }
        }
        let deadline = channel.eventLoop.scheduleTask(in: .seconds(60)) { [channel] in channel.close(promise: nil) }
        defer { deadline.cancel() }
        return try await promise.futureResult.get()
    }

    func close() async {
        try? await channel.close()
    }
}

/// Puts a reply together.
private final class ReplyHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    var waiting: EventLoopPromise<RESTConnection.Reply>?
    private var head: HTTPResponseHead?
    private var body = ByteBuffer()

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.clear()
        case .body(var bytes):
            body.writeBuffer(&bytes)
        case .end:
            guard let head else { return }
            let reply = RESTConnection.Reply(
                status: Int(head.status.code),
                retryAfter: head.headers.first(name: "retry-after").flatMap(Int.init),
                json: try? JSONParser.parse(body.readableBytesView)
            )
            waiting?.succeed(reply)
            waiting = nil
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    func fail(_ error: any Error) {
        waiting?.fail(error)
        waiting = nil
    }
}
