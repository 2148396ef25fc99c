public import NIOCore
import NIOHTTP1

extension RawConnection {
    /// Reads one reply.
    ///
    /// One to HEAD, and one without a body by its status, ends with its head.
    public func reply(toHEAD: Bool = false, within patience: TimeAmount = patience) async throws -> Reply {
        try await read(within: patience) { buffer in try buffer.readReply(hasBody: !toHEAD) }
    }
}

extension ByteBuffer {
    /// Takes a whole reply, if it is there.
    fileprivate mutating func readReply(hasBody: Bool) throws -> Reply? {
        var rest = self
        guard let head = rest.readHead() else { return nil }
        let isEmpty = !hasBody || head.status < 200 || [204, 304].contains(head.status)
        guard let body = isEmpty ? [] : rest.readBody(head.headers) else { return nil }
        self = rest
        return Reply(status: head.status, headers: head.headers, body: body)
    }

    private mutating func readHead() -> (status: Int, headers: HTTPHeaders)? {
        var lines: [Substring] = []
        while let line = readLine() {
            guard !line.isEmpty else {
                let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
                let fields = lines.dropFirst().map { $0.split(separator: ":", maxSplits: 1) }
                let pairs = fields.map { (String($0[0]), $0.count == 2 ? String($0[1].trimmingPrefix(" ")) : "") }
                return (status, HTTPHeaders(pairs))
            }
            lines.append(Substring(line))
        }
        return nil
    }

    private mutating func readBody(_ headers: HTTPHeaders) -> [UInt8]? {
        guard headers.first(name: "transfer-encoding") == "chunked" else {
            return readBytes(length: headers.first(name: "content-length").flatMap(Int.init) ?? 0)
        }
        var body: [UInt8] = []
        while let chunk = readChunk() {
            guard !chunk.isEmpty else { return body }
            body += chunk
        }
        return nil
    }

}

extension ByteBuffer {
    /// Takes a whole chunk of a body (RFC 9112, 7.1), if it is there; the last one is empty.
    mutating func readChunk() -> [UInt8]? {
        var rest = self
        guard let size = rest.readLine().flatMap({ Int($0, radix: 16) }), let chunk = rest.readBytes(length: size),
            rest.readLine() != nil
        else { return nil }
        self = rest
        return chunk
    }

    /// A line without its line feed.
    fileprivate mutating func readLine() -> String? {
        guard let end = readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = readString(length: end - readerIndex)
        moveReaderIndex(forwardBy: 1)
        return line.map { $0.hasSuffix("\r") ? String($0.dropLast()) : $0 }
    }
}
