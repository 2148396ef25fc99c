import DequeModule
import Domain
import Logging
import NIOCore
import NIOExtras
import NIOWebSocket
import Realtime
import UseCases
import Wire

/// One socket: shows a chat to a member, and takes what the member writes.
///
/// It lives on its event loop without a task, a timer or an async sequence of its own. What it sends bypasses
/// NIOWebSocket's encoder: the hub hands it complete frames that it shares with all the chat's other sockets.
final class SocketHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        case open
        case closing
        case closed
    }

    private let admission: SocketGate.Admission
    private let messenger: Messenger
    private let hub: Hub
    private let limits: SocketLimits
    private let language: Language
    private let heartbeats: Heartbeats
    private let logger: Logger

    private var context: ChannelHandlerContext?
    private var phase = Phase.open
    private var assembler: MessageAssembler
    private var inFlight = 0
    private var isMarkingRead = false
    private var waiting = Deque<ClientFrame>()
    private var isReading = true
    private var hasHeardSinceBeat = true

    init(
        admission: SocketGate.Admission,
        messenger: Messenger,
        hub: Hub,
        limits: SocketLimits,
        language: Language,
        heartbeats: Heartbeats,
        logger: Logger
    ) {
        self.admission = admission
        self.messenger = messenger
        self.hub = hub
        self.limits = limits
        self.language = language
        self.heartbeats = heartbeats
        self.logger = logger
        assembler = MessageAssembler(limit: limits.messageBytes)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        hub.subscribe(self, to: admission.chat, on: context.eventLoop)
        heartbeats.add(self, on: context.eventLoop)
        logger.debug("Socket opened", metadata: ["user": "\(admission.user)", "chat": "\(admission.chat)"])
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
        phase = .closed
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        phase = .closed
        logger.debug("Socket closed", metadata: ["user": "\(admission.user)", "chat": "\(admission.chat)"])
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

    private func leave() {
        waiting.removeAll()
        guard let context else { return }
        hub.unsubscribe(self, from: admission.chat, on: context.eventLoop)
        heartbeats.remove(self, on: context.eventLoop)
    }
}

// MARK: What comes in

extension SocketHandler {
    private func act(on output: MessageAssembler.Output) {
        switch output {
        case .nothing: break
        case .text(let payload): queue(ClientFrame.parse(payload.readableBytesView))
        case .binary: send(.binary, for: nil)
        case .ping(let payload): send(FrameBytes.control(.pong, payload))
        case .close(let code): answerClose(code)
        case .violation(let code): close(code)
        }
    }

    /// Frames take effect in their order: messages go into one queue anyway, so only a read must be waited for.
    private func queue(_ frame: ClientFrame) {
        guard isMarkingRead else { return take(frame) }
        waiting.append(frame)
        begin()
    }

    private func take(_ frame: ClientFrame) {
        switch frame {
        case .message(let text, let clientMessageID): submit(text, clientMessageID)
        case .read(let message): markRead(message)
        case .ignored: break
        case .malformed(let problem, let clientMessageID): send(problem, for: clientMessageID)
        }
    }

    private func submit(_ text: MessageText, _ clientMessageID: ClientMessageID?) {
        guard let context else { return }
        begin()
        let socket = NIOLoopBound(self, eventLoop: context.eventLoop)
        messenger.submitMessage(text, to: admission.chat, by: admission.user, clientMessageID: clientMessageID) {
            result in
            socket.eventLoop.execute { socket.value.finish(result, clientMessageID) }
        }
    }

    /// The chat's own event is the answer to a message that is new; one that was there already is shown once more to
    /// the sender alone.
    private func finish(_ result: Result<SentMessage, MessengerError>, _ clientMessageID: ClientMessageID?) {
        end()
        switch result {
        case .success(let sent) where sent.isRepeat: send(FrameBytes.text(ServerFrame.message(sent.message)))
        case .success: break
        case .failure(let error): send(error, for: clientMessageID)
        }
    }

    private func markRead(_ message: ID<Message>) {
        guard let context else { return }
        begin()
        isMarkingRead = true
        let socket = NIOLoopBound(self, eventLoop: context.eventLoop)
        let (messenger, admission) = (messenger, admission)
        // Owned by the connection: it reads no further while too many of these run, and each ends with its store call.
        Task {
            let result = await Result { () async throws(MessengerError) in
                try await messenger.markRead(message, in: admission.chat, by: admission.user)
            }
            socket.eventLoop.execute { socket.value.finishRead(result) }
        }
    }

    private func finishRead(_ result: Result<Void, MessengerError>) {
        end()
        isMarkingRead = false
        if case .failure(let error) = result { send(error, for: nil) }
        while !isMarkingRead, let frame = waiting.popFirst() {
            end()
            take(frame)
        }
    }

    private func begin() {
        inFlight += 1
        if isReading, inFlight >= limits.inFlight { setReading(false) }
    }

    private func end() {
        inFlight -= 1
        if !isReading, inFlight <= limits.inFlight / 2 { setReading(true) }
    }

    private func setReading(_ reads: Bool) {
        isReading = reads
        try? context?.channel.syncOptions?.setOption(.autoRead, value: reads)
    }
}

// MARK: What goes out

extension SocketHandler: ChatListener {
    var user: ID<User> { admission.user }

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

    private func send(_ frame: ByteBuffer) {
        write(frame)
        flush()
    }

    private func send(_ problem: FrameProblem, for clientMessageID: ClientMessageID?) {
        sendError(code: problem.code, detail: problem.detail(in: language), for: clientMessageID)
    }

    private func send(_ error: MessengerError, for clientMessageID: ClientMessageID?) {
        let reply = ErrorReply(error)
        sendError(code: reply.code, detail: reply.detail(in: language), for: clientMessageID)
    }

    private func sendError(code: String, detail: String, for clientMessageID: ClientMessageID?) {
        send(FrameBytes.text(ServerFrame.error(code: code, detail: detail, clientMessageID: clientMessageID)))
    }
}

// MARK: The end

extension SocketHandler: Beating {
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

    /// Says goodbye, and gives the client a moment to answer.
    private func close(_ code: CloseCode) {
        guard phase == .open, let context else { return }
        startClosing(with: FrameBytes.close(code))
        // A client that was told to stop must still be heard: its answer ends the wait.
        if !isReading { setReading(true) }
        let socket = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .microseconds(limits.closeTimeout.wholeMicroseconds)) {
            socket.value.closeChannel()
        }
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
}

extension Result {
    fileprivate init(_ body: () async throws(Failure) -> Success) async {
        do throws(Failure) {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
