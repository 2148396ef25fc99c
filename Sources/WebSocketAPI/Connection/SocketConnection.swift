import Domain
import Logging
import NIOCore
import NIOExtras
import NIOWebSocket
import Wire

/// One socket as the protocol sees it: frames, pings, limits and goodbyes; what is said over it is its conversation's.
///
/// It lives on its event loop without a task, a timer or an async sequence of its own. What it sends bypasses
/// NIOWebSocket's encoder: it is handed complete frames, often shared with many other sockets.
final class SocketConnection: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        case open
        case closing
        case closed
    }

    /// The loop on which everything here happens.
    let eventLoop: any EventLoop
    /// The language that the client prefers.
    let language: Language
    let logger: Logger
    private let limits: SocketLimits
    private let heartbeats: Heartbeats

    private var conversation: (any Conversation)?
    private var context: ChannelHandlerContext?
    private var phase = Phase.open
    private var assembler: MessageAssembler
    private var inFlight = 0
    private var isReading = true
    private var hasHeardSinceBeat = true

    init(
        conversation: any Conversation,
        eventLoop: any EventLoop,
        limits: SocketLimits,
        language: Language,
        heartbeats: Heartbeats,
        logger: Logger
    ) {
        self.conversation = conversation
        self.eventLoop = eventLoop
        self.limits = limits
        self.language = language
        self.heartbeats = heartbeats
        self.logger = logger
        assembler = MessageAssembler(limit: limits.messageBytes)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        heartbeats.add(self, on: eventLoop)
        conversation?.opened(on: self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
        phase = .closed
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        phase = .closed
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasHeardSinceBeat = true
        switch (phase, assembler.receive(Self.unwrapInboundIn(data))) {
        case (.open, let output): act(on: output)
        case (.closing, .close): closeChannel()
        case (.closing, _), (.closed, _): break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: close(.messageTooBig)
        case is NIOWebSocketError: close(.protocolError)
        default: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: close(.serviceRestart)
        case ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    private func act(on output: MessageAssembler.Output) {
        switch output {
        case .nothing: break
        case .text(let payload): conversation?.received(text: payload)
        case .binary: conversation?.receivedBinary()
        case .ping(let payload): send(FrameBytes.control(.pong, payload))
        case .close(let code): answerClose(code)
        case .violation(let code): close(code)
        }
    }
}

// MARK: What the conversation may do

extension SocketConnection {
    /// Takes complete frames, in order; they are sent with the next `flush()`.
    func write(_ frames: ByteBuffer) {
        guard phase == .open, let context else { return }
        context.write(Self.wrapOutboundOut(frames), promise: nil)
    }

    /// Sends; a client that has let more pile up than its outbox holds is closed and can come back for the rest.
    func flush() {
        guard phase == .open, let context else { return }
        context.flush()
        if !context.channel.isWritable { close(.tooSlow) }
    }

    /// Sends complete frames.
    func send(_ frames: ByteBuffer) {
        write(frames)
        flush()
    }

    /// Something that a client asked for is being worked on; while too much is, the client is read no further.
    func begin() {
        inFlight += 1
        if isReading, inFlight >= limits.inFlight { setReading(false) }
    }

    /// What began has ended.
    func end() {
        inFlight -= 1
        if !isReading, inFlight <= limits.inFlight / 2 { setReading(true) }
    }

    /// Says goodbye, and gives the client a moment to answer.
    func close(_ code: CloseCode) {
        guard phase == .open else { return }
        if let farewell = conversation?.farewell(before: code) { write(farewell) }
        startClosing(with: FrameBytes.close(code))
        // A client that was told to stop must still be heard: its answer ends the wait.
        if !isReading { setReading(true) }
        let connection = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleTask(in: .microseconds(limits.closeTimeout.wholeMicroseconds)) {
            connection.value.closeChannel()
        }
    }

    private func setReading(_ reads: Bool) {
        isReading = reads
        try? context?.channel.syncOptions?.setOption(.autoRead, value: reads)
    }
}

// MARK: The end

extension SocketConnection: Beating {
    /// Pings; a peer that has not been heard of since the last ping is gone.
    func beat() {
        guard phase == .open else { return }
        guard hasHeardSinceBeat else {
            context?.close(promise: nil)
            return
        }
        hasHeardSinceBeat = false
        send(FrameBytes.control(.ping))
    }

    private func answerClose(_ code: UInt16?) {
        var payload = ByteBuffer()
        if let code { payload.writeInteger(code) }
        startClosing(with: FrameBytes.control(.connectionClose, payload))
        closeChannel()
    }

    private func startClosing(with frame: ByteBuffer) {
        leave()
        guard phase == .open, let context else { return }
        phase = .closing
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
    }

    private func closeChannel() {
        guard phase != .closed, let context else { return }
        phase = .closed
        context.close(promise: nil)
    }

    private func leave() {
        guard let conversation else { return }
        self.conversation = nil
        heartbeats.remove(self, on: eventLoop)
        conversation.closed()
    }
}
