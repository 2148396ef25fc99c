/// One error that a client can see, as the document tells of it.
public struct DocumentedError: Hashable, Sendable {
    /// The stable name that stands beside every text.
    public let code: String
    /// The status of the HTTP reply.
    public let status: Int
    /// The text in Russian, which is the default.
    public let russian: String
    /// The text in English.
    public let english: String
    /// When it occurs, for the document's readers.
    let meaning: String
    /// What tells it apart from another error with the same code; nil where the code says it all.
    let variant: String?

    init(
        _ status: Int,
        _ code: String,
        variant: String? = nil,
        _ russian: String,
        _ english: String? = nil,
        meaning: String
    ) {
        self.code = code
        self.status = status
        self.variant = variant
        self.russian = russian
        self.english = english ?? russian
        self.meaning = meaning
    }
}

extension DocumentedError {
    /// The examples of its bodies: one for each language, or one where both have the same text.
    var examples: [(name: String, value: JSON)] {
        let name = [code, variant].compactMap(\.self).joined(separator: "_")
        guard russian != english else { return [(name, example(summary: name, text: english))] }
        return [
            ("\(name)_ru", example(summary: "\(name), in Russian", text: russian)),
            ("\(name)_en", example(summary: "\(name), in English", text: english)),
        ]
    }

    private func example(summary: String, text: String) -> JSON {
        [
            "summary": .string(summary),
            "description": .string(meaning),
            "value": ["detail": .string(text), "code": .string(code)],
        ]
    }
}
