/// The description of the sockets in AsyncAPI 3.0: the same bytes for the same version.
public struct AsyncAPIDocument: Sendable {
    /// The document as `/asyncapi.json` answers it: JSON without white space, in UTF-8.
    public let bytes: [UInt8]
    /// A validator for HTTP caches that names these bytes, in quotation marks.
    public let etag: String
    /// The document with one member to a line, for people.
    public let prettyText: String

    /// The document of one version of the server.
    public init(version: String) {
        let json = Self.json(version: version, channels: DocumentedChannel.allCases)
        bytes = Array(json.compactText.utf8)
        etag = entityTag(of: bytes)
        prettyText = json.prettyText
    }

    /// The codes with which the server closes a socket.
    public static var closeCodes: [Int] { SocketClosing.catalogue.compactMap(\.code) }
}

extension AsyncAPIDocument {
    private static func json(version: String, channels: [DocumentedChannel]) -> JSON {
        [
            "asyncapi": "3.0.0",
            "info": info(version: version),
            "defaultContentType": "application/json",
            "servers": servers,
            "channels": .members(channels.map { ($0.rawValue, $0.json) }),
            "operations": .members(channels.flatMap(\.operations)),
            "components": components(of: channels),
            "x-error-codes": .array(FrameError.catalogue.map(\.json)),
        ]
    }

    private static func info(version: String) -> JSON {
        [
            "title": "Мессенджер: WebSocket",
            "version": .string(version),
            "description": """
            What goes over the sockets of the chat server: JSON objects in text frames. Ignore keys and types of frames \
            that you do not know; the server does the same. What is asked over HTTP stands in `/openapi.json`.
            """,
            "license": ["name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"],
        ]
    }

    private static let servers: JSON = .members(
        [("plain", "ws", "Without encryption, as the program itself listens."), ("secure", "wss", "Behind TLS.")].map {
            name,
            scheme,
            description in
            (
                name,
                [
                    "host": "{host}",
                    "protocol": .string(scheme),
                    "description": .string(description),
                    "variables": [
                        "host": ["default": "localhost:8000", "description": "The name and the port of the server."]
                    ],
                ]
            )
        }
    )

    private static func components(of channels: [DocumentedChannel]) -> JSON {
        var frames: [Frame] = []
        for frame in channels.flatMap(\.frames) where !frames.contains(where: { $0.name == frame.name }) {
            frames.append(frame)
        }
        let messages: JSON = .members(frames.map { ($0.name, $0.message) })
        let security = SocketSecurity.allCases.filter { scheme in channels.contains { $0.security.contains(scheme) } }
        return [
            "messages": messages,
            "schemas": .members(Schemas.referred(from: messages)),
            "securitySchemes": .members(security.map { ($0.rawValue, $0.json) }),
        ]
    }
}

extension FrameError {
    /// As an extension of the document tells it.
    fileprivate var json: JSON {
        ["code": .string(code), "meaning": .string(meaning), "advice": .string(advice)]
    }
}
