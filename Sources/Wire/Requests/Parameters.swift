public import Domain

/// The parts of a path that are values.
public enum PathParameter {
    /// The chat that `text` — with its percent escapes decoded — names in a path.
    ///
    /// A number beyond 64 bits becomes 0, a chat that nobody is a member of.
    public static func chatID(_ text: String) throws(RequestProblem) -> ID<Chat> {
        do throws(ValueProblem) {
            return ID(try WholeNumber(parsing: text).idValue)
        } catch {
            throw .invalid([error.at([.name("path"), .name("chat_id")], input: .string(text))])
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
        var problems: [ValidationProblem] = []
        var sent: [String: String] = [:]
        for parameter in parameters { sent[parameter.name] = parameter.value }
        let limit = number("limit", in: sent, within: limits, default: defaultLimit, &problems)
        let offset = number("offset", in: sent, within: 0...Int64.max, default: 0, &problems)
        guard problems.isEmpty else { throw .invalid(problems) }
        return Self(limit: Int(limit), offset: offset)
    }

    private static func number(
        _ name: String,
        in sent: [String: String],
        within limits: ClosedRange<Int64>,
        default standard: Int64,
        _ problems: inout [ValidationProblem]
    ) -> Int64 {
        guard let text = sent[name] else { return standard }
        do throws(ValueProblem) {
            return try WholeNumber(parsing: text).within(limits)
        } catch {
            problems.append(error.at([.name("query"), .name(name)], input: .string(text)))
            return standard
        }
    }
}
