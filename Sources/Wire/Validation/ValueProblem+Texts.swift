import Domain

extension ValueProblem {
    /// Nothing was sent where something is needed.
    static let missing = Self(type: "missing", message: "Field required")
    /// The body is not an object.
    static let notAnObject = Self(
        type: "model_attributes_type",
        message: "Input should be a valid dictionary or object to extract fields from"
    )
    /// The value is not a text.
    static let notAString = Self(type: "string_type", message: "Input should be a valid string")
    /// The text holds half of a surrogate pair.
    static let malformedString = Self(
        type: "string_unicode",
        message: "Input should be a valid string, unable to parse raw data as a unicode string"
    )
    /// The value is not a list.
    static let notAList = Self(type: "list_type", message: "Input should be a valid list")
    /// The value is neither a number nor a text of one.
    static let notAnInteger = Self(type: "int_type", message: "Input should be a valid integer")
    /// The text spells no whole number.
    static let unreadableInteger = Self(
        type: "int_parsing",
        message: "Input should be a valid integer, unable to parse string as an integer"
    )
    /// The text or number has more digits than anybody needs.
    static let hugeInteger = Self(
        type: "int_parsing_size",
        message: "Unable to parse input string as an integer, exceeded maximum size"
    )
    /// The number has a fraction.
    static let fractionalInteger = Self(
        type: "int_from_float",
        message: "Input should be a valid integer, got a number with a fractional part"
    )
    /// The number is `NaN` or infinite.
    static let infiniteNumber = Self(type: "finite_number", message: "Input should be a finite number")

    /// The text is no position that this server gave out.
    static let notAPosition = Self(
        type: "position_parsing",
        message: "Input should be a position that this server gave out"
    )

    /// The list has fewer elements than `minimum`.
    static func tooFew(_ count: Int, minimum: Int) -> Self {
        Self(
            type: "too_short",
            message: "List should have at least \(items(minimum)) after validation, not \(count)",
            context: listContext("min_length", minimum, count)
        )
    }

    /// The list has more elements than `maximum`.
    static func tooMany(_ count: Int, maximum: Int) -> Self {
        Self(
            type: "too_long",
            message: "List should have at most \(items(maximum)) after validation, not \(count)",
            context: listContext("max_length", maximum, count)
        )
    }

    private static func listContext(_ bound: String, _ limit: Int, _ count: Int) -> JSONObject {
        ["field_type": .string("List"), bound: .integer(Int64(limit)), "actual_length": .integer(Int64(count))]
    }

    /// The text is not of a form.
    static func unlike(pattern: String) -> Self {
        Self(
            type: "string_pattern_mismatch",
            message: "String should match pattern '\(pattern)'",
            context: ["pattern": .string(pattern)]
        )
    }

    /// The number is smaller than `bound`.
    static func less(than bound: Int64) -> Self {
        Self(
            type: "greater_than_equal",
            message: "Input should be greater than or equal to \(bound)",
            context: ["ge": .integer(bound)]
        )
    }

    /// The number is greater than `bound`.
    static func greater(than bound: Int64) -> Self {
        Self(
            type: "less_than_equal",
            message: "Input should be less than or equal to \(bound)",
            context: ["le": .integer(bound)]
        )
    }

    /// The value is none of `choices`.
    static func notOneOf(_ choices: [String]) -> Self {
        let quoted = choices.map { "'\($0)'" }
        let head = quoted.dropLast().joined(separator: ", ")
        let expected = head.isEmpty ? quoted.joined() : "\(head) or \(quoted.last ?? "")"
        return Self(
            type: "enum",
            message: "Input should be \(expected)",
            context: ["expected": .string(expected)]
        )
    }

    /// The text is not what the domain asks for.
    init(_ problem: TextProblem) {
        switch problem {
        case .tooShort(let minimum):
            self.init(
                type: "string_too_short",
                message: "String should have at least \(characters(minimum))",
                context: ["min_length": .integer(Int64(minimum))]
            )
        case .tooLong(let maximum):
            self.init(
                type: "string_too_long",
                message: "String should have at most \(characters(maximum))",
                context: ["max_length": .integer(Int64(maximum))]
            )
        case .holdsNUL:
            self.init(type: "value_error", message: "Value error, NUL characters are not allowed")
        }
    }

    /// The text is not an address of electronic mail.
    init(_ problem: EmailAddress.Problem) {
        self.init(
            type: "value_error",
            message: "value is not a valid email address: \(problem.reason)",
            context: ["reason": .string(problem.reason)]
        )
    }
}

private func characters(_ count: Int) -> String {
    count == 1 ? "1 character" : "\(count) characters"
}

private func items(_ count: Int) -> String {
    count == 1 ? "1 item" : "\(count) items"
}
