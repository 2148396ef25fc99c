/// The description of the API in OpenAPI 3.1: the same bytes for the same version.
public struct APIDocument: Sendable {
    /// Every route, in the order of the document.
    public let operations: [DocumentedOperation]
    /// The document as `/openapi.json` answers it: JSON without white space, in UTF-8.
    public let bytes: [UInt8]
    /// A validator for HTTP caches that names these bytes, in quotation marks.
    public let etag: String
    /// The document with one member to a line, for people.
    public let prettyText: String

    /// The document of one version of the server.
    public init(version: String) {
        let json = Self.json(version: version)
        bytes = Array(json.compactText.utf8)
        etag = entityTag(of: bytes)
        prettyText = json.prettyText
        operations = Operations.all.map {
            DocumentedOperation(method: $0.method, path: $0.path, operationID: $0.id)
        }
    }

    /// Every error that the document names, in the order of its table.
    public static var errors: [DocumentedError] { DocumentedError.catalogue }
}

/// A route that the document describes.
public struct DocumentedOperation: Hashable, Sendable {
    /// The method in capitals.
    public let method: String
    /// The path with its parameters in braces: `/chats/{chat_id}/messages`.
    public let path: String
    /// The name that generated clients give to it.
    public let operationID: String
}

extension APIDocument {
    private static func json(version: String) -> JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Мессенджер API",
                "summary": "API для мессенджера: a self-hosted chat server over REST and WebSocket.",
                "description": .string(Overview.text),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
                "version": .string(version),
            ],
            "servers": [["url": "/", "description": "This server"]],
            "tags": [
                ["name": "auth", "description": "Accounts and log-in."],
                ["name": "chat", "description": "Chats and messages. Only members of a chat may read or write in it."],
                [
                    "name": "sync",
                    "description": "What a device lacks: everything, or what has happened since it was last there.",
                ],
                ["name": "service", "description": "Health, pages and this document."],
            ],
            "paths": paths,
            "components": Components.json,
        ]
    }

    /// The operations by path and method, in their order.
    private static var paths: JSON {
        var order: [String] = []
        var byPath: [String: [(String, JSON)]] = [:]
        for operation in Operations.all {
            if byPath[operation.path] == nil { order.append(operation.path) }
            byPath[operation.path, default: []].append((operation.method.lowercased(), operation.json))
        }
        return .members(order.map { ($0, .members(byPath[$0] ?? [])) })
    }
}
