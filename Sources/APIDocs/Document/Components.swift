/// What the operations share: schemas, parameters, headers, examples of errors and the way to authenticate.
enum Components {
    static var json: JSON {
        [
            "schemas": .members(Schemas.shown),
            "parameters": parameters.adding(syncParameters),
            "headers": headers,
            "examples": .members(
                DocumentedError.catalogue.flatMap(\.examples).map { ($0.name, $0.value) }
            ),
            "securitySchemes": [
                "bearer": [
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "The `access_token` that `POST /login` answers.",
                ]
            ],
        ]
    }

    private static func pathPart(_ name: JSON, _ description: JSON, example: JSON) -> JSON {
        [
            "name": name, "in": "path", "required": true, "description": description, "schema": ["type": "string"],
            "example": example,
        ]
    }

    private static var parameters: JSON {
        [
            "ChatID": [
                "name": "chat_id",
                "in": "path",
                "required": true,
                "description": "The chat's number.",
                "schema": reference("schemas", "ID"),
                "example": 3,
            ],
            "Limit": [
                "name": "limit",
                "in": "query",
                "description": "How many messages the page may have.",
                "schema": ["type": "integer", "minimum": 1, "maximum": 100, "default": 50],
                "example": 50,
            ],
            "Offset": [
                "name": "offset",
                "in": "query",
                "description": "How many of the oldest messages to leave out.",
                "schema": [
                    "type": "integer", "format": "int64", "minimum": 0, "maximum": .integer(.max), "default": 0,
                ],
                "example": 0,
            ],
            "Token": [
                "name": "token",
                "in": "query",
                "required": true,
                "description": "The `access_token` that `POST /login` answers.",
                "schema": ["type": "string", "minLength": 1],
                "example": Samples.accessToken,
            ],
            "SearchText": [
                "name": "query",
                "in": "query",
                "required": true,
                "description": """
                The beginning of a name, in upper or lower case, or a whole address. Without the spaces around it, a text \
                of less than two characters finds nobody.
                """,
                "schema": ["type": "string", "minLength": 2, "maxLength": 254, "pattern": Schemas.withoutNUL],
                "example": "анн",
            ],
            "IdempotencyKey": [
                "name": "Idempotency-Key",
                "in": "header",
                "description": """
                The caller's own name for this call, a UUID for instance: a call repeated under it within 24 hours gets \
                the same answer, and nothing is done twice.
                """,
                "schema": ["type": "string", "pattern": "^[!-~]{1,128}$"],
                "example": "9f7c2b1e-58d4-4f0a-9c55-6f1f0f6a2a61",
            ],
            "AssetName": [
                "name": "name",
                "in": "path",
                "required": true,
                "description": "The file's name.",
                "schema": ["type": "string", "enum": .array(DocsAsset.names.map { .string($0) })],
                "example": "swagger-init.js",
            ],
            "ClientVersion": pathPart(
                "version",
                "The hash of all files of the client, as the page names it.",
                example: "0f1e2d3c4b5a6978"
            ),
            "ClientFolder": pathPart("folder", "The folder of the file.", example: "ui"),
            "ClientFile": pathPart("name", "The file's name.", example: "main.js"),
            "AcceptLanguage": [
                "name": "Accept-Language",
                "in": "header",
                "description": "The language of error texts: Russian unless English is preferred.",
                "schema": ["type": "string"],
                "examples": [
                    "russian": ["summary": "Russian, the default", "value": "ru"],
                    "english": ["summary": "English", "value": "en"],
                ],
            ],
        ]
    }

    private static let headers: JSON = [
        "IdempotentReplay": [
            "description": "`true`, when this answer was given before, to the first call with this `Idempotency-Key`.",
            "schema": ["type": "string", "const": "true"],
            "example": "true",
        ],
        "RetryAfterInUse": [
            "description": "With `idempotency_key_in_use`: after how many seconds the call is to be repeated.",
            "schema": ["type": "integer", "minimum": 0],
            "example": 1,
        ],
        "WWWAuthenticate": [
            "description": "`Bearer`, when no token came with the request, and on `/me` with every refusal of a token.",
            "schema": ["type": "string", "const": "Bearer"],
            "example": "Bearer",
        ],
        "Allow": [
            "description": "The methods that the path has.",
            "schema": ["type": "string"],
            "example": "GET, HEAD, POST",
        ],
        "RetryAfter": [
            "description": "After how many seconds the same call may succeed.",
            "required": true,
            "schema": ["type": "integer", "minimum": 0],
            "example": 1,
        ],
        "ETag": [
            "description":
                "The version of the page; sent back as `If-None-Match` it makes a 304 out of an unchanged page.",
            "schema": ["type": "string"],
            "example": "\"5f0c6a1e9b3d2f47\"",
        ],
    ]
}
