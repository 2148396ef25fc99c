import MessageDeflate
import NIOCore
import NIOWebSocket

/// Puts messages together from frames, and knows what the protocol forbids (RFC 6455, 5.4 to 5.6 and 7.1.5; RFC 7692, 6).
///
/// It decides; the connection acts.
struct MessageAssembler {
    /// What a frame makes complete.
    enum Output: Equatable {
        /// Nothing yet, or nothing that needs an answer.
        case nothing
        /// A text message.
        case text(ByteBuffer)
        /// A binary message.
        case binary(ByteBuffer)
        /// A ping, to be answered with the same payload.
        case ping(ByteBuffer)
        /// The client closes, with a code that may be echoed.
        case close(UInt16?)
        /// The client broke the protocol.
        case violation(CloseCode)
    }

    private struct Message {
        let isText: Bool
        let isCompressed: Bool
        var payload: ByteBuffer
    }

    private let limit: Int
    private let codec: LoopCodec?
    private var fragments: Message?

    /// An assembler of messages up to `limit` bytes; with a codec they may be compressed, and the limit holds before and
    /// after.
    init(limit: Int, codec: LoopCodec? = nil) {
        self.limit = limit
        self.codec = codec
    }

    /// Takes the next frame.
    mutating func receive(_ frame: ReceivedFrame) -> Output {
        guard frame.isMasked, !frame.hasReservedBits else { return .violation(.protocolError) }
        switch (frame.opcode, frame.isCompressed) {
        case (.text, _): return begin(isText: true, frame)
        case (.binary, _): return begin(isText: false, frame)
        case (.continuation, false): return resume(frame)
        case (.ping, false): return .ping(frame.payload)
        case (.pong, false): return .nothing
        case (.connectionClose, false): return Self.close(frame.payload)
        default: return .violation(.protocolError)
        }
    }

    private mutating func begin(isText: Bool, _ frame: ReceivedFrame) -> Output {
        guard fragments == nil, !frame.isCompressed || codec != nil else { return .violation(.protocolError) }
        let message = Message(isText: isText, isCompressed: frame.isCompressed, payload: frame.payload)
        guard frame.isFinal else {
            fragments = message
            return .nothing
        }
        return complete(message)
    }

    private mutating func resume(_ frame: ReceivedFrame) -> Output {
        guard var message = fragments else { return .violation(.protocolError) }
        let length = message.payload.readableBytes + frame.payload.readableBytes
        guard length <= limit else { return .violation(.messageTooBig) }
        fragments = nil
        message.payload.writeImmutableBuffer(frame.payload)
        guard frame.isFinal else {
            fragments = message
            return .nothing
        }
        return complete(message)
    }

    private func complete(_ message: Message) -> Output {
        guard message.isCompressed, let codec else { return Self.output(message.isText, message.payload) }
        switch codec.inflate(message.payload, limit: limit) {
        case .message(let payload): return Self.output(message.isText, payload)
        case .invalid: return .violation(.invalidData)
        case .tooBig: return .violation(.messageTooBig)
        }
    }

    private static func output(_ isText: Bool, _ payload: ByteBuffer) -> Output {
        guard isText else { return .binary(payload) }
        guard payload.isUTF8 else { return .violation(.invalidData) }
        return .text(payload)
    }

    private static func close(_ payload: ByteBuffer) -> Output {
        var payload = payload
        guard payload.readableBytes > 0 else { return .close(nil) }
        guard let code = payload.readInteger(as: UInt16.self), code.isValidFromClient else {
            return .violation(.protocolError)
        }
        return payload.isUTF8 ? .close(code) : .violation(.invalidData)
    }
}

extension ByteBuffer {
    fileprivate var isUTF8: Bool {
        (try? UTF8Span(validating: readableBytesUInt8Span)) != nil
    }
}

extension UInt16 {
    /// Whether a client may send this close code (RFC 6455, 7.4.1 and 7.4.2).
    fileprivate var isValidFromClient: Bool {
        switch self {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
