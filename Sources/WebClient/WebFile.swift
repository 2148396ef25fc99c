/// A file that the web client is made of, ready to be sent.
public struct WebFile: Sendable {
    /// Where it lies in `Web/`.
    public let path: String
    /// The value of the header `Content-Type`.
    public let contentType: String
    /// What is sent.
    public let plain: Body
    /// The same, compressed; nil where that would gain nothing.
    public let gzipped: Body?

    /// Bytes, and the validator that names them.
    public struct Body: Sendable {
        /// The bytes.
        public let bytes: [UInt8]
        /// A validator for HTTP caches, in quotation marks.
        public let etag: String
    }

    init(path: String, bytes: [UInt8]) {
        let hash = contentHash(of: bytes)
        self.path = path
        contentType = Self.contentType(of: path)
        plain = Body(bytes: bytes, etag: "\"\(hash)\"")
        gzipped = path.hasSuffix(".png") ? nil : gzip(bytes).map { Body(bytes: $0, etag: "\"\(hash)-gzip\"") }
    }

    /// Whether it runs with rights of its own: such a file gets a policy as a page does.
    public var isScript: Bool { path.hasSuffix(".js") }

    private static func contentType(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "html": "text/html; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "webmanifest": "application/manifest+json"
        default: "application/octet-stream"
        }
    }
}
