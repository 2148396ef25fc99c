extension Operations {
    static let service: [Operation] = [
        health,
        document,
        socketsDocument,
        page("/tour", id: "get_tour", summary: "A tour", description: "What this server is and where to go."),
        page("/docs", id: "get_swagger_ui", summary: "Swagger UI", description: "This document, to try out."),
        page(
            "/docs/oauth2-redirect",
            id: "get_oauth2_redirect",
            summary: "End of an OAuth flow",
            description: "Kept for old clients: this server has no OAuth flow, so the page only says so."
        ),
        asset,
        page("/redoc", id: "get_redoc", summary: "ReDoc", description: "This document, to read."),
        page("/asyncapi", id: "get_sockets", summary: "WebSocket", description: "What goes over sockets, to read."),
    ]

    private static let health = Operation(
        "GET",
        "/health",
        id: "health_check",
        tag: .service,
        summary: "Is the server well",
        description: "For load balancers and monitors: 200 as long as the server answers.",
        replies: [
            .json(
                200,
                "The server is well.",
                schema: reference("schemas", "Health"),
                example: ["status": "все ок👌"]
            )
        ],
        refusals: [.badRequest]
    )

    private static let document = Operation(
        "GET",
        "/openapi.json",
        id: "get_openapi",
        tag: .service,
        summary: "This document",
        description: "The description of the API in OpenAPI 3.1.",
        replies: [
            Operation.Reply(
                status: 200,
                description: "The document.",
                headers: etag,
                content: [
                    "application/json": [
                        "schema": ["type": "object", "required": ["openapi", "info", "paths"]],
                        "example": [
                            "openapi": "3.1.0", "info": ["title": "Мессенджер API", "version": "1.0.0"], "paths": [:],
                        ],
                    ]
                ]
            ),
            unchanged,
        ],
        refusals: [.badRequest]
    )

    private static let socketsDocument = Operation(
        "GET",
        "/asyncapi.json",
        id: "get_asyncapi",
        tag: .service,
        summary: "The document of the sockets",
        description: "The description of what goes over sockets in AsyncAPI 3.0.",
        replies: [
            Operation.Reply(
                status: 200,
                description: "The document.",
                headers: etag,
                content: [
                    "application/json": [
                        "schema": ["type": "object", "required": ["asyncapi", "info", "channels", "operations"]],
                        "example": [
                            "asyncapi": "3.0.0", "info": ["title": "Мессенджер: WebSocket", "version": "1.0.0"],
                            "channels": [:], "operations": [:],
                        ],
                    ]
                ]
            ),
            unchanged,
        ],
        refusals: [.badRequest]
    )

    private static let asset = Operation(
        "GET",
        "/docs/assets/{name}",
        id: "get_docs_asset",
        tag: .service,
        summary: "A file of the pages",
        description: "The scripts, styles and licences of the pages, where the build has them.",
        parameters: [.assetName],
        replies: [
            Operation.Reply(
                status: 200,
                description: "The file.",
                headers: etag,
                content: [
                    "text/javascript": ["schema": ["type": "string"], "example": "\"use strict\";"],
                    "text/css": ["schema": ["type": "string"], "example": "body { margin: 0 }"],
                    "text/plain": ["schema": ["type": "string"], "example": "The MIT License (MIT)"],
                    "image/png": [:],
                ]
            ),
            unchanged,
        ],
        refusals: [.badRequest, .notFound, .methodNotAllowed]
    )

    static func page(_ path: String, id: String, summary: String, description: String) -> Operation {
        Operation(
            "GET",
            path,
            id: id,
            tag: .service,
            summary: summary,
            description: description,
            replies: [
                Operation.Reply(
                    status: 200,
                    description: "The page.",
                    headers: etag,
                    content: ["text/html": ["schema": ["type": "string"], "example": "<!doctype html>"]]
                ),
                unchanged,
            ],
            refusals: [.badRequest]
        )
    }

    static let unchanged = Operation.Reply(
        status: 304,
        description: "`If-None-Match` named this version.",
        headers: etag,
        content: nil
    )

    static let etag: JSON = ["ETag": reference("headers", "ETag")]
}
