import HTTPTypes
import NIOCore
import NIOExtras
import NIOHTTP1

/// Holds a connection's first request until it is known whether the connection stays with HTTP.
///
/// HTTP is set up when the first request does not ask for another protocol, or is refused one; the request then goes on
/// to the router like any other. The HTTP decoder stops after a request with an `Upgrade` field (it cannot know what
/// follows), so such a request, when it is answered by HTTP, is the connection's last: it is given `Connection: close`.
final class ProtocolGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

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
    private let makeHTTP: (any Channel) throws -> HTTPConnection.HTTPChannel
    private var state = State.waiting(deadline: nil)

    init(
        encoder: HTTPResponseEncoder,
        decoder: ByteToMessageHandler<HTTPRequestDecoder>,
        protocolSwitch: ProtocolSwitch,
        firstRequest: TimeAmount,
        outcome: EventLoopPromise<HTTPConnection.Outcome>,
        makeHTTP: @escaping (any Channel) throws -> HTTPConnection.HTTPChannel
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
            forward(Self.unwrapInboundIn(data), context: context)
        case .switched:
            // What followed the handshake in the same packet: bytes of the new protocol.
            context.fireChannelRead(data)
        case .closed:
            break
        }
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
            outcome.fail(ChannelError.eof)
        case .http, .switched, .closed:
            break
        }
        state = .closed
    }

    private func begin(with part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        guard case .head(let head) = part, head.asksForSocket else {
            return becomeHTTP(forwarding: [part], context: context)
        }
        state = .deciding(Held(parts: [part]))
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let gate = NIOLoopBound(self, eventLoop: context.eventLoop)
        protocolSwitch.decide(head, context.eventLoop).hop(to: context.eventLoop).whenComplete { result in
            gate.value.decided((try? result.get()) ?? .refuse, context: context.value)
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
        case .refuse:
            becomeHTTP(forwarding: held.parts, context: context)
        case nil:
            break
        }
    }

    private func becomeHTTP(forwarding parts: [HTTPServerRequestPart], context: ChannelHandlerContext) {
        do {
            let channel = try makeHTTP(context.channel)
            state = .http
            outcome.succeed(.http(channel))
            for part in parts { forward(part, context: context) }
            context.fireChannelReadComplete()
        } catch {
            outcome.fail(error)
            state = .closed
            context.close(promise: nil)
        }
    }

    /// Hands a part on to HTTP.
    ///
    /// A client that waits for leave to send its body (RFC 9110, 10.1.1) gets it at once: the limit on bodies holds in
    /// any case.
    private func forward(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        if case .head(let head) = part, head.headers.first(name: "expect")?.lowercased() == "100-continue" {
            let leave = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(Self.wrapOutboundOut(.head(leave)), promise: nil)
        }
        context.fireChannelRead(Self.wrapInboundOut(part.closingAfterUpgrade))
    }

    private func switchProtocol(
        headers: HTTPHeaders,
        install: (any Channel) throws -> Void,
        context: ChannelHandlerContext
    ) {
        state = .switched
        let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
        context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
        let pipeline = context.pipeline.syncOperations
        do {
            try install(context.channel)
            outcome.succeed(.switched)
            // Removing the decoder hands on what it had read beyond the request, so the new handlers stand by now.
            pipeline.removeHandler(decoder, promise: nil)
            pipeline.removeHandler(encoder, promise: nil)
            pipeline.removeHandler(self, promise: nil)
        } catch {
            outcome.fail(error)
            context.close(promise: nil)
        }
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
