/// Where a frame of the server lies among the bytes that have come (RFC 6455, 5.2).
struct InboundFrame: Equatable {
    /// What it is: 1 text, 2 binary, 8 close, 9 ping, 10 pong.
    let opcode: UInt8
    /// Whether what it carries is compressed (RFC 7692, 6).
    var isCompressed = false
    /// Where what it carries lies.
    let payload: Range<Int>

    /// What the bytes from some place on hold.
    enum Found: Equatable {
        case frame(InboundFrame)
        /// Not all of a frame has come.
        case part
        /// No frame that a server may send to this client.
        case broken
    }

    static let text: UInt8 = 1
    static let close: UInt8 = 8
    static let ping: UInt8 = 9
    static let pong: UInt8 = 10

    /// Looks for a frame that begins at `start`, for a client that has agreed to compressed ones or not.
    @inline(__always)
    static func find(in bytes: UnsafeRawBufferPointer, at start: Int, compresses: Bool = false) -> Found {
        guard bytes.count - start >= 2 else { return .part }
        let head = bytes[start]
        // Whole messages only: this server does not send fragments.
        guard head & (compresses ? 0xB0 : 0xF0) == 0x80 else { return .broken }
        var begin = start + 2
        let length: Int
        switch bytes[start + 1] {
        case let short where short < 126:
            length = Int(short)
        case 126:
            guard bytes.count - start >= 4 else { return .part }
            length = Int(bytes[start + 2]) << 8 | Int(bytes[start + 3])
            begin += 2
        case 127:
            guard bytes.count - start >= 10 else { return .part }
            let long = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 2, as: UInt64.self))
            guard long < 1 << 31 else { return .broken }
            length = Int(long)
            begin += 8
        default:
            return .broken
        }
        guard bytes.count - begin >= length else { return .part }
        return .frame(
            InboundFrame(opcode: head & 0x0F, isCompressed: head & 0x40 != 0, payload: begin..<begin + length)
        )
    }
}
