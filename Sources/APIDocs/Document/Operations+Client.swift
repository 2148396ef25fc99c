extension Operations {
    /// The web client: for browsers, and listed so that the document has every route.
    static let client: [Operation] = [
        page("/", id: "get_start_page", summary: "The web client", description: "Chats, for people."),
        page("/index.html", id: "get_index", summary: "The web client, by its name", description: "The same as `/`."),
        clientFile(
            "/manifest.webmanifest",
            id: "get_manifest",
            summary: "The web client as an app",
            description: "What a browser needs to install the client.",
            type: "application/manifest+json"
        ),
        clientFile(
            "/sw.js",
            id: "get_service_worker",
            summary: "The service worker",
            description: "What starts the client without a network.",
            type: "text/javascript"
        ),
        clientFile(
            "/app/{version}/{folder}/{name}",
            id: "get_client_file",
            summary: "A file of the web client",
            description: "Kept for ever by browsers: another file has another version.",
            type: "text/javascript",
            parameters: [.clientVersion, .clientFolder, .clientFile]
        ),
    ]

    private static func clientFile(
        _ path: String,
        id: String,
        summary: String,
        description: String,
        type: String,
        parameters: [Operation.Parameter] = []
    ) -> Operation {
        var content: [(String, JSON)] = [(type, type.hasSuffix("+json") ? object : file)]
        if !parameters.isEmpty {
            content += ["text/css", "image/svg+xml"].map { ($0, file) } + [("image/png", [:])]
        }
        return Operation(
            "GET",
            path,
            id: id,
            tag: .service,
            summary: summary,
            description: description,
            parameters: parameters,
            replies: [
                Operation.Reply(status: 200, description: "The file.", headers: etag, content: .members(content)),
                unchanged,
            ],
            refusals: parameters.isEmpty ? [.badRequest] : [.badRequest, .notFound, .methodNotAllowed]
        )
    }

    private static let file: JSON = ["schema": ["type": "string"], "example": "…"]
    private static let object: JSON = ["schema": ["type": "object"], "example": ["name": "WS Messenger"]]
}
