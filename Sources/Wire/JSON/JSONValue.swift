/// Any JSON value, as a client sent it.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction and exponent that fits into 64 bits.
    case integer(Int64)
    /// A number without fraction and exponent that does not fit, as it was written.
    case bigInteger(String)
    /// A number with a fraction or an exponent, or one of `NaN`, `Infinity` and `-Infinity`.
    case number(Double)
    /// A text.
    case string(String)
    /// A text with halves of surrogate pairs in it, which no Swift string can hold: U+FFFD stands in for each.
    case malformedString(String)
    /// Values in order.
    case array([JSONValue])
    /// Named values.
    case object(JSONObject)

    /// The value under `name`; nil when there is none or this is not an object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }
}

/// The members of a JSON object in the order of their first appearance; of those with one name, the last counts.
public struct JSONObject: Hashable, Sendable {
    /// One name and its value.
    public struct Member: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public let value: JSONValue

        /// Puts together a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The members; no two have the same name.
    public let members: [Member]

    /// Takes members as they were written and folds those with equal names.
    public init(_ members: [Member]) {
        self.members = folded(members)
    }

    /// The value under `name`, if there is one.
    public subscript(name: String) -> JSONValue? {
        members.first { $0.name == name }?.value
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Members in the order of the literal.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member($0.0, $0.1) })
    }
}

/// Up to this many members are compared pairwise, which is quicker than hashing them; more would cost a square.
private let pairwiseLimit = 8

/// The members with each name once: at its first place, with its last value.
private func folded(_ members: [JSONObject.Member]) -> [JSONObject.Member] {
    if members.count <= pairwiseLimit {
        let isRepeated = members.indices.contains { index in
            members[..<index].contains { $0.name == members[index].name }
        }
        guard isRepeated else { return members }
    }
    var places: [String: Int] = [:]
    var result: [JSONObject.Member] = []
    for member in members {
        if let place = places[member.name] {
            result[place] = member
        } else {
            places[member.name] = result.count
            result.append(member)
        }
    }
    return result
}
