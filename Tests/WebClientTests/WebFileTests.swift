import CZlib
import Testing

@testable import WebClient

@Suite("A file of the web client")
struct WebFileTests {
    @Test(
        "has the type of its name",
        arguments: [
            ("main.js", "text/javascript; charset=utf-8"), ("style/base.css", "text/css; charset=utf-8"),
            ("index.html", "text/html; charset=utf-8"), ("icons/icon.svg", "image/svg+xml"),
            ("icons/icon-192.png", "image/png"), ("manifest.webmanifest", "application/manifest+json"),
            ("unknown", "application/octet-stream"),
        ]
    )
    func contentType(path: String, type: String) {
        #expect(WebFile(path: path, bytes: []).contentType == type)
    }

    @Test("is compressed in the format of gzip, to the same bytes")
    func compression() throws {
        let bytes = Array(String(repeating: "Привет, мир. ", count: 500).utf8)
        let gzipped = try #require(WebFile(path: "a.js", bytes: bytes).gzipped)
        #expect(gzipped.bytes.starts(with: [0x1f, 0x8b]))
        #expect(gzipped.bytes.count < bytes.count / 10)
        #expect(inflated(gzipped.bytes) == bytes)
    }

    @Test("that is a picture already is not compressed again")
    func picture() {
        #expect(WebFile(path: "icon.png", bytes: [1, 2, 3]).gzipped == nil)
    }

    @Test("has a validator for each coding, and others for other bytes")
    func validators() throws {
        let one = WebFile(path: "a.js", bytes: [1])
        let other = WebFile(path: "a.js", bytes: [2])
        let tags = [one.plain.etag, try #require(one.gzipped).etag, other.plain.etag]
        #expect(Set(tags).count == 3)
        for tag in tags { #expect(tag.wholeMatch(of: /"[0-9a-f]{16}(-gzip)?"/) != nil) }
    }

    private func inflated(_ bytes: [UInt8]) -> [UInt8] {
        // Past the ten bytes of the header there is bare DEFLATE; checksum and length follow it.
        var source = Array(bytes.dropFirst(10))
        var target = [UInt8](repeating: 0, count: 1 << 16)
        var stream = z_stream()
        guard CZlib_inflateInit(&stream, 15) == Z_OK else { return [] }
        defer { inflateEnd(&stream) }
        return source.withUnsafeMutableBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return inflate(&stream, Z_FINISH) == Z_STREAM_END ? Array(target.prefix(Int(stream.total_out))) : []
            }
        }
    }
}

@Suite("The source of a script or style")
struct SourceTextTests {
    @Test(
        "is sent without what only its readers need",
        arguments: [
            ("let a;\n// about b\nlet b;\n", "let a;\nlet b;\n"),
            ("/** One line. */\nlet a;\n", "let a;\n"),
            ("/**\n * More\n * lines.\n */\nlet a;\n", "let a;\n"),
            ("  a {\n\n    b: c;\n  }\n", "a {\nb: c;\n}\n"),
            ("/* style */\na { }\n", "a { }\n"),
        ]
    )
    func comments(source: String, sent: String) {
        #expect(SourceText.withoutComments(source) == sent)
    }

    @Test(
        "keeps what is not a comment",
        arguments: [
            "/** @type {any} */ (x).y();\n", "const a = /** @type {any} */ (x);\n", "const url = \"https://a\";\n",
            "a /* b */ { }\n", "const r = /x*/;\n", "x = 1 /* why\n",
        ]
    )
    func code(line: String) {
        #expect(SourceText.withoutComments(line) == line)
    }
}
