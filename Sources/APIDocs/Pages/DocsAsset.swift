/// A file that the pages load (`/docs/assets/{name}`).
public struct DocsAsset: Sendable {
    /// The file's name.
    public let name: String
    /// The file, compressed when `isGzipped` says so.
    public let bytes: [UInt8]
    /// The value of the header `Content-Type`.
    public let contentType: String
    /// Whether to send `Content-Encoding: gzip`.
    public let isGzipped: Bool
    /// A validator for HTTP caches that names these bytes, in quotation marks.
    public let etag: String

    init(_ name: String, type: ContentType, bytes: [UInt8], isGzipped: Bool) {
        self.name = name
        self.bytes = bytes
        contentType = type.rawValue
        self.isGzipped = isGzipped
        etag = entityTag(of: bytes)
    }

    /// The types that the files have.
    enum ContentType: String {
        case script = "text/javascript; charset=utf-8"
        case style = "text/css; charset=utf-8"
        case text = "text/plain; charset=utf-8"
        case image = "image/png"
    }
}

extension DocsAsset {
    /// The file of this name; nil when there is none, or when the build had none to bundle.
    public static func named(_ name: String) -> DocsAsset? {
        byName[name]
    }

    /// Whether the build had Swagger UI and ReDoc to bundle.
    public static let areBundled = ["swagger-ui-bundle.js", "swagger-ui.css", "redoc.standalone.js"]
        .allSatisfy { byName[$0] != nil }

    /// The names that files may have, whether they are bundled or not.
    static let names = own.map(\.name) + Bundled.files.map(\.name)

    private static let byName = Dictionary(
        uniqueKeysWithValues: (own + Bundled.files.compactMap(\.asset)).map { ($0.name, $0) }
    )
}
