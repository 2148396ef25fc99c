public import Wire

extension JSONValue {
    /// The value in a JSON text; null when it is none.
    public init(_ text: String) {
        self = (try? JSONParser.parse(Array(text.utf8))) ?? .null
    }

    /// The element at a place of an array.
    public subscript(place: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(place) else { return nil }
        return elements[place]
    }
}

extension JSONValue? {
    /// The value under a name.
    public subscript(name: String) -> JSONValue? { self?[name] }

    /// The element at a place of an array.
    public subscript(place: Int) -> JSONValue? { self?[place] }

    /// The text; nil for anything else.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number; nil for anything else.
    public var number: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The elements of an array; none for anything else.
    public var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The names of an object's members, in their order; none for anything else.
    public var names: [String] {
        guard case .object(let object) = self else { return [] }
        return object.members.map(\.name)
    }
}
