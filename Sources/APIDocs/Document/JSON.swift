/// A JSON value whose members keep the order they were written in, so that the document has the same bytes every time.
enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with a fraction, as it is written.
    case decimal(String)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One name and its value.
    struct Member: Hashable, Sendable {
        let name: String
        let value: JSON
    }

    /// An object of names and values, in their order; values that are nil are left out.
    static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    /// An object of names and values that were put together elsewhere.
    static func members(_ members: [(String, JSON)]) -> JSON {
        .object(members.map { Member(name: $0, value: $1) })
    }

    /// This object with the members of another after its own.
    func adding(_ other: JSON) -> JSON {
        guard case .object(let mine) = self, case .object(let others) = other else { return self }
        return .object(mine + others)
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringInterpolation,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .members(elements)
    }

    init(arrayLiteral elements: JSON...) {
        self = .array(elements)
    }

    init(stringLiteral value: String) {
        self = .string(value)
    }

    init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}
