extension JSON {
    /// The value under a name; nil when there is none or this is not an object.
    subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text; nil for anything else.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The elements of an array; none for anything else.
    var elements: [JSON] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The keys of an object's schema as rows of a table: the name, what stands there, and what it means.
    var fieldRows: [[String]] {
        guard case .object(let properties) = self["properties"] else { return [] }
        let required = self["required"]?.elements.compactMap(\.text) ?? []
        return properties.map { property in
            let kind = property.value.kind + (required.contains(property.name) ? "" : ", may be left out")
            return ["`\(property.name)`", kind, property.value.meaning]
        }
    }

    /// What stands there, by a schema, in words.
    private var kind: String {
        if let (name, schema) = target { return schema["properties"] == nil ? schema.kind : "`\(name)`" }
        if let value = self["const"]?.text { return "`\"\(value)\"`" }
        if let choices = self["anyOf"] { return choices.elements.map(\.kind).joined(separator: " or ") }
        let types = self["type"].map { $0.text.map { [$0] } ?? $0.elements.compactMap(\.text) } ?? []
        let words = types.joined(separator: " or ")
        guard let items = self["items"] else { return words }
        return "\(words) of \(items.kind)"
    }

    /// What a schema says of itself, or of what it refers to.
    private var meaning: String {
        if let text = self["description"]?.text { return text }
        return target?.schema.meaning ?? ""
    }

    /// The schema that this one refers to, and its name.
    private var target: (name: String, schema: JSON)? {
        guard let reference = self["$ref"]?.text, let name = reference.split(separator: "/").last else { return nil }
        return Schemas.named.first { $0.0 == name }.map { (name: $0.0, schema: $0.1) }
    }
}
