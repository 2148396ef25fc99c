internal import CZlib

/// The bytes in the format of gzip; nil when there is no memory for that.
func gzip(_ bytes: [UInt8]) -> [UInt8]? {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }
    guard CZlib_gzipInit(stream) == Z_OK else { return nil }
    let room = Int(deflateBound(stream, UInt(bytes.count)))
    var status = Z_OK
    let compressed = bytes.withUnsafeBufferPointer { source in
        [UInt8](unsafeUninitializedCapacity: room) { target, count in
            // zlib only reads what `next_in` points at.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            stream.pointee.avail_in = UInt32(source.count)
            stream.pointee.next_out = target.baseAddress
            stream.pointee.avail_out = UInt32(room)
            status = deflate(stream, Z_FINISH)
            count = room - Int(stream.pointee.avail_out)
        }
    }
    return status == Z_STREAM_END ? compressed : nil
}
