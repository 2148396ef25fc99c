public import Wire

/// A JSON Schema with as much of its vocabulary as our documents use, to hold values to.
///
/// A keyword that it does not know is a fault of the schema and not passed over, so that nothing is thought to be
/// checked that is not.
public struct JSONSchema: Sendable {
    /// The schema itself.
    public let schema: JSONValue
    /// The document that references lead into.
    public let document: JSONValue
    /// Whether an object may have those keys alone that its schema names, unless it says otherwise.
    public let isStrict: Bool

    /// A schema out of a document.
    public init(_ schema: JSONValue, in document: JSONValue, isStrict: Bool = true) {
        self.schema = schema
        self.document = document
        self.isStrict = isStrict
    }

    /// What is wrong with a value, each with its place; nothing for one that fits.
    public func problems(with value: JSONValue) -> [String] {
        problems(with: value, at: "$", schema)
    }

    func problems(with value: JSONValue, at place: String, _ schema: JSONValue) -> [String] {
        guard case .object(let keywords) = schema else {
            if case .bool(let isAllowed) = schema { return isAllowed ? [] : ["\(place): nothing is allowed here"] }
            return ["\(place): the schema is no object"]
        }
        return keywords.members.flatMap { keyword in
            problems(with: value, at: place, keyword.name, keyword.value, of: schema)
        } + undocumented(in: value, at: place, schema)
    }

    /// The schema that a reference names.
    func resolved(_ reference: JSONValue) -> JSONValue? {
        guard let text = Optional(reference).text, text.hasPrefix("#/") else { return nil }
        return text.dropFirst(2).split(separator: "/").reduce(Optional(document)) { $0?[String($1)] }
    }

    /// The keys of an object that its schema does not name, where it has to.
    private func undocumented(in value: JSONValue, at place: String, _ schema: JSONValue) -> [String] {
        guard isStrict, schema["additionalProperties"] == nil, schema["properties"] != nil,
            case .object(let object) = value
        else { return [] }
        return object.members.filter { schema["properties"][$0.name] == nil }
            .map { "\(place).\($0.name): a key that the schema does not name" }
    }
}
