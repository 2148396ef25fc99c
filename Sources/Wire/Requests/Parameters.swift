public import Domain

/// The parts of a path that are values.
public enum PathParameter {
    /// The chat that `text` — with its percent escapes decoded — names in a path.
    ///
    /// A number beyond 64 bits becomes 0, a chat that nobody is a member of.
    public static func chatID(_ text: String) throws(RequestProblem) -> ID<Chat> {
        try id(text, of: "chat_id")
    }

    /// The account that `text` names, in the same way.
    public static func userID(_ text: String) throws(RequestProblem) -> ID<User> {
        try id(text, of: "user_id")
    }

    private static func id<Entity>(_ text: String, of name: String) throws(RequestProblem) -> ID<Entity> {
        do throws(ValueProblem) {
            return ID(try WholeNumber(parsing: text).idValue)
        } catch {
            throw .invalid([error.at([.name("path"), .name(name)], input: .string(text))])
        }
    }
}

/// The `Idempotency-Key` field of a request's head.
public enum IdempotencyKeyField {
    /// Its name, as the document writes it.
    public static let name = "Idempotency-Key"

    /// The key in the field's value.
    public static func parse(_ value: String) throws(RequestProblem) -> IdempotencyKey {
        guard let key = IdempotencyKey(parsing: value) else {
            let problem = ValueProblem.unlike(pattern: "^[!-~]{1,128}$")
            throw .invalid([problem.at([.name("header"), .name(name)], input: .string(value))])
        }
        return key
    }
}

/// The query of `GET /users`.
public enum SearchQuery {
    /// Reads decoded parameters.
    ///
    /// Of those with the name `query` the last counts; others are ignored.
    public static func parse(
        _ parameters: some Sequence<(name: String, value: String)>
    ) throws(RequestProblem) -> SearchText {
        var sent: String?
        for parameter in parameters where parameter.name == "query" { sent = parameter.value }
        let place: [ValidationProblem.Step] = [.name("query"), .name("query")]
        guard let sent else { throw .invalid([ValueProblem.missing.at(place, input: .null)]) }
        do throws(TextProblem) {
            return try SearchText(parsing: sent)
        } catch {
            throw .invalid([ValueProblem(error).at(place, input: .string(sent))])
        }
    }
}

/// The query of `GET /history/{chat_id}`.
public struct HistoryQuery: Hashable, Sendable {
    /// How many messages a page may have.
    public static let limits: ClosedRange<Int64> = 1...100
    /// How many it has when the client does not say.
    public static let defaultLimit: Int64 = 50

    /// How many messages are wanted at most.
    public let limit: Int
    /// How many of the oldest messages to leave out.
    public let offset: Int64

    /// Reads decoded parameters.
    ///
    /// Of those with one name the last counts; others than `limit` and `offset` are ignored.
    public static func parse(
        _ parameters: some Sequence<(name: String, value: String)>
    ) throws(RequestProblem) -> Self {
        var reader = QueryReader(parameters)
        let limit = reader.number("limit", within: limits, default: defaultLimit)
        let offset = reader.number("offset", within: 0...Int64.max, default: 0)
        try reader.finish()
        return Self(limit: Int(limit), offset: offset)
    }
}
