import Domain

/// Reads the parameters of a query one after another and collects everything that is wrong with them.
///
/// Of those with one name the last counts.
struct QueryReader {
    private let sent: [String: String]
    private var problems: [ValidationProblem] = []

    /// Reads decoded parameters.
    init(_ parameters: some Sequence<(name: String, value: String)>) {
        var sent: [String: String] = [:]
        for parameter in parameters { sent[parameter.name] = parameter.value }
        self.sent = sent
    }

    /// A whole number within limits; `standard` where there is none, or where it is wrong.
    mutating func number(_ name: String, within limits: ClosedRange<Int64>, default standard: Int64) -> Int64 {
        checked(name) { text throws(ValueProblem) in try WholeNumber(parsing: text).within(limits) } ?? standard
    }

    /// An id; nil where there is none.
    mutating func id<Entity>(_ name: String) -> ID<Entity>? {
        checked(name) { text throws(ValueProblem) in ID(try WholeNumber(parsing: text).idValue) }
    }

    /// A position that was given out as a token; nil where there is none.
    mutating func position(_ name: String) -> Position? {
        checked(name) { text throws(ValueProblem) in try Position(parsing: text) }
    }

    /// Throws what was wrong.
    func finish() throws(RequestProblem) {
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    private mutating func checked<Value>(
        _ name: String,
        _ parse: (String) throws(ValueProblem) -> Value
    ) -> Value? {
        guard let text = sent[name] else { return nil }
        do throws(ValueProblem) {
            return try parse(text)
        } catch {
            problems.append(error.at([.name("query"), .name(name)], input: .string(text)))
            return nil
        }
    }
}

extension Position {
    /// The position that a token stands for.
    init(parsing text: String) throws(ValueProblem) {
        guard let position = PositionToken.position(of: text) else { throw .notAPosition }
        self = position
    }
}
