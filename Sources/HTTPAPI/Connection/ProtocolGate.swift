import HTTPTypes
import NIOCore
import NIOExtras
import NIOHTTP1

/// Holds a request that asks for another protocol until it is known whether it gets it.
///
/// HTTP is set up when a connection's first request does not ask, or is refused; the request then goes on to the router
/// like any other. A later request may ask as well, as it does behind a proxy that keeps its connections: the new
/// protocol's handlers are then put before those of HTTP, which hear nothing any more and end with the connection. The
/// HTTP decoder stops after a request with an `Upgrade` field (it cannot know what follows), so such a request, when it
/// is answered by HTTP, is the connection's last: it is given `Connection: close`.
final class ProtocolGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What HTTP put into the pipeline.
    struct HTTPHandlers {
        let channel: HTTPConnection.HTTPChannel
        /// Closes idle connections, which is not for HTTP to do once the protocol has changed.
        let idle: any RemovableChannelHandler
    }

    private enum State {
        case waiting(deadline: Scheduled<Void>?)
        case deciding(Held)
        case http
        case switched
        case closed
    }

    /// A request that waits for a decision.
    private struct Held {
        var parts: [HTTPServerRequestPart]
        var isComplete = false
        var decision: ProtocolSwitch.Decision?
    }

    private let encoder: HTTPResponseEncoder
    private let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    private let protocolSwitch: ProtocolSwitch
    private let firstRequest: TimeAmount
    private let outcome: EventLoopPromise<HTTPConnection.Outcome>
    private let makeHTTP: (any Channel) throws -> HTTPHandlers
    private var state = State.waiting(deadline: nil)
    /// Set once HTTP is set up.
    private var http: HTTPHandlers?
    /// How many requests have gone on to HTTP and are not answered yet.
    private var unanswered = 0
    /// Why the request that the router answers now was not given another protocol.
    private(set) var refusal: HandshakeRefusal?

    init(
        encoder: HTTPResponseEncoder,
        decoder: ByteToMessageHandler<HTTPRequestDecoder>,
        protocolSwitch: ProtocolSwitch,
        firstRequest: TimeAmount,
        outcome: EventLoopPromise<HTTPConnection.Outcome>,
        makeHTTP: @escaping (any Channel) throws -> HTTPHandlers
    ) {
        self.encoder = encoder
        self.decoder = decoder
        self.protocolSwitch = protocolSwitch
        self.firstRequest = firstRequest
        self.outcome = outcome
        self.makeHTTP = makeHTTP
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let deadline = context.eventLoop.scheduleTask(in: firstRequest) {
            context.value.close(promise: nil)
        }
        state = .waiting(deadline: deadline)
    }

    func channelInactive(context: ChannelHandlerContext) {
        close()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        close()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .waiting(let deadline):
            deadline?.cancel()
            begin(with: Self.unwrapInboundIn(data), context: context)
        case .deciding(let held):
            hold(Self.unwrapInboundIn(data), in: held, context: context)
        case .http:
            goOn(with: Self.unwrapInboundIn(data), context: context)
        case .switched:
            // What followed the handshake in the same packet: bytes of the new protocol.
            context.fireChannelRead(data)
        case .closed:
            break
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch state {
        case .switched: break
        case .waiting, .deciding, .http, .closed:
            if case .end = Self.unwrapOutboundIn(data) { unanswered -= 1 }
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .waiting(let deadline) = state {
            deadline?.cancel()
            becomeHTTP(forwarding: [], context: context)
        }
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch (state, event) {
        case (.waiting, is ChannelShouldQuiesceEvent), (.waiting, ChannelEvent.inputClosed),
            (.deciding, is ChannelShouldQuiesceEvent), (.deciding, ChannelEvent.inputClosed):
            context.close(promise: nil)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func close() {
        switch state {
        case .waiting(let deadline):
            deadline?.cancel()
            outcome.fail(ChannelError.eof)
        case .deciding:
            if http == nil { outcome.fail(ChannelError.eof) }
        case .http, .switched, .closed:
            break
        }
        state = .closed
    }

    private func begin(with part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        guard case .head(let head) = part, head.asksForSocket else {
            return becomeHTTP(forwarding: [part], context: context)
        }
        decide(about: head, context: context)
    }

    private func goOn(with part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        guard case .head(let head) = part, head.asksForSocket, unanswered == 0 else {
            return forward(part, context: context)
        }
        decide(about: head, context: context)
    }

    private func decide(about head: HTTPRequestHead, context: ChannelHandlerContext) {
        state = .deciding(Held(parts: [.head(head)]))
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let gate = NIOLoopBound(self, eventLoop: context.eventLoop)
        protocolSwitch.decide(head, context.value.channel).hop(to: context.eventLoop).whenComplete { result in
            gate.value.decided((try? result.get()) ?? .refuse(nil), context: context.value)
        }
    }

    private func hold(_ part: HTTPServerRequestPart, in held: Held, context: ChannelHandlerContext) {
        var held = held
        held.parts.append(part)
        switch part {
        case .head:
            break
        case .body:
            // Nobody sends a body with a handshake; it is for the router to be astonished.
            return becomeHTTP(forwarding: held.parts, context: context)
        case .end:
            held.isComplete = true
        }
        settle(held, context: context)
    }

    private func decided(_ decision: ProtocolSwitch.Decision, context: ChannelHandlerContext) {
        guard case .deciding(var held) = state else { return }
        held.decision = decision
        settle(held, context: context)
    }

    /// Goes on as soon as the request is complete and decided about.
    private func settle(_ held: Held, context: ChannelHandlerContext) {
        state = .deciding(held)
        guard held.isComplete else { return }
        switch held.decision {
        case .accept(let headers, let install):
            switchProtocol(headers: headers, install: install, context: context)
        case .refuse(let refusal):
            self.refusal = refusal
            becomeHTTP(forwarding: held.parts, context: context)
        case nil:
            break
        }
    }

    private func becomeHTTP(forwarding parts: [HTTPServerRequestPart], context: ChannelHandlerContext) {
        do {
            if http == nil {
                let handlers = try makeHTTP(context.channel)
                http = handlers
                outcome.succeed(.http(handlers.channel))
            }
            state = .http
            for part in parts { forward(part, context: context) }
            context.fireChannelReadComplete()
        } catch {
            fail(error, context: context)
        }
    }

    /// Hands a part on to HTTP.
    ///
    /// A client that waits for leave to send its body (RFC 9110, 10.1.1) gets it at once: the limit on bodies holds in
    /// any case.
    private func forward(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        if case .head = part { unanswered += 1 }
        if case .head(let head) = part, head.headers.first(name: "expect")?.lowercased() == "100-continue" {
            let leave = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(Self.wrapOutboundOut(.head(leave)), promise: nil)
        }
        context.fireChannelRead(Self.wrapInboundOut(part.closingAfterUpgrade))
    }

    private func switchProtocol(
        headers: HTTPHeaders,
        install: ProtocolSwitch.Installation,
        context: ChannelHandlerContext
    ) {
        let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
        context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
        let pipeline = context.pipeline.syncOperations
        // From here on bytes may be written as they are, by the new handlers as soon as they are there.
        state = .switched
        pipeline.removeHandler(encoder, promise: nil)
        do {
            try install(context.channel, .after(self))
            if let http {
                pipeline.removeHandler(http.idle, promise: nil)
            } else {
                outcome.succeed(.switched)
            }
            // Removing the decoder hands on what it had read beyond the request, so the new handlers stand by now.
            pipeline.removeHandler(decoder, promise: nil)
            pipeline.removeHandler(self, promise: nil)
        } catch {
            fail(error, context: context)
        }
    }

    private func fail(_ error: any Error, context: ChannelHandlerContext) {
        if http == nil { outcome.fail(error) }
        state = .closed
        context.close(promise: nil)
    }
}

extension ProtocolGate {
    /// Why the request that is being answered on `channel` was refused a socket, as its gate decided.
    static func refusal(on channel: any Channel) async throws -> HandshakeRefusal? {
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: ProtocolGate.self).refusal
        }.get()
    }
}

extension HTTPServerRequestPart {
    /// The part, with `Connection: close` when it is the head of a request that asks for another protocol.
    fileprivate var closingAfterUpgrade: HTTPServerRequestPart {
        guard case .head(var head) = self, head.headers.contains(name: "upgrade") else { return self }
        head.headers.replaceOrAdd(name: "connection", value: "close")
        return .head(head)
    }
}

extension HTTPRequestHead {
    /// Whether this is the head of a WebSocket handshake (RFC 6455, 4.1), as far as a gate must know.
    fileprivate var asksForSocket: Bool {
        method == .GET && headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
            && headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
    }
}
