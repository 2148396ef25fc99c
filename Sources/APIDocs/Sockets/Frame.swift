/// One kind of text frame that goes over a socket: which keys it has, and what they mean.
struct Frame: Sendable {
    /// Who sends it.
    enum Sender: Sendable {
        case server, client
    }

    /// Its name among the messages of the document.
    let name: String
    let sender: Sender
    /// The value of its key `type`.
    let type: String
    let summary: String
    let description: String
    /// The keys beside `type`, in the order in which the server writes them.
    let fields: [Field]
    /// One such frame; what it shows is compared with what the server writes and reads.
    let example: JSON

    init(
        _ name: String,
        from sender: Sender,
        type: String,
        summary: String,
        description: String,
        fields: [Field] = [],
        example: JSON
    ) {
        self.name = name
        self.sender = sender
        self.type = type
        self.summary = summary
        self.description = description
        self.fields = fields
        self.example = (["type": .string(type)] as JSON).adding(example)
    }
}

extension Frame {
    /// One key of a frame.
    struct Field: Sendable {
        let name: String
        let isRequired: Bool
        let schema: JSON

        /// A key that is always there.
        static func always(_ name: String, _ schema: JSON) -> Self {
            Self(name: name, isRequired: true, schema: schema)
        }

        /// A key that may be left out.
        static func maybe(_ name: String, _ schema: JSON) -> Self {
            Self(name: name, isRequired: false, schema: schema)
        }
    }

    /// The frame as a JSON Schema.
    ///
    /// Nothing in it forbids a key: later versions may add some.
    var schema: JSON {
        let type: JSON = ["type": ["type": "string", "const": .string(type)]]
        return Schemas.object(
            summary + ".",
            required: ["type"] + fields.filter(\.isRequired).map(\.name),
            type.adding(.members(fields.map { ($0.name, $0.schema) }))
        )
    }

    /// The frame as a Message Object.
    var message: JSON {
        [
            "name": .string(type),
            "title": .string(summary),
            "summary": .string(summary + "."),
            "description": .string(description),
            "contentType": "application/json",
            "payload": schema,
            "examples": [["name": .string(type), "payload": example]],
        ]
    }
}
