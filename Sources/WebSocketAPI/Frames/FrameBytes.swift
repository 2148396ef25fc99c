import NIOCore
import NIOWebSocket

/// Frames from the server as bytes: final and unmasked (RFC 6455, 5.2).
enum FrameBytes {
    /// The bit of a frame's first byte that says that its message is compressed (RFC 7692, 6).
    static let isCompressed: UInt8 = 0x40

    /// A text frame.
    static func text(_ payload: [UInt8]) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: payload.count + 10)
        buffer.writeTextFrame(payload)
        return buffer
    }

    /// A frame with whatever payload; that of a ping or pong is at most 125 bytes.
    static func frame(_ opcode: WebSocketOpcode, _ payload: ByteBuffer = ByteBuffer()) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeHead(opcode: opcode, length: payload.readableBytes)
        buffer.writeImmutableBuffer(payload)
        return buffer
    }

    /// A close frame; nil closes without a code.
    static func close(_ code: CloseCode?) -> ByteBuffer {
        guard let code else { return frame(.connectionClose) }
        var payload = ByteBuffer(integer: code.rawValue)
        payload.writeString(code.reason)
        return frame(.connectionClose, payload)
    }
}

/// A frame of the server's, taken apart.
struct ServerFrameParts {
    /// Opcode and bits.
    let first: UInt8
    let payload: ByteBuffer

    /// Whether it carries a message, whole.
    var isData: Bool { first == 0x81 || first == 0x82 }
}

extension ByteBuffer {
    /// Takes one of the frames that the server itself has written.
    mutating func readServerFrame() -> ServerFrameParts? {
        guard let (first, second) = readMultipleIntegers(as: (UInt8, UInt8).self) else { return nil }
        let length: Int? =
            switch second {
            case 126: readInteger(as: UInt16.self).map(Int.init)
            case 127: readInteger(as: UInt64.self).map(Int.init)
            default: Int(second)
            }
        guard let length, let payload = readSlice(length: length) else { return nil }
        return ServerFrameParts(first: first, payload: payload)
    }

    /// Appends a text frame.
    mutating func writeTextFrame(_ payload: [UInt8]) {
        writeHead(opcode: .text, length: payload.count)
        writeBytes(payload)
    }

    /// Appends a frame whose first byte is given.
    mutating func writeFrame(first: UInt8, payload: ByteBuffer) {
        writeHead(first: first, length: payload.readableBytes)
        writeImmutableBuffer(payload)
    }

    fileprivate mutating func writeHead(opcode: WebSocketOpcode, length: Int) {
        writeHead(first: 0x80 | UInt8(webSocketOpcode: opcode), length: length)
    }

    private mutating func writeHead(first: UInt8, length: Int) {
        writeInteger(first)
        switch length {
        case ...125:
            writeInteger(UInt8(length))
        case ...Int(UInt16.max):
            writeInteger(126 as UInt8)
            writeInteger(UInt16(length))
        default:
            writeInteger(127 as UInt8)
            writeInteger(UInt64(length))
        }
    }
}
