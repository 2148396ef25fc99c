import NIOCore
import NIOWebSocket

/// Frames from the server as bytes: final and unmasked (RFC 6455, 5.2).
enum FrameBytes {
    /// A text frame.
    static func text(_ payload: [UInt8]) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: payload.count + 10)
        buffer.writeHead(opcode: .text, length: payload.count)
        buffer.writeBytes(payload)
        return buffer
    }

    /// A ping or pong frame; the payload is at most 125 bytes.
    static func control(_ opcode: WebSocketOpcode, _ payload: ByteBuffer = ByteBuffer()) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeHead(opcode: opcode, length: payload.readableBytes)
        buffer.writeImmutableBuffer(payload)
        return buffer
    }

    /// A close frame; nil closes without a code.
    static func close(_ code: CloseCode?) -> ByteBuffer {
        guard let code else { return control(.connectionClose) }
        var payload = ByteBuffer(integer: code.rawValue)
        payload.writeString(code.reason)
        return control(.connectionClose, payload)
    }
}

extension ByteBuffer {
    fileprivate mutating func writeHead(opcode: WebSocketOpcode, length: Int) {
        writeInteger(0x80 | UInt8(webSocketOpcode: opcode))
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
