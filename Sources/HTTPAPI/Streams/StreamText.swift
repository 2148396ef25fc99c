import NIOCore

/// What an event stream says beside events (WHATWG HTML, 9.2.6).
enum StreamText {
    /// A line that clients pass over.
    static let comment = ByteBuffer(string: ":\n\n")

    /// After which pause a client is to come back when the connection ends.
    static func retry(afterMilliseconds pause: Int64) -> ByteBuffer {
        ByteBuffer(string: "retry:\(pause)\n\n")
    }

    /// A message whose data is one line of JSON.
    static func data(_ json: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer(string: "data:")
        buffer.writeBytes(json)
        buffer.writeString("\n\n")
        return buffer
    }
}
