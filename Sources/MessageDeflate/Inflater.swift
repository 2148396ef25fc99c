import CZlib
public import NIOCore

/// Expands compressed messages, each by itself (RFC 7692, 7.2.2, without context takeover).
///
/// It belongs to one event loop, whose sockets share it: between two messages it remembers nothing.
public final class Inflater {
    /// What came of a message.
    public enum Outcome: Equatable {
        /// The message.
        case message(ByteBuffer)
        /// It is no DEFLATE data, or ends in the middle.
        case invalid
        /// It holds more than was allowed; the rest was not looked at.
        case tooBig
    }

    private enum Step {
        case more
        case ended
        case failed(Outcome)
    }

    /// What the sender took off the end (RFC 7692, 7.2.1).
    private static let tail = ByteBuffer(bytes: [0x00, 0x00, 0xFF, 0xFF]).readableBytesView
    /// Set in `data_type` between two blocks.
    private static let isBetweenBlocks: Int32 = 128

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let isReady: Bool

    /// An expander; without memory for it every message is invalid.
    public init() {
        stream.initialize(to: z_stream())
        isReady = CZlib_inflateInit(stream, MAX_WBITS) == Z_OK
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Expands the payload of a message to at most `limit` bytes.
    public func inflate(_ payload: ByteBuffer, limit: Int) -> Outcome {
        guard isReady, inflateReset(stream) == Z_OK else { return .invalid }
        var message = ByteBuffer()
        for (input, isLast) in [(payload.readableBytesView, false), (Self.tail, true)] {
            switch take(input, into: &message, limit: limit) {
            case .more where !isLast: continue
            case .more: return stream.pointee.data_type & Self.isBetweenBlocks != 0 ? .message(message) : .invalid
            // A block was marked as the last, which a sender may do and seldom does (7.2.3.4).
            case .ended: return .message(message)
            case .failed(let outcome): return outcome
            }
        }
        return .message(message)
    }

    /// Expands a piece of a message; after a last block of DEFLATE another stream may begin.
    private func take(_ input: ByteBufferView, into message: inout ByteBuffer, limit: Int) -> Step {
        input.withUnsafeBytes { source in
            // zlib only reads what `next_in` points at.
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self)
            )
            stream.pointee.avail_in = UInt32(source.count)
            while true {
                // One byte over the limit tells that there is more.
                let room = min(max(512, 3 * Int(stream.pointee.avail_in)), limit + 1 - message.readableBytes)
                let result = run(into: &message, room: room)
                guard message.readableBytes <= limit else { return .failed(.tooBig) }
                switch result {
                case Z_STREAM_END where stream.pointee.avail_in == 0:
                    return .ended
                case Z_STREAM_END:
                    guard inflateReset(stream) == Z_OK else { return .failed(.invalid) }
                case Z_OK where stream.pointee.avail_out == 0, Z_BUF_ERROR where stream.pointee.avail_out == 0:
                    continue
                case Z_OK, Z_BUF_ERROR:
                    return .more
                default:
                    return .failed(.invalid)
                }
            }
        }
    }

    private func run(into message: inout ByteBuffer, room: Int) -> Int32 {
        var result = Z_OK
        message.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { target in
            stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(room)
            result = CZlib.inflate(stream, Z_SYNC_FLUSH)
            return room - Int(stream.pointee.avail_out)
        }
        return result
    }
}
