extension DocsPage {
    /// The page of the sockets (`/asyncapi`): what the AsyncAPI document says, made from the same values, to read.
    public static let sockets = DocsPage(
        html: html(
            title: "Мессенджер API – WebSocket",
            head: """
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="docs/assets/pages.css">
                """,
            body: """
                <main>
                <h1>WebSocket</h1>
                \(HTML.navigation(neighbours))
                <p>JSON objects in text frames. Ignore keys and types of frames that you do not know: later versions may
                add some.</p>
                \(DocumentedChannel.allCases.map(\.section).joined(separator: "\n"))
                \(named)
                \(errors)
                \(closings)
                </main>
                """,
            language: "en"
        ),
        policy: .plain
    )

    private static let neighbours = [
        ("./", "Мессенджер"), ("docs", "Swagger UI"), ("redoc", "ReDoc"), ("openapi.json", "OpenAPI"),
        ("asyncapi.json", "AsyncAPI"),
    ]

    private static var named: String {
        let schemas = Schemas.referred(from: .array(DocumentedChannel.allCases.flatMap(\.frames).map(\.schema)))
            .filter { $0.1["properties"] != nil }
        guard !schemas.isEmpty else { return "" }
        let sections = schemas.map { name, schema in
            """
            <section id="\(HTML.escaped(name))">
            <h3>\(HTML.escaped(name))</h3>
            \(HTML.paragraph(schema["description"]?.text ?? ""))
            \(HTML.table(["Key", "Value", "Meaning"], schema.fieldRows))
            </section>
            """
        }
        return "<h2>Objects in frames</h2>\n" + sections.joined(separator: "\n")
    }

    private static let errors = """
        <section id="errors">
        <h2>Codes of <code>error</code> frames</h2>
        \(HTML.table(
            ["Code", "Meaning", "What to do"],
            FrameError.catalogue.map { ["`\($0.code)`", $0.meaning, $0.advice] }
        ))
        </section>
        """

    private static let closings = """
        <section id="closing">
        <h2>Close codes</h2>
        \(HTML.table(
            ["Code", "Why", "What to do", "Come back"],
            SocketClosing.catalogue.map {
                [$0.code.map(String.init) ?? "none (1006)", $0.meaning, $0.advice, $0.comeBack.rawValue]
            }
        ))
        </section>
        """
}

extension DocumentedChannel {
    /// What the page tells of the channel.
    fileprivate var section: String {
        """
        <section id="\(rawValue)">
        <h2>\(HTML.marked("\(title): `\(address)`"))</h2>
        \(HTML.paragraph(description))
        <h3>Connect</h3>
        \(HTML.table(["Way", "How"], security.map { ["`\($0.rawValue)`", $0.json["description"]?.text ?? ""] }))
        \(HTML.table(["Answer", "Code", "When"], answers))
        <h3>Life of a connection</h3>
        <ol>
        \(life.map { "<li>\(HTML.marked($0))</li>" }.joined(separator: "\n"))
        </ol>
        <h3>From the server</h3>
        \(frames.filter { $0.sender == .server }.map { $0.article(in: self) }.joined(separator: "\n"))
        <h3>From clients</h3>
        \(frames.filter { $0.sender == .client }.map { $0.article(in: self) }.joined(separator: "\n"))
        </section>
        """
    }

    private var answers: [[String]] {
        let replies = (handshake?.replies ?? []).map { [String($0.status), "", $0.description] }
        return replies + (handshake?.refusals ?? []).map { [String($0.status), "`\($0.code)`", $0.meaning] }
    }
}

extension Frame {
    /// What the page tells of the frame.
    fileprivate func article(in channel: DocumentedChannel) -> String {
        """
        <article id="\(channel.rawValue)-\(name)">
        <h4>\(HTML.marked("`\(type)`: \(summary)"))</h4>
        \(HTML.paragraph(description))
        \(HTML.code(example))
        \(HTML.table(["Key", "Value", "Meaning"], schema.fieldRows.filter { $0[0] != "`type`" }))
        </article>
        """
    }
}
