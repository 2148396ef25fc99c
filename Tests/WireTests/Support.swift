import Domain
import FoundationEssentials
import Testing

@testable import Wire

/// The text of a body or frame.
func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
}

/// What a parser makes of a text.
func json(_ text: String) throws(JSONParseError) -> JSONValue {
    try JSONParser.parse(Array(text.utf8))
}

/// A value as compact JSON.
func written(_ value: JSONValue) -> String {
    text(written(capacity: 64) { $0.value(value) })
}

/// A golden JSON file.
func golden(_ name: String) throws -> JSONValue {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
    return try JSONParser.parse(Array(try Data(contentsOf: file)))
}

extension JSONValue {
    /// The elements of an array; none for anything else.
    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}

extension BodyRequest {
    /// The request in a JSON text.
    static func parse(_ text: String, contentType: String? = "application/json") throws(RequestProblem) -> Self {
        try parse(contentType: contentType, body: Array(text.utf8))
    }

    /// The problems of a JSON text that is refused; none when it is accepted.
    static func problems(_ text: String, contentType: String? = "application/json") -> [ValidationProblem] {
        do throws(RequestProblem) {
            _ = try parse(text, contentType: contentType)
            return []
        } catch {
            guard case .invalid(let problems) = error else { return [] }
            return problems
        }
    }

    /// The answer to a JSON text that is refused.
    static func refusal(_ text: String, contentType: String? = "application/json") -> String {
        WireTests.text(ReplyBody.validation(problems(text, contentType: contentType)))
    }
}

extension ValidationProblem {
    /// The problem without the value that caused it.
    var withoutInput: Self {
        Self(type: type, location: location, message: message, context: context)
    }
}

/// A message with everything in it.
func message(
    id: Int64 = 26,
    text: String = "Привет 👋",
    clientMessageID: String? = "58219a50-fa27-46a8-b91e-695b5610efbb",
    microseconds: Int64 = 1_795_404_371_705_044
) -> Message {
    Message(
        id: ID(id),
        chat: ID(3),
        seq: Seq(7),
        sender: ID(5),
        text: MessageText(stored: text),
        clientMessageID: clientMessageID.map { ClientMessageID(stored: $0) },
        createdAt: Timestamp(microseconds: microseconds)
    )
}
