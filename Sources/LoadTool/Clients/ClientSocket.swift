import MessageDeflate
import NIOCore

/// One connection of a client: opens the WebSocket, takes frames apart, and answers pings.
///
/// There is one handler in the pipeline and no object for a frame: the tool has to keep up with a server that joins
/// its frames, on no more processor time than that takes.
final class ClientSocket: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let client: LoadClient
    private var context: ChannelHandlerContext?
    private var isOpen = false
    private var wasCut = false
    private var rest = ByteBuffer()
    private var ending = "the connection ended without a close frame"

    init(client: LoadClient) {
        self.client = client
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        var request = context.channel.allocator.buffer(capacity: 512)
        request.writeString("GET \(client.target) HTTP/1.1\r\nHost: \(client.crew.stage.host)\r\n")
        if client.crew.plan.door == .account {
            request.writeString("Authorization: Bearer \(client.crew.stage.token(of: client.number))\r\n")
        }
        request.writeString("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
        if client.crew.plan.compresses { request.writeString("Sec-WebSocket-Extensions: permessage-deflate\r\n") }
        request.writeString("Sec-WebSocket-Key: d3MtbWVzc2VuZ2VyLWJjaA==\r\n\r\n")
        context.writeAndFlush(Self.wrapOutboundOut(request), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = Self.unwrapInboundIn(data)
        client.crew.tally.bytes += Int64(bytes.readableBytes)
        if rest.readableBytes > 0 {
            rest.writeBuffer(&bytes)
            swap(&rest, &bytes)
            rest = ByteBuffer()
        }
        if !isOpen, !open(&bytes) {
            rest = bytes
            return
        }
        takeFrames(&bytes)
        if bytes.readableBytes > 0 {
            // A copy: the buffer that was read into can be used again.
            rest = ByteBuffer(bytes: bytes.readableBytesView)
        }
        client.didTakeAll()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        client.didClose(ending, wasCut: wasCut)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        ending = "\(error)"
        context.close(promise: nil)
    }

    /// Sends whole frames.
    func send(_ frames: ByteBuffer) {
        context?.writeAndFlush(Self.wrapOutboundOut(frames), promise: nil)
    }

    /// Sends a text frame.
    func send(text: String) {
        var frame = ByteBuffer()
        frame.writeMaskedText(text, key: client.crew.keys.next())
        send(frame)
    }

    /// Ends the connection as a lost network does: without a goodbye.
    func cut() {
        wasCut = true
        context?.close(promise: nil)
    }

    /// Says goodbye and goes.
    func leave() {
        let code: [UInt8] = [0x03, 0xE8]
        code.withUnsafeBytes { answer(InboundFrame.close, $0) }
        context?.close(promise: nil)
    }

    /// Takes the reply of the handshake; false while it has not come whole, and when it is a refusal.
    private func open(_ bytes: inout ByteBuffer) -> Bool {
        guard let end = bytes.readableBytesView.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let head = bytes.readString(length: end.upperBound - bytes.readerIndex) ?? ""
        guard head.hasPrefix("HTTP/1.1 101 ") else {
            ending = "a socket was refused: \(head.prefix { !$0.isNewline })"
            context?.close(promise: nil)
            return false
        }
        isOpen = true
        client.didOpen(self)
        return true
    }

    private func takeFrames(_ bytes: inout ByteBuffer) {
        let now = Crew.now
        let taken = bytes.withUnsafeReadableBytes { memory in
            var place = 0
            while true {
                switch InboundFrame.find(in: memory, at: place, compresses: client.crew.plan.compresses) {
                case .part:
                    return place
                case .broken:
                    ending = "the server sent a frame that it must not send"
                    context?.close(promise: nil)
                    return memory.count
                case .frame(let frame):
                    take(frame, UnsafeRawBufferPointer(rebasing: memory[frame.payload]), at: now)
                    place = frame.payload.upperBound
                }
            }
        }
        bytes.moveReaderIndex(forwardBy: taken)
    }

    @inline(__always)
    private func take(_ frame: InboundFrame, _ payload: UnsafeRawBufferPointer, at now: UInt64) {
        switch frame.opcode {
        case InboundFrame.text where frame.isCompressed: takeCompressed(payload, at: now)
        case InboundFrame.text: client.take(ServerWord(payload), at: now)
        case InboundFrame.ping: answer(InboundFrame.pong, payload)
        case InboundFrame.close: close(payload)
        default: break
        }
    }

    private func takeCompressed(_ payload: UnsafeRawBufferPointer, at now: UInt64) {
        guard case .message(let text) = client.crew.inflater.inflate(ByteBuffer(bytes: payload), limit: 1 << 24) else {
            ending = "the server sent a message that cannot be expanded"
            context?.close(promise: nil)
            return
        }
        client.crew.tally.compressed += 1
        text.withUnsafeReadableBytes { client.take(ServerWord($0), at: now) }
    }

    private func answer(_ opcode: UInt8, _ payload: UnsafeRawBufferPointer) {
        var frame = ByteBuffer()
        frame.writeMaskedFrame(opcode: opcode, payload, key: client.crew.keys.next())
        send(frame)
    }

    private func close(_ payload: UnsafeRawBufferPointer) {
        if payload.count >= 2 {
            let code = Int(payload[0]) << 8 | Int(payload[1])
            ending = "the server closed a socket with \(code) \(String(decoding: payload.dropFirst(2), as: UTF8.self))"
        }
        answer(InboundFrame.close, UnsafeRawBufferPointer(rebasing: payload.prefix(2)))
        context?.close(promise: nil)
    }
}
