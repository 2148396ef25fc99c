import Wire

extension JSONSchema {
    /// What one keyword finds wrong with a value.
    func problems(
        with value: JSONValue,
        at place: String,
        _ keyword: String,
        _ argument: JSONValue,
        of schema: JSONValue
    ) -> [String] {
        switch keyword {
        case "$ref":
            guard let target = resolved(argument) else { return ["\(place): a reference to nowhere: \(argument)"] }
            return problems(with: value, at: place, target)
        case "type":
            let types = (argument.list ?? [argument]).compactMap { Optional($0).text }
            return types.contains(where: value.isOf) ? [] : ["\(place): not of type \(types)"]
        case "const": return value == argument ? [] : ["\(place): not \(argument)"]
        case "enum":
            return argument.list?.contains(value) == true ? [] : ["\(place): \(value) is none of the choices"]
        case "anyOf", "oneOf": return choice(with: value, at: place, keyword, among: argument.list ?? [])
        case "allOf": return (argument.list ?? []).flatMap { problems(with: value, at: place, $0) }
        case "properties", "required", "additionalProperties":
            guard case .object(let object) = value else { return [] }
            return members(of: object, at: place, keyword, argument, of: schema)
        case "items", "minItems", "maxItems":
            guard let elements = value.list else { return [] }
            return items(elements, at: place, keyword, argument)
        case "minimum", "maximum":
            guard let number = value.amount, let limit = argument.amount else { return [] }
            let fits = keyword == "minimum" ? number >= limit : number <= limit
            return fits ? [] : ["\(place): \(number) is past the \(keyword) of \(limit)"]
        case "minLength", "maxLength", "pattern":
            guard let text = Optional(value).text else { return [] }
            return text.fits(keyword, argument) ? [] : ["\(place): does not fit \(keyword) \(argument)"]
        case "description", "title", "examples", "format": return []
        default: return ["\(place): a keyword that the tests do not know: \(keyword)"]
        }
    }

    private func choice(
        with value: JSONValue,
        at place: String,
        _ keyword: String,
        among schemas: [JSONValue]
    ) -> [String] {
        let problems = schemas.map { self.problems(with: value, at: place, $0) }
        let fitting = problems.count(where: \.isEmpty)
        guard fitting == 0 || keyword == "oneOf" && fitting > 1 else { return [] }
        return ["\(place): fits \(fitting) of \(keyword)"] + problems.flatMap(\.self)
    }

    private func members(
        of object: JSONObject,
        at place: String,
        _ keyword: String,
        _ argument: JSONValue,
        of schema: JSONValue
    ) -> [String] {
        switch keyword {
        case "required":
            (argument.list ?? []).compactMap { Optional($0).text }.filter { object[$0] == nil }
                .map { "\(place).\($0): missing" }
        case "properties":
            object.members.flatMap { member in
                argument[member.name].map { problems(with: member.value, at: "\(place).\(member.name)", $0) } ?? []
            }
        default:
            object.members.filter { schema["properties"][$0.name] == nil }.flatMap { member in
                problems(with: member.value, at: "\(place).\(member.name)", argument)
            }
        }
    }

    private func items(
        _ elements: [JSONValue],
        at place: String,
        _ keyword: String,
        _ argument: JSONValue
    ) -> [String] {
        switch keyword {
        case "items":
            elements.enumerated().flatMap { problems(with: $0.element, at: "\(place)[\($0.offset)]", argument) }
        default:
            fits(elements.count, keyword, argument)
                ? [] : ["\(place): \(elements.count) elements, \(keyword) \(argument)"]
        }
    }
}

/// Whether a length keeps a limit.
private func fits(_ length: Int, _ keyword: String, _ limit: JSONValue) -> Bool {
    guard let limit = Optional(limit).number else { return false }
    return keyword.hasPrefix("min") ? length >= limit : length <= limit
}

extension String {
    fileprivate func fits(_ keyword: String, _ argument: JSONValue) -> Bool {
        guard keyword == "pattern" else { return TestKit.fits(unicodeScalars.count, keyword, argument) }
        guard let pattern = Optional(argument).text, let regex = try? Regex(pattern) else { return false }
        return firstMatch(of: regex.matchingSemantics(.unicodeScalar)) != nil
    }
}

extension JSONValue {
    /// The elements of an array; nil for anything else.
    fileprivate var list: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The number, whole or not; nil for anything else.
    fileprivate var amount: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .bigInteger(let digits): Double(digits)
        case .null, .bool, .string, .malformedString, .array, .object: nil
        }
    }

    /// Whether the value is of a type of JSON Schema.
    fileprivate func isOf(_ type: String) -> Bool {
        switch self {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .integer, .bigInteger: type == "integer" || type == "number"
        case .number: type == "number"
        case .string: type == "string"
        case .malformedString: false
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}
