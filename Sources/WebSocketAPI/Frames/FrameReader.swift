import NIOCore
import NIOWebSocket

/// A frame of the client's, whole, with the mask taken off.
struct ReceivedFrame {
    /// FIN, the reserved bits and the opcode (RFC 6455, 5.2).
    let first: UInt8
    let isMasked: Bool
    let payload: ByteBuffer

    var isFinal: Bool { first & 0x80 != 0 }
    var isCompressed: Bool { first & FrameBytes.isCompressed != 0 }
    var hasReservedBits: Bool { first & 0x30 != 0 }
    /// What it is for; nil for an opcode that has no meaning.
    var opcode: WebSocketOpcode? { WebSocketOpcode(encodedWebSocketOpcode: first & 0x0F) }
}

/// Cuts what a client sends into frames (RFC 6455, 5.2), in whatever pieces it comes.
///
/// It keeps nothing while no frame is under way, which NIO's decoder does, for each of ten thousand silent sockets
/// (docs/decisions/0007-sockets-as-channel-handlers.md).
struct FrameReader {
    /// What there is to read.
    enum Output {
        /// The next frame.
        case frame(ReceivedFrame)
        /// Nothing, until more has come.
        case nothing
        /// What has come is no frame, and nor will be what follows.
        case violation(CloseCode)
    }

    private let limit: Int
    private var input = ByteBuffer()
    /// Whether `input` is a copy of ours, and not what the channel has read.
    private var isKept = false
    private var isBroken = false

    /// A reader of frames whose payload has up to `limit` bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes what has come; call `next()` until there is nothing more.
    mutating func take(_ bytes: ByteBuffer) {
        guard !isBroken else { return }
        if isKept {
            input.writeImmutableBuffer(bytes)
        } else {
            input = bytes
        }
    }

    /// The next frame of what has been taken.
    mutating func next() -> Output {
        guard let head = input.withUnsafeReadableBytes({ FrameHead($0) }) else { return wait() }
        if let code = head.violation(limit: limit) { return end(code) }
        guard let payload = input.readPayload(of: head) else { return wait() }
        return .frame(ReceivedFrame(first: head.first, isMasked: head.key != nil, payload: payload))
    }

    /// Keeps a frame that has only begun, and lets go of the channel's buffer, which may be much larger.
    private mutating func wait() -> Output {
        if input.readableBytes == 0 {
            drop()
        } else if !isKept {
            input = ByteBuffer(bytes: input.readableBytesView)
            isKept = true
        } else {
            input.discardReadBytes()
        }
        return .nothing
    }

    private mutating func end(_ code: CloseCode) -> Output {
        isBroken = true
        drop()
        return .violation(code)
    }

    private mutating func drop() {
        input = ByteBuffer()
        isKept = false
    }
}

/// What stands before a frame's payload.
private struct FrameHead {
    let first: UInt8
    /// The length of the payload.
    let length: UInt64
    /// The mask, as its bytes lie; nil when there is none.
    let key: UInt32?
    /// The length of the head itself.
    let size: Int

    /// Reads the head that stands at the start of `bytes`; nil when more must come first.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 2 else { return nil }
        first = bytes[0]
        let isMasked = bytes[1] & 0x80 != 0
        let short = bytes[1] & 0x7F
        let end = short < 126 ? 2 : short == 126 ? 4 : 10
        size = end + (isMasked ? 4 : 0)
        guard bytes.count >= size else { return nil }
        length =
            switch end {
            case 2: UInt64(short)
            case 4: UInt64(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
            default: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
            }
        key = isMasked ? bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self) : nil
    }

    /// Why no frame may begin so; nil when one may.
    ///
    /// A control frame is short and in one piece (5.5).
    func violation(limit: Int) -> CloseCode? {
        if first & 0x08 != 0, first & 0x80 == 0 || length > 125 { return .protocolError }
        return length > limit ? .messageTooBig : nil
    }
}

extension ByteBuffer {
    /// Takes a frame, and gives its payload without the mask; nil when not all of it is there.
    fileprivate mutating func readPayload(of head: FrameHead) -> ByteBuffer? {
        let length = Int(head.length)
        guard readableBytes >= head.size + length else { return nil }
        moveReaderIndex(forwardBy: head.size)
        guard let key = head.key else { return readSlice(length: length) }
        defer { moveReaderIndex(forwardBy: length) }
        guard length > 0 else { return ByteBuffer() }
        var payload = ByteBufferAllocator().buffer(capacity: length)
        payload.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { target in
            withUnsafeReadableBytes { $0.unmask(length, with: key, into: target) }
            return length
        }
        return payload
    }
}

extension UnsafeRawBufferPointer {
    /// Writes the first bytes to `target`, each combined with its byte of the mask (5.3), eight at a time.
    fileprivate func unmask(_ count: Int, with key: UInt32, into target: UnsafeMutableRawBufferPointer) {
        let wide = UInt64(key) << 32 | UInt64(key)
        var place = 0
        while count - place >= 8 {
            let word = loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ wide
            target.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
            place += 8
        }
        Swift.withUnsafeBytes(of: key) { key in
            for place in place..<count { target[place] = self[place] ^ key[place % 4] }
        }
    }
}
