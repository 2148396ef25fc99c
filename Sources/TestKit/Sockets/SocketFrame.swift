public import NIOCore
public import NIOWebSocket

/// A frame from the server, taken apart by the tests' own reading of RFC 6455, section 5.2.
public struct SocketFrame: Hashable, Sendable, CustomStringConvertible {
    /// Whether it ends its message.
    public let isFinal: Bool
    /// Whether it says that its message is compressed.
    public let isCompressed: Bool
    /// What it is.
    public let opcode: WebSocketOpcode
    /// What it carries.
    public let payload: [UInt8]

    /// The payload as text, expanded if it is compressed.
    public var text: String {
        String(decoding: isCompressed ? Deflate.expand(payload) ?? [] : payload, as: UTF8.self)
    }

    /// The code of a close frame; nil when it has none.
    public var closeCode: Int? {
        guard opcode == .connectionClose, payload.count >= 2 else { return nil }
        return Int(payload[0]) << 8 | Int(payload[1])
    }

    /// Opcode and payload.
    public var description: String {
        "\(opcode) \(closeCode.map(String.init) ?? text)"
    }
}

/// The server sent a frame that the protocol forbids it.
struct BadServerFrame: Error {
    let head: [UInt8]
}

extension ByteBuffer {
    /// Takes a whole frame, if it is there.
    mutating func readFrame() throws -> SocketFrame? {
        var rest = self
        guard let (first, second) = rest.readMultipleIntegers(as: (UInt8, UInt8).self) else { return nil }
        guard first & 0x30 == 0, second & 0x80 == 0, let opcode = WebSocketOpcode(encodedWebSocketOpcode: first & 0x0F)
        else { throw BadServerFrame(head: [first, second]) }
        let length: Int?
        switch second {
        case 126: length = rest.readInteger(as: UInt16.self).map(Int.init)
        case 127: length = rest.readInteger(as: UInt64.self).map(Int.init)
        default: length = Int(second)
        }
        guard let length, let payload = rest.readBytes(length: length) else { return nil }
        self = rest
        return SocketFrame(
            isFinal: first & 0x80 != 0,
            isCompressed: first & 0x40 != 0,
            opcode: opcode,
            payload: payload
        )
    }

    /// Appends a frame as a client writes it: masked, unless a test wants it otherwise.
    ///
    /// `first` is the whole first byte.
    public mutating func writeClientFrame(first: UInt8, payload: [UInt8], isMasked: Bool = true) {
        let mask: UInt8 = isMasked ? 0x80 : 0
        writeInteger(first)
        switch payload.count {
        case ...125:
            writeInteger(mask | UInt8(payload.count))
        case ...Int(UInt16.max):
            writeInteger(mask | 126)
            writeInteger(UInt16(payload.count))
        default:
            writeInteger(mask | 127)
            writeInteger(UInt64(payload.count))
        }
        guard isMasked else {
            writeBytes(payload)
            return
        }
        let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        writeBytes(key)
        writeBytes(payload.enumerated().map { $0.element ^ key[$0.offset % 4] })
    }
}
