import Foundation
import Testing

@testable import WebClient

@Suite("The web client in the program")
struct WebClientTests {
    static let client = WebClient()

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "Web")

    /// What is in the folder for the people who work on it.
    private static let notSent: Set = ["package.json", "tsconfig.json", "core/types.js"]

    private static func text(_ file: WebFile) -> String {
        String(decoding: file.plain.bytes, as: UTF8.self)
    }

    @Test("has every file of the folder, byte for byte, and no other")
    func completeness() throws {
        let prefix = Self.folder.path + "/"
        let found = try #require(FileManager.default.subpaths(atPath: Self.folder.path))
            .filter { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: prefix + path, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
        #expect(Set(found).subtracting(Self.notSent) == Set(WebClient.embedded.map(\.path)))
        for (path, bytes) in WebClient.embedded {
            #expect(try Array(Data(contentsOf: Self.folder.appending(path: path))) == bytes, "\(path)")
        }
    }

    @Test("names its version wherever it refers to a file, and leaves no gap to fill")
    func version() {
        let client = Self.client
        for file in [client.page, client.manifest, client.serviceWorker] {
            #expect(!Self.text(file).contains("{{"), "\(file.path)")
            #expect(Self.text(file).contains(client.version), "\(file.path)")
        }
        #expect(client.version.wholeMatch(of: /[0-9a-f]{16}/) != nil)
    }

    @Test("refers to files that it has")
    func references() {
        let client = Self.client
        let named = [client.page, client.manifest, client.serviceWorker]
            .flatMap { Self.text($0).matches(of: /"app\/([0-9a-f]+)\/([^"]+)"/) }
        #expect(!named.isEmpty)
        for match in named {
            #expect(String(match.output.1) == client.version)
            #expect(client.file(String(match.output.2)) != nil, "\(match.output.2)")
        }
    }

    @Test("lists every file for the start without a network")
    func shell() {
        let worker = Self.text(Self.client.serviceWorker)
        for path in Self.client.paths {
            #expect(worker.contains("\"app/\(Self.client.version)/\(path)\""), "\(path)")
        }
    }

    @Test("imports modules that it has, by relative addresses")
    func imports() throws {
        for path in Self.client.paths where path.hasSuffix(".js") {
            let file = try #require(Self.client.file(path))
            for match in Self.text(file).matches(of: /(?:from|import) "([^"]+)"/) {
                let target = URL(filePath: "/\(path)").deletingLastPathComponent()
                    .appending(path: String(match.output.1)).standardized.path
                #expect(Self.client.file(String(target.dropFirst())) != nil, "\(match.output.1) in \(path)")
            }
        }
    }

    @Test("holds no script, no style and no handler in its page")
    func nothingInline() {
        let page = Self.text(Self.client.page)
        #expect(page.matches(of: /<script[^>]*>[^<]/).isEmpty)
        #expect(page.matches(of: /<style|\sstyle=|\son[a-z]+=|javascript:/).isEmpty)
        #expect(page.matches(of: /(?:src|href)="(?:https?:)?\/\//).isEmpty)
    }

    @Test("never reads a text as markup or as code")
    func noMarkup() {
        let ways = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|srcdoc/
        for (path, bytes) in WebClient.embedded where path.hasSuffix(".js") {
            #expect(String(decoding: bytes, as: UTF8.self).firstMatch(of: ways) == nil, "\(path)")
        }
    }

    @Test("has one version for the same files, and another for others")
    func versions() {
        let files = [("main.js", Array("let a;\n".utf8)), ("index.html", [])]
        let same = WebClient(sources: files, linksToDocumentation: true)
        #expect(same.version == WebClient(sources: files, linksToDocumentation: true).version)
        let other = [("main.js", Array("let b;\n".utf8)), ("index.html", [])]
        #expect(same.version != WebClient(sources: other, linksToDocumentation: true).version)
    }

    @Test("tells its page whether there is documentation", arguments: [(true, "yes"), (false, "no")])
    func documentation(links: Bool, word: String) {
        #expect(Self.text(WebClient(linksToDocumentation: links).page).contains("data-docs=\"\(word)\""))
    }

    @Test("is small: its scripts and styles take at most 60 KiB on the wire")
    func size() {
        let total = Self.client.paths
            .filter { $0.hasSuffix(".js") || $0.hasSuffix(".css") }
            .compactMap { Self.client.file($0) }
            .reduce(0) { $0 + ($1.gzipped ?? $1.plain).bytes.count }
        #expect(total <= 60 * 1024)
        #expect(total > 0)
    }
}
