import Testing

@testable import APIDocs

@Suite("The page of the sockets")
struct SocketsPageTests {
    private let html = String(decoding: DocsPage.sockets.bytes, as: UTF8.self)

    @Test("shows every frame with its example and its keys", arguments: DocumentedChannel.allCases)
    func frames(_ channel: DocumentedChannel) throws {
        for frame in channel.frames {
            let start = try #require(html.firstRange(of: "<article id=\"\(channel.rawValue)-\(frame.name)\">"))
            let end = try #require(html[start.upperBound...].firstRange(of: "</article>"))
            let article = html[start.upperBound..<end.lowerBound]
            #expect(article.contains(HTML.escaped(frame.example.compactText)))
            for field in frame.fields { #expect(article.contains("<code>\(field.name)</code>")) }
        }
    }

    @Test("shows where each channel is and how it is refused", arguments: DocumentedChannel.allCases)
    func channels(_ channel: DocumentedChannel) {
        #expect(html.contains("<code>\(channel.address)</code>"))
        #expect(channel.handshake != nil)
        for refusal in channel.handshake?.refusals ?? [] { #expect(html.contains("<code>\(refusal.code)</code>")) }
    }

    @Test("shows every code of an error, and every close code")
    func codes() {
        for error in FrameError.catalogue { #expect(html.contains("<code>\(error.code)</code>")) }
        for code in SocketClosing.catalogue.compactMap(\.code) {
            #expect(html.contains("<th scope=\"row\">\(code)</th>"))
        }
    }

    @Test("explains every object that it names")
    func objects() {
        for match in html.matches(of: /<td><code>([A-Z][A-Za-z]+)<\/code><\/td>/) {
            #expect(html.contains("<section id=\"\(match.output.1)\">"))
        }
    }

    @Test("has ids that are its own, and ends what it begins")
    func form() throws {
        let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
        #expect(ids.count == Set(ids).count)
        for element in ["section", "article", "table", "ol", "pre", "code", "div", "tr", "td", "th"] {
            let begun = html.matches(of: try Regex("<\(element)[ >]")).count
            #expect(html.split(separator: "</\(element)>", omittingEmptySubsequences: false).count - 1 == begun)
        }
    }
}

@Suite("A piece of a page")
struct HTMLTests {
    @Test("shows what HTML gives a meaning to")
    func escaping() {
        #expect(HTML.escaped(#"<a href="x">&'"#) == "&lt;a href=&quot;x&quot;&gt;&amp;'")
    }

    @Test("has code and stress where the text marks them")
    func marks() {
        #expect(HTML.marked("a `b*c*` *d* <e>") == "a <code>b*c*</code> <em>d</em> &lt;e&gt;")
    }

    @Test("that is a table has the first cell of each row as its head")
    func table() {
        let table = HTML.table(["A", "B"], [["1", "`2`"]])
        #expect(table.contains(#"<th scope="col">A</th><th scope="col">B</th>"#))
        #expect(table.contains(#"<tr><th scope="row">1</th><td><code>2</code></td></tr>"#))
    }

    @Test("says of a key what stands there, in words")
    func kinds() {
        let schema: JSON = [
            "required": ["a", "b", "c"],
            "properties": [
                "a": ["type": ["string", "null"], "description": "A."], "b": reference("schemas", "User"),
                "c": ["type": "array", "items": reference("schemas", "Chat"), "description": "C."],
                "d": ["anyOf": [reference("schemas", "Message"), ["type": "null"]], "description": "D."],
                "e": ["type": "string", "const": "x", "description": "E."],
            ],
        ]
        #expect(
            schema.fieldRows == [
                ["`a`", "string or null", "A."], ["`b`", "`User`", "An account."], ["`c`", "array of `Chat`", "C."],
                ["`d`", "`Message` or null, may be left out", "D."], ["`e`", "`\"x\"`, may be left out", "E."],
            ]
        )
    }
}
