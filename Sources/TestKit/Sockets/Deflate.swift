import CZlib

/// DEFLATE as a client of permessage-deflate has it (RFC 7692, 7.2), apart from the server's own.
public enum Deflate {
    /// The payload of a compressed message.
    public static func compress(_ bytes: [UInt8]) -> [UInt8] {
        withStream { stream in
            guard CZlib_deflateInit(stream, Z_DEFAULT_COMPRESSION, MAX_WBITS, 8) == Z_OK else { return [] }
            defer { deflateEnd(stream) }
            let room = Int(deflateBound(stream, UInt(bytes.count))) + 16
            return Array(run(stream, bytes, room: room) { deflate(stream, Z_SYNC_FLUSH) }?.dropLast(4) ?? [])
        }
    }

    /// The message of a compressed payload, of at most a mebibyte; nil when it is not DEFLATE.
    public static func expand(_ payload: [UInt8]) -> [UInt8]? {
        withStream { stream in
            guard CZlib_inflateInit(stream, MAX_WBITS) == Z_OK else { return nil }
            defer { inflateEnd(stream) }
            return run(stream, payload + [0x00, 0x00, 0xFF, 0xFF], room: 1 << 20) { inflate(stream, Z_SYNC_FLUSH) }
        }
    }

    private static func withStream<Value>(_ body: (UnsafeMutablePointer<z_stream>) -> Value) -> Value {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        return body(stream)
    }

    private static func run(
        _ stream: UnsafeMutablePointer<z_stream>,
        _ input: [UInt8],
        room: Int,
        _ step: () -> Int32
    ) -> [UInt8]? {
        var input = input
        var result = Z_OK
        let output = input.withUnsafeMutableBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: room) { target, count in
                stream.pointee.next_in = source.baseAddress
                stream.pointee.avail_in = UInt32(source.count)
                stream.pointee.next_out = target.baseAddress
                stream.pointee.avail_out = UInt32(room)
                result = step()
                count = room - Int(stream.pointee.avail_out)
            }
        }
        return result == Z_OK ? output : nil
    }
}
