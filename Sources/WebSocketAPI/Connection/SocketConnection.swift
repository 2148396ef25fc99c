import Domain
import Logging
import NIOCore
import NIOExtras
import NIOWebSocket
import Realtime
import UseCases
import Wire

/// One socket as the protocol sees it: frames, pings, limits and goodbyes; what is said over it is its conversation's.
///
/// It lives on its event loop without a task, a timer or an async sequence of its own. What it sends bypasses
/// NIOWebSocket's encoder: it is handed complete frames, often shared with many other sockets.
final class SocketConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What all sockets share.
    final class Surroundings: Sendable {
        let limits: SocketLimits
        let census: ListenerCensus
        let heartbeats: Heartbeats
        let answers: AnswerQueues
        let logger: Logger

        init(
            limits: SocketLimits,
            census: ListenerCensus,
            heartbeats: Heartbeats,
            answers: AnswerQueues,
            logger: Logger
        ) {
            self.limits = limits
            self.census = census
            self.heartbeats = heartbeats
            self.answers = answers
            self.logger = logger
        }
    }

    private enum Phase {
        case open
        case closing
        case closed
    }

    /// The loop on which everything here happens.
    let eventLoop: any EventLoop
    /// The language that the client prefers.
    let language: Language
    /// Whether the client takes compressed messages.
    let compresses: Bool
    private let codec: LoopCodec?
    private let surroundings: Surroundings

    private var conversation: (any Conversation)?
    private var context: ChannelHandlerContext?
    private var phase = Phase.open
    private var reader: FrameReader
    private var assembler: MessageAssembler
    private var outbox: Outbox
    /// Where to write while nothing waits in the channel, which spares the way through it.
    private var descriptor: SocketDescriptor?
    /// What was written since the last flush, while nothing waited in the channel.
    private var unsent = ByteBuffer()
    private let address: ListenerCensus.Holder?
    private var addressSeat: ListenerCensus.Seat?
    private var ownerSeat: ListenerCensus.Seat?
    private var inFlight = 0
    /// How many pieces of what the client has asked for are on their way; they do not count against its outbox.
    private var bulk = 0
    private var isReading = true
    private var isWritable = true
    private var hasHeardSinceBeat = true

    init(
        conversation: any Conversation,
        eventLoop: any EventLoop,
        codec: LoopCodec?,
        compresses: Bool,
        address: ListenerCensus.Holder?,
        language: Language,
        surroundings: Surroundings
    ) {
        self.conversation = conversation
        self.eventLoop = eventLoop
        self.codec = codec
        self.compresses = compresses
        self.address = address
        self.language = language
        self.surroundings = surroundings
        reader = FrameReader(limit: surroundings.limits.messageBytes)
        assembler = MessageAssembler(limit: surroundings.limits.messageBytes, codec: codec)
        outbox = Outbox(limit: surroundings.limits.outboxPieces)
    }

    var logger: Logger { surroundings.logger }
    private var limits: SocketLimits { surroundings.limits }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        descriptor = SocketDescriptor(of: context)
        // A reply that the client has not read may still fill the channel.
        isWritable = context.channel.isWritable
        surroundings.heartbeats.add(self, on: eventLoop)
        conversation?.opened(on: self)
        if let address { addressSeat = seat(for: address) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        beClosed()
        leave()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        beClosed()
        leave()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasHeardSinceBeat = true
        reader.take(Self.unwrapInboundIn(data))
        while phase != .closed {
            switch reader.next() {
            case .frame(let frame): receive(frame)
            case .violation(let code): abandonInput(code)
            case .nothing: return
            }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: close(.serviceRestart)
        case ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    private func receive(_ frame: ReceivedFrame) {
        if phase == .open { act(on: assembler.receive(frame)) }
        // A client that has said goodbye, be it in a wrong way, waits for nothing but the end.
        if frame.opcode == .connectionClose { closeChannel() }
    }

    private func act(on output: MessageAssembler.Output) {
        switch output {
        case .nothing: break
        case .text(let payload): conversation?.received(text: payload)
        case .binary(let payload): conversation?.received(binary: payload)
        case .ping(let payload): send(FrameBytes.frame(.pong, payload))
        case .close(let code): answerClose(code)
        case .violation(let code): close(code)
        }
    }
}

// MARK: What the conversation may do

extension SocketConnection {
    /// Takes complete frames, in order, compressed or not; they are sent as they are with the next `flush()`.
    func write(_ frames: ByteBuffer) {
        guard phase == .open else { return }
        guard descriptor != nil, outbox.isEmpty, bulk == 0 else { return writeToChannel(frames) }
        if unsent.readableBytes == 0 { unsent = frames } else { unsent.writeImmutableBuffer(frames) }
    }

    /// Sends; a client that has let more pile up than its outbox holds is closed and can come back for the rest.
    func flush() {
        guard phase == .open else { return }
        sendUnsent()
        if !outbox.isEmpty { context?.flush() }
        if bulk == 0, isFull { close(.tooSlow) }
    }

    private var isFull: Bool {
        // The channel tells of room later than it has it.
        outbox.isOverfull || !isWritable && context?.channel.isWritable == false
    }

    /// Sends what a client has asked for, however much, as fast as it reads; succeeds when the bytes have left.
    func sendInBulk(_ frames: ByteBuffer) -> EventLoopFuture<Void> {
        guard phase == .open, let context else { return eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel) }
        sendUnsent()
        bulk += 1
        let connection = NIOLoopBound(self, eventLoop: eventLoop)
        let promise = eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(Self.wrapOutboundOut(inItsForm(frames)), promise: promise)
        return promise.futureResult.always { result in
            connection.value.bulk -= 1
            if case .failure = result { connection.value.descriptor = nil }
        }
    }

    /// Hands the system what was written while nothing waited; what it does not take waits in the channel.
    private func sendUnsent() {
        guard unsent.readableBytes > 0, let descriptor else { return }
        let rest = descriptor.take(unsent)
        unsent = ByteBuffer()
        if rest.readableBytes > 0 { writeToChannel(rest) }
    }

    private func writeToChannel(_ frames: ByteBuffer) {
        guard let context else { return }
        guard let piece = outbox.write() else {
            return context.write(Self.wrapOutboundOut(frames), promise: nil)
        }
        let gone = eventLoop.makePromise(of: Void.self)
        context.write(Self.wrapOutboundOut(frames), promise: gone)
        gone.futureResult.assumeIsolated().whenSuccess { self.outbox.sent(piece) }
    }

    /// Sends complete frames, compressed where the client takes it and it is worth it.
    func send(_ frames: ByteBuffer) {
        write(inItsForm(frames))
        flush()
    }

    /// Frames as the client is to get them.
    private func inItsForm(_ frames: ByteBuffer) -> ByteBuffer {
        compresses ? codec?.compressed(frames) ?? frames : frames
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

    /// Begins something whose outcome comes once, from any thread.
    ///
    /// `take` gets it on the loop; what it writes is sent together with what else has come by then.
    func begin<Outcome: Sendable>(_ take: @escaping (Outcome) -> Void) -> @Sendable (Outcome) -> Void {
        begin()
        let taker = NIOLoopBound((connection: self, take: take), eventLoop: eventLoop)
        let answers = surroundings.answers[eventLoop]
        return { outcome in
            answers.add {
                let (connection, take) = taker.value
                connection.end()
                take(outcome)
                return connection
            }
        }
    }

    /// Asks the store whether a session has ended, and closes the socket if it has.
    func closeIfEnded(_ session: Session, asking messenger: Messenger) {
        surroundings.heartbeats.check(session, with: messenger, on: eventLoop) { [weak self] in
            self?.close(.sessionEnded)
        }
    }

    /// Counts this socket as one of its owner's; one that is too many is closed.
    func count(for owner: ID<User>) {
        ownerSeat = seat(for: .user(owner))
    }

    private func seat(for holder: ListenerCensus.Holder) -> ListenerCensus.Seat? {
        guard phase == .open else { return nil }
        guard let seat = surroundings.census.seat(for: holder) else {
            close(.tooManySockets)
            return nil
        }
        return seat
    }

    /// Says goodbye, and gives the client a moment to answer.
    func close(_ code: CloseCode) {
        guard phase == .open else { return }
        logger.debug("Closing a socket", metadata: ["code": "\(code.rawValue)", "reason": "\(code.reason)"])
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
        // First, since a session that is over is told so, however silent its client.
        conversation?.beat()
        guard phase == .open else { return }
        guard hasHeardSinceBeat else {
            context?.close(promise: nil)
            return
        }
        // Of a client that is not read nothing can come.
        hasHeardSinceBeat = !isReading
        send(FrameBytes.frame(.ping))
    }

    private func answerClose(_ code: UInt16?) {
        var payload = ByteBuffer()
        if let code { payload.writeInteger(code) }
        startClosing(with: FrameBytes.frame(.connectionClose, payload))
    }

    /// Says goodbye to a client whose answer could not be read.
    ///
    /// What it still sends is taken all the same, or the close frame would not arrive.
    private func abandonInput(_ code: CloseCode) {
        close(code)
        context?.close(mode: .output, promise: nil)
    }

    private func startClosing(with frame: ByteBuffer) {
        leave()
        guard phase == .open, let context else { return }
        sendUnsent()
        phase = .closing
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
    }

    private func closeChannel() {
        guard phase != .closed, let context else { return }
        beClosed()
        context.close(promise: nil)
    }

    private func beClosed() {
        phase = .closed
        descriptor = nil
        unsent = ByteBuffer()
    }

    private func leave() {
        guard let conversation else { return }
        self.conversation = nil
        surroundings.heartbeats.remove(self, on: eventLoop)
        addressSeat = nil
        ownerSeat = nil
        conversation.closed()
    }
}
