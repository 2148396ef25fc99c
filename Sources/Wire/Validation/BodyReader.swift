import Domain

/// Reads the fields of a body one after another and collects everything that is wrong with them.
///
/// Each method gives the field's value, or nil when it noted a problem.
public struct BodyReader {
    /// What was wrong so far, in the order of reading.
    public private(set) var problems: [ValidationProblem] = []

    private let body: JSONObject
    private let carriesSecret: Bool

    /// Reads `body`.
    ///
    /// When it carries a secret, it is never sent back as a whole.
    init(_ body: JSONObject, carriesSecret: Bool) {
        self.body = body
        self.carriesSecret = carriesSecret
    }

    /// A text that `parse` accepts.
    mutating func text<Value>(
        _ field: String,
        as parse: (String) throws(TextProblem) -> Value
    ) -> Value? {
        required(field) { json throws(ValueProblem) in try parsed(json, as: parse) }
    }

    /// A text that `parse` accepts; nil also when it is null or not there.
    mutating func optionalText<Value>(
        _ field: String,
        as parse: (String) throws(TextProblem) -> Value
    ) -> Value? {
        guard let json = body[field], json != .null else { return nil }
        return checked(field, json) { json throws(ValueProblem) in try parsed(json, as: parse) }
    }

    /// A password.
    ///
    /// It is never sent back.
    mutating func password(_ field: String) -> Password? {
        required(field, isSecret: true) { json throws(ValueProblem) in
            try parsed(json) { text throws(TextProblem) in try Password(parsing: text) }
        }
    }

    /// An address of electronic mail.
    mutating func email(_ field: String) -> EmailAddress? {
        required(field) { json throws(ValueProblem) in
            let text = try string(json)
            do throws(EmailAddress.Problem) {
                return try EmailAddress(parsing: text)
            } catch {
                throw ValueProblem(error)
            }
        }
    }

    /// One of the words of `Choice`, or `standard` when there is no such field.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: String,
        default standard: Choice
    ) -> Choice? {
        guard let json = body[field] else { return standard }
        return checked(field, json) { json throws(ValueProblem) in
            guard case .string(let word) = json, let choice = Choice(rawValue: word) else {
                throw .notOneOf(Choice.allCases.map(\.rawValue))
            }
            return choice
        }
    }

    /// A list of ids.
    mutating func ids<Entity>(_ field: String) -> [ID<Entity>]? {
        guard let json = present(field) else { return nil }
        guard case .array(let elements) = json else {
            note(.notAList, at: [field], input: json)
            return nil
        }
        let before = problems.count
        let ids = elements.enumerated().compactMap { place, element -> ID<Entity>? in
            checked(at: [.name("body"), .name(field), .index(place)], element) { json throws(ValueProblem) in
                ID(try WholeNumber(json).idValue)
            }
        }
        return problems.count == before ? ids : nil
    }

    /// A list of so many ids.
    mutating func ids<Entity>(_ field: String, count: ClosedRange<Int>) -> [ID<Entity>]? {
        guard let ids: [ID<Entity>] = ids(field) else { return nil }
        if ids.count < count.lowerBound {
            note(.tooFew(ids.count, minimum: count.lowerBound), at: [field], input: body[field])
        } else if ids.count > count.upperBound {
            note(.tooMany(ids.count, maximum: count.upperBound), at: [field], input: body[field])
        }
        return count.contains(ids.count) ? ids : nil
    }
}

extension BodyReader {
    /// Whether there is a field of this name that is not null.
    func has(_ field: String) -> Bool {
        body[field].map { $0 != .null } ?? false
    }

    /// A whole number within limits, written as a number.
    mutating func number(_ field: String, within limits: ClosedRange<Int64>) -> Int64? {
        required(field) { json throws(ValueProblem) in
            switch json {
            case .integer, .bigInteger, .number: try WholeNumber(json).within(limits)
            case .null, .bool, .string, .malformedString, .array, .object: throw .notAnInteger
            }
        }
    }

    /// A whole number within limits, or `standard` when there is no such field.
    mutating func number(
        _ field: String,
        within limits: ClosedRange<Int64>,
        default standard: Int64
    ) -> Int64? {
        body[field] == nil ? standard : number(field, within: limits)
    }

    /// An id.
    mutating func id<Entity>(_ field: String) -> ID<Entity>? {
        required(field) { json throws(ValueProblem) in ID(try WholeNumber(json).idValue) }
    }

    /// A position that was given out as a token.
    mutating func position(_ field: String) -> Position? {
        required(field) { json throws(ValueProblem) in try Position(parsing: try string(json)) }
    }
}

extension BodyReader {
    private mutating func required<Value>(
        _ field: String,
        isSecret: Bool = false,
        _ parse: (JSONValue) throws(ValueProblem) -> Value
    ) -> Value? {
        guard let json = present(field) else { return nil }
        return checked(field, json, isSecret: isSecret, parse)
    }

    private mutating func present(_ field: String) -> JSONValue? {
        let json = body[field]
        if json == nil {
            let isShown = !carriesSecret || body.members.isEmpty
            note(.missing, at: [field], input: isShown ? .object(body) : nil)
        }
        return json
    }

    private mutating func checked<Value>(
        _ field: String,
        _ json: JSONValue,
        isSecret: Bool = false,
        _ parse: (JSONValue) throws(ValueProblem) -> Value
    ) -> Value? {
        checked(at: [.name("body"), .name(field)], json, isSecret: isSecret, parse)
    }

    private mutating func checked<Value>(
        at location: [ValidationProblem.Step],
        _ json: JSONValue,
        isSecret: Bool = false,
        _ parse: (JSONValue) throws(ValueProblem) -> Value
    ) -> Value? {
        do throws(ValueProblem) {
            return try parse(json)
        } catch {
            problems.append(error.at(location, input: isSecret ? nil : json))
            return nil
        }
    }

    private mutating func note(_ problem: ValueProblem, at fields: [String], input: JSONValue?) {
        problems.append(problem.at([.name("body")] + fields.map { .name($0) }, input: input))
    }
}

private func string(_ json: JSONValue) throws(ValueProblem) -> String {
    switch json {
    case .string(let text): return text
    case .malformedString: throw .malformedString
    case .null, .bool, .integer, .bigInteger, .number, .array, .object: throw .notAString
    }
}

private func parsed<Value>(
    _ json: JSONValue,
    as parse: (String) throws(TextProblem) -> Value
) throws(ValueProblem) -> Value {
    let text = try string(json)
    do throws(TextProblem) {
        return try parse(text)
    } catch {
        throw ValueProblem(error)
    }
}
