import Domain

/// What the fields of frames are made of.
///
/// A reference has no other keys beside it, since older readers of JSON Schema pass over them: a field that explains
/// itself has its schema in place.
extension Schemas {
    /// A number given out by the server.
    static func id(_ description: String) -> JSON {
        ["type": "integer", "format": "int64", "minimum": 1, "description": .string(description)]
    }

    /// A place in an order that begins with 1; 0 is the place before everything.
    static func place(_ description: String) -> JSON {
        ["type": "integer", "format": "int64", "minimum": 0, "description": .string(description)]
    }

    /// How many there are of something.
    static func count(_ description: String) -> JSON {
        ["type": "integer", "format": "int64", "minimum": 0, "description": .string(description)]
    }

    /// Any text.
    static func text(_ description: String) -> JSON {
        ["type": "string", "description": .string(description)]
    }

    /// Yes or no.
    static func flag(_ description: String) -> JSON {
        ["type": "boolean", "description": .string(description)]
    }

    /// A moment as sockets write it.
    static func moment(_ description: String) -> JSON {
        [
            "type": "string", "pattern": .string(momentPattern),
            "description": .string(description + " UTC; the fraction is left out when it is 0."),
        ]
    }

    /// A moment, or null.
    static func momentOrNull(_ description: String) -> JSON {
        [
            "type": ["string", "null"], "pattern": .string(momentPattern),
            "description": .string(description + " UTC; the fraction is left out when it is 0."),
        ]
    }

    private static let momentPattern =
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{6})?[+]00:00$"

    /// What a message says, from a client.
    static let messageText: JSON = text(
        MessageText.byteLength,
        description: """
            What the message says, kept as it is. At most \(MessageText.byteLength.upperBound) *bytes* of UTF-8, so \
            less characters than that in most scripts.
            """,
        example: "Привет 👋"
    )

    /// The client's own name for a message, from a client.
    static let clientMessageID: JSON = [
        "type": ["string", "null"],
        "minLength": .integer(Int64(ClientMessageID.length.lowerBound)),
        "maxLength": .integer(Int64(ClientMessageID.length.upperBound)),
        "pattern": withoutNUL,
        "description": """
        The sender's own name for the message, a UUID for instance. It makes a retry safe: the same name and text in \
        one chat give the stored message, another text is refused. Null is the same as leaving it out.
        """,
    ]

    /// The name of a message in what the server sends.
    static let storedClientMessageID: JSON = [
        "type": ["string", "null"],
        "description": "The sender's own name for it, or the server's; null for messages of an older server.",
    ]
}
