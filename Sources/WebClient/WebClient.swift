internal import CWebFiles

/// The web client: the files of `Web/` as a browser gets them.
///
/// Files are sent under a version that is the hash of all of them, so that they may be kept for ever; the page, the
/// manifest and the service worker, which have fixed addresses, name that version.
public struct WebClient: Sendable {
    /// What stands in the addresses of files: other files, another version.
    public let version: String
    /// The page, as it is at `/`.
    public let page: WebFile
    /// What makes the page an app that can be installed.
    public let manifest: WebFile
    /// What starts the page without a network.
    public let serviceWorker: WebFile
    private let files: [String: WebFile]

    /// The client of this build; `linksToDocumentation` when there are pages of documentation to link to.
    public init(linksToDocumentation: Bool = true) {
        self.init(sources: Self.embedded, linksToDocumentation: linksToDocumentation)
    }

    /// The client made of some sources, by their paths.
    init(sources: [(path: String, bytes: [UInt8])], linksToDocumentation: Bool) {
        let files = sources.map { WebFile(path: $0.path, bytes: Self.sent($0.bytes, as: $0.path)) }
        let version = contentHash(of: files.flatMap { Array($0.path.utf8) + $0.plain.bytes })
        let versioned = files.filter { !Self.fixed.contains($0.path) }
        let values = [
            "{{version}}": version,
            "{{docs}}": linksToDocumentation ? "yes" : "no",
            "{{preload}}": Self.preloads(versioned, version: version),
            "\"{{files}}\"": versioned.map { "\"app/\(version)/\($0.path)\"" }.joined(separator: ", "),
        ]
        let named = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0) })
        func filled(_ path: String) -> WebFile {
            let text = String(decoding: named[path]?.plain.bytes ?? [], as: UTF8.self)
            return WebFile(path: path, bytes: Array(Self.filled(text, with: values).utf8))
        }
        self.version = version
        page = filled("index.html")
        manifest = filled("manifest.webmanifest")
        serviceWorker = filled("sw.js")
        self.files = Dictionary(uniqueKeysWithValues: versioned.map { ($0.path, $0) })
    }

    /// A file of this version; nil when there is none of that path.
    public func file(_ path: String) -> WebFile? {
        files[path]
    }

    /// The paths of all files that have the version in their address.
    public var paths: [String] { files.keys.sorted() }
}

extension WebClient {
    /// What has an address without a version.
    private static let fixed: Set = ["index.html", "manifest.webmanifest", "sw.js"]

    static let embedded: [(path: String, bytes: [UInt8])] = (0..<web_file_count()).map { number in
        let file = web_file_at(number)
        return (String(cString: file.path), Array(UnsafeBufferPointer(start: file.bytes, count: file.count)))
    }

    private static func sent(_ bytes: [UInt8], as path: String) -> [UInt8] {
        guard path.hasSuffix(".js") || path.hasSuffix(".css") else { return bytes }
        return Array(SourceText.withoutComments(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    /// Tells the browser of all modules of the page at once, instead of one import after the other.
    private static func preloads(_ files: [WebFile], version: String) -> String {
        files.filter { $0.isScript && !isWorkersOwn($0.path) }
            .map { "<link rel=\"modulepreload\" href=\"app/\(version)/\($0.path)\">" }
            .joined(separator: "\n")
    }

    private static func isWorkersOwn(_ path: String) -> Bool {
        path == "link/worker.js"
    }

    private static func filled(_ text: String, with values: [String: String]) -> String {
        values.reduce(text) { text, value in
            text.split(separator: value.key, omittingEmptySubsequences: false).joined(separator: value.value)
        }
    }
}
