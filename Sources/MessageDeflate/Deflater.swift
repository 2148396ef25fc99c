import CZlib
public import NIOCore

/// Compresses messages, each by itself (RFC 7692, 7.2.1, without context takeover).
///
/// It belongs to one event loop, whose sockets share it: between two messages it remembers nothing.
public final class Deflater {
    /// The base-two logarithm of how far back a repetition is seen.
    ///
    /// A client may ask for as little as this and gets it. 4 KiB hold most frames, and the state is 32 KiB instead of
    /// 256 KiB, which is also what makes a reset cheap.
    public static let windowBits = 12
    private static let memoryLevel: Int32 = 5

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let isReady: Bool

    /// A compressor of zlib's level 1 to 9.
    public init(level: Int32 = 1) {
        stream.initialize(to: z_stream())
        isReady = CZlib_deflateInit(stream, level, Int32(Self.windowBits), Self.memoryLevel) == Z_OK
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// The payload of a compressed message; nil when it would be no shorter, or there is no memory for it.
    public func deflate(_ payload: ByteBufferView) -> ByteBuffer? {
        guard isReady, deflateReset(stream) == Z_OK else { return nil }
        // Room for the four bytes at the end that are not sent.
        var result = ByteBuffer()
        let isComplete = payload.withUnsafeBytes { source in
            result.writeWithUnsafeMutableBytes(minimumWritableBytes: payload.count + 4) { target in
                run(from: source, into: UnsafeMutableRawBufferPointer(rebasing: target[..<(payload.count + 4)]))
            } >= 0 && stream.pointee.avail_in == 0 && stream.pointee.avail_out > 0
        }
        // What a flush ends with is implied by the end of the message.
        guard isComplete, result.readableBytes > 4, result.readableBytes - 4 < payload.count else { return nil }
        result.moveWriterIndex(to: result.writerIndex - 4)
        return result
    }

    /// Compresses as much as fits, and ends on a whole byte; tells how many bytes were written.
    private func run(from source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) -> Int {
        // zlib only reads what `next_in` points at.
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self)
        )
        stream.pointee.avail_in = UInt32(source.count)
        stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(target.count)
        _ = CZlib.deflate(stream, Z_SYNC_FLUSH)
        return target.count - Int(stream.pointee.avail_out)
    }
}
