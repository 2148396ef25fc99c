import Domain

/// The schemas of bodies, with every limit that the server keeps.
enum Schemas {
    /// A text without U+0000.
    static let withoutNUL: JSON = "^[^\\u0000]*$"

    /// A text of so many characters (Unicode scalars), without U+0000.
    static func text(_ length: ClosedRange<Int>, description: String, example: JSON) -> JSON {
        [
            "type": "string",
            "minLength": .integer(Int64(length.lowerBound)),
            "maxLength": .integer(Int64(length.upperBound)),
            "pattern": withoutNUL,
            "description": .string(description),
            "examples": [example],
        ]
    }

    /// An object and those of its properties that must be there.
    static func object(
        _ description: String,
        required: [String],
        _ properties: JSON,
        extra: JSON = .object([])
    ) -> JSON {
        let object: JSON = [
            "type": "object",
            "description": .string(description),
            "required": .array(required.map { .string($0) }),
            "properties": properties,
        ]
        return object.adding(extra)
    }
}
