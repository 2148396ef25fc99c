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
    mutating func receive(_ frame: WebSocketFrame) -> Output {
        guard !frame.rsv2, !frame.rsv3, frame.maskKey != nil else { return .violation(.protocolError) }
        let payload = frame.unmaskedData
        switch (frame.opcode, frame.rsv1) {
        case (.text, let isCompressed): return begin(isText: true, isCompressed, payload, isFinal: frame.fin)
        case (.binary, let isCompressed): return begin(isText: false, isCompressed, payload, isFinal: frame.fin)
        case (.continuation, false): return resume(payload, isFinal: frame.fin)
        case (.ping, false): return .ping(payload)
        case (.pong, false): return .nothing
        case (.connectionClose, false): return Self.close(payload)
        default: return .violation(.protocolError)
        }
    }

    private mutating func begin(isText: Bool, _ isCompressed: Bool, _ payload: ByteBuffer, isFinal: Bool) -> Output {
        guard fragments == nil, !isCompressed || codec != nil else { return .violation(.protocolError) }
        let message = Message(isText: isText, isCompressed: isCompressed, payload: payload)
        guard isFinal else {
            fragments = message
            return .nothing
        }
        return complete(message)
    }

    private mutating func resume(_ payload: ByteBuffer, isFinal: Bool) -> Output {
        guard var message = fragments else { return .violation(.protocolError) }
        guard message.payload.readableBytes + payload.readableBytes <= limit else { return .violation(.messageTooBig) }
        fragments = nil
        message.payload.writeImmutableBuffer(payload)
        guard isFinal else {
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
        guard payload.readableBytesView.isUTF8 else { return .violation(.invalidData) }
        return .text(payload)
    }

    private static func close(_ payload: ByteBuffer) -> Output {
        var payload = payload
        guard payload.readableBytes > 0 else { return .close(nil) }
        guard let code = payload.readInteger(as: UInt16.self), code.isValidFromClient else {
            return .violation(.protocolError)
        }
        return payload.readableBytesView.isUTF8 ? .close(code) : .violation(.invalidData)
    }
}

extension ByteBufferView {
    fileprivate var isUTF8: Bool {
        String(validating: self, as: UTF8.self) != nil
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
