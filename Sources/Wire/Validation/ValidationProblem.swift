/// One thing that is wrong with a request, in the form in which clients of the original server know it (status 422).
public struct ValidationProblem: Error, Hashable, Sendable {
    /// A step on the way to the value that is wrong.
    public enum Step: Hashable, Sendable {
        /// A part of the request (`body`, `path`, `query`), a field or a parameter.
        case name(String)
        /// A place in a list, or in a text that is not JSON.
        case index(Int)
    }

    /// The kind of problem, for programs.
    public let type: String
    /// The way to the value that is wrong.
    public let location: [Step]
    /// What is wrong, in English, for people.
    public let message: String
    /// The value that is wrong, where it may be shown and is short.
    public let input: JSONValue?
    /// The figures of the message, for programs.
    public let context: JSONObject?

    /// Puts together a problem.
    ///
    /// A long input is left out by itself; a secret one is for the caller to leave out.
    public init(
        type: String,
        location: [Step],
        message: String,
        input: JSONValue? = nil,
        context: JSONObject? = nil
    ) {
        self.type = type
        self.location = location
        self.message = message
        self.input = input.flatMap { $0.isEchoable ? $0 : nil }
        self.context = context
    }
}

/// What is wrong with a value, wherever it stands.
struct ValueProblem: Error, Hashable {
    let type: String
    let message: String
    var context: JSONObject?

    /// The problem of the value at `location`.
    func at(_ location: [ValidationProblem.Step], input: JSONValue?) -> ValidationProblem {
        ValidationProblem(type: type, location: location, message: message, input: input, context: context)
    }
}

extension JSONWriter {
    /// Writes a problem with its keys in the order that clients know.
    mutating func problem(_ problem: ValidationProblem) {
        object { writer in
            writer.field(.type, problem.type)
            writer.key(.location)
            writer.array(problem.location) { writer, step in
                switch step {
                case .name(let name): writer.string(name)
                case .index(let index): writer.integer(Int64(index))
                }
            }
            writer.field(.message, problem.message)
            if let input = problem.input {
                writer.key(.input)
                writer.value(input)
            }
            if let context = problem.context {
                writer.key(.context)
                writer.value(.object(context))
            }
        }
    }
}
