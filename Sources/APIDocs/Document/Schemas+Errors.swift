extension Schemas {
    /// What the server answers when it refuses.
    static var errors: [(String, JSON)] {
        [("Error", error), ("HTTPValidationError", httpValidationError), ("ValidationError", validationError)]
    }

    private static var error: JSON {
        object(
            "A refusal.",
            required: ["detail", "code"],
            [
                "detail": [
                    "type": "string", "description": "The text for people, in the language of `Accept-Language`.",
                ],
                "code": [
                    "type": "string", "enum": .array(codes.map { .string($0) }),
                    "description": "The name for programs; it never changes.",
                ],
            ]
        )
    }

    /// The codes of the catalogue, each once.
    private static var codes: [String] {
        var seen: Set<String> = []
        return DocumentedError.catalogue.map(\.code).filter { seen.insert($0).inserted }
    }

    private static let httpValidationError = object(
        "Everything that is wrong with a request: first in the path, then in the query, then in the body.",
        required: ["detail", "code"],
        [
            "detail": ["type": "array", "items": reference("schemas", "ValidationError"), "minItems": 1],
            "code": ["type": "string", "const": "validation_failed"],
        ]
    )

    private static let validationError = object(
        "One thing that is wrong.",
        required: ["type", "loc", "msg"],
        [
            "type": ["type": "string", "description": "The kind of problem, for programs.", "examples": ["missing"]],
            "loc": [
                "type": "array", "items": ["anyOf": [["type": "string"], ["type": "integer"]]], "minItems": 1,
                "description": "The way to it: `body`, `path` or `query`, then names and places in lists.",
                "examples": [["body", "email"]],
            ],
            "msg": [
                "type": "string", "description": "The text for people, in English.", "examples": ["Field required"],
            ],
            "input": ["description": "What was sent, where it is short and holds no password."],
            "ctx": ["type": "object", "description": "The figures of the text, for programs."],
        ]
    )
}
