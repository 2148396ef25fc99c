import Domain
import NIOCore
import NIOHTTP1
import Realtime
import UseCases
import Wire

/// Shows an account as an event stream (WHATWG HTML, 9.2): the body of one reply.
///
/// The head of the reply went the ordinary way, and so does its end. What lies between is written here, as a handler of
/// the connection, past Hummingbird: that takes a body from a task, one piece after the other, and cannot tell how much
/// waits for a client, nor that the client is gone.
final class EventStream: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// What all streams share.
    struct Surroundings: Sendable {
        let messenger: Messenger
        let feeds: AccountFeed.Surroundings
        let census: ListenerCensus
        let heartbeats: Heartbeats
        let limits: StreamLimits
    }

    /// Whose stream it is, and what is asked of it.
    struct Order: Sendable {
        let session: Session
        let beginning: FeedBeginning
        let language: Language
        /// What it is counted by.
        let seats: [ListenerCensus.Seat]
    }

    /// In how many chats somebody may be to be told the position after whatever is sent; for others it is a long text,
    /// and is told once as much has been sent.
    private static let fewChats = 128

    private let surroundings: Surroundings
    private let order: Order
    private let eventLoop: any EventLoop
    private var over: EventLoopPromise<Void>?
    private var context: ChannelHandlerContext?
    private var feed: AccountFeed?
    /// How many pieces of what the client lacks are on their way; they do not count against its outbox.
    private var bulk = 0
    private var told: Position?
    private var check = SessionCheck()
    private var bytesSinceTold = 0

    private init(
        _ order: Order,
        surroundings: Surroundings,
        on eventLoop: any EventLoop,
        over: EventLoopPromise<Void>
    ) {
        self.order = order
        self.surroundings = surroundings
        self.eventLoop = eventLoop
        self.over = over
    }

    /// Shows an account on a connection where the head of the reply has been written; returns when the stream is over,
    /// for whatever reason.
    static func show(_ order: Order, surroundings: Surroundings, on channel: any Channel) async throws {
        try await channel.eventLoop.flatSubmit {
            let over = channel.eventLoop.makePromise(of: Void.self)
            let stream = EventStream(order, surroundings: surroundings, on: channel.eventLoop, over: over)
            do {
                let pipeline = channel.pipeline.syncOperations
                // Before the handler of idle connections, which keeps to itself that the server stops.
                let gate = try pipeline.handler(type: ProtocolGate.self)
                try pipeline.addHandler(stream, position: .after(gate))
            } catch {
                over.fail(error)
            }
            return over.futureResult
        }.get()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let limits = surroundings.limits
        try? context.channel.syncOptions?.setOption(
            .writeBufferWaterMark,
            value: .init(low: limits.outboxBytes / 2, high: limits.outboxBytes)
        )
        surroundings.heartbeats.add(self, on: eventLoop)
        put(StreamText.retry(afterMilliseconds: limits.retryPause))
        context.flush()
        let feed = AccountFeed(
            of: order.session.user,
            session: order.session.id,
            into: self,
            as: .eventStream,
            surroundings: surroundings.feeds,
            on: eventLoop
        )
        self.feed = feed
        feed.start(from: order.beginning, isPresent: true)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
        succeed()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        succeed()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        context.fireUserInboundEventTriggered(event)
        switch event {
        case is ChannelShouldQuiesceEvent:
            put(StreamText.retry(afterMilliseconds: .random(in: surroundings.limits.reconnectPause)))
            finish()
        // Whoever listens has nothing to say, so one who says nothing more is gone.
        case ChannelEvent.inputClosed: finish()
        default: break
        }
    }
}

// MARK: What goes out

extension EventStream: FeedSink {
    var takesCompressed: Bool { false }

    func write(_ bytes: ByteBuffer) {
        put(bytes)
    }

    func flush() {
        tellPosition(isPatient: false)
        push()
    }

    func send(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
        guard let context else { return eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel) }
        bulk += 1
        let stream = NIOLoopBound(self, eventLoop: eventLoop)
        let promise = eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(Self.wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
        return promise.futureResult.always { _ in stream.value.bulk -= 1 }
    }

    func ended(_ reason: FeedEnd) {
        switch reason {
        case .sessionEnded: finish()
        case .tooSlow: cut()
        case .failed(let error):
            let reply = ErrorReply(error)
            let detail = reply.detail(in: order.language)
            put(StreamText.data(ServerFrame.error(code: reply.code, detail: detail, retryAfter: reply.retryAfter)))
            finish()
        }
    }

    private func put(_ bytes: ByteBuffer) {
        guard let context, bytes.readableBytes > 0 else { return }
        bytesSinceTold += bytes.readableBytes
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
    }

    /// Sends what was put; a client that has let more pile up than its outbox holds is cut off and can come back for the
    /// rest.
    private func push() {
        guard let context else { return }
        context.flush()
        if bulk == 0, !context.channel.isWritable { cut() }
    }

    /// Tells the client what it has now, so that it can come back for what follows.
    private func tellPosition(isPatient: Bool) {
        guard let position = feed?.reached else { return }
        let isShort = position.chats.count <= Self.fewChats || bytesSinceTold >= 16 * position.chats.count
        guard isShort || isPatient, position != told else { return }
        put(surroundings.feeds.encoder.bytes(for: .position(position), as: .eventStream))
        told = position
        bytesSinceTold = 0
    }
}

extension EventStream: Beating {
    /// Shows that the server is there, and proxies that the connection is in use.
    func beat() {
        guard surroundings.messenger.secondsLeft(of: order.session) != nil else { return finish() }
        if check.isDue() {
            let (messenger, session) = (surroundings.messenger, order.session)
            surroundings.heartbeats.check(session, with: messenger, on: eventLoop) { [weak self] in self?.finish() }
        }
        tellPosition(isPatient: true)
        put(StreamText.comment)
        push()
    }
}

// MARK: The end

extension EventStream {
    /// Ends the reply, once what was put is written.
    private func finish() {
        leave()
        guard let context else { return }
        self.context = nil
        context.flush()
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        succeed()
    }

    /// Ends the connection: what waits for a client that does not read is of no use.
    private func cut() {
        leave()
        guard let context else { return }
        self.context = nil
        context.close(promise: nil)
    }

    private func leave() {
        surroundings.heartbeats.remove(self, on: eventLoop)
        feed?.stop()
        feed = nil
    }

    private func succeed() {
        context = nil
        over?.succeed()
        over = nil
    }
}
