import APIDocs
public import Wire

/// The AsyncAPI document, to hold frames and events to.
public enum FrameSchema {
    /// Who sends a frame.
    public enum Direction: Sendable {
        /// The server; a client receives it.
        case fromServer
        /// A client; the server takes it.
        case fromClient
    }

    /// Compares a frame, or an event with the form of one, with the document.
    ///
    /// Only those keys are taken that the document names, although clients are told to expect more: what the server
    /// sends today is in the document.
    ///
    /// - Throws: `UndocumentedFrame` when it fits no message of its type and direction.
    public static func check(_ text: String, _ direction: Direction) throws {
        guard let frame = try? JSONParser.parse(Array(text.utf8)) else {
            throw UndocumentedFrame(frame: text, problems: ["not JSON"])
        }
        try check(frame, direction)
    }

    /// Compares an event that stands among others, in the body of a reply for instance, with the document.
    ///
    /// - Throws: `UndocumentedFrame` when it fits no message of its type and direction.
    public static func check(_ frame: JSONValue, _ direction: Direction) throws {
        let text = String(describing: frame)
        let schemas = direction == .fromServer ? Self.fromServer : Self.fromClient
        guard let type = frame["type"].text, let candidates = schemas[type] else {
            throw UndocumentedFrame(frame: text, problems: ["there is no such type"])
        }
        let problems = candidates.map { $0.problems(with: frame) }
        guard !problems.contains(where: \.isEmpty) else { return }
        throw UndocumentedFrame(frame: text, problems: problems.min { $0.count < $1.count } ?? [])
    }

    private static let document: JSONValue =
        (try? JSONParser.parse(AsyncAPIDocument(version: "0.0.0").bytes)) ?? .null

    private static let fromServer = schemas(of: "send")
    private static let fromClient = schemas(of: "receive")

    /// The schemas of the messages of all operations of one kind, by the type of the frame.
    private static func schemas(of action: String) -> [String: [JSONSchema]] {
        var schemas: [String: [JSONSchema]] = [:]
        for operation in document["operations"].values where operation["action"].text == action {
            for message in operation["messages"].elements {
                let payload = resolved(resolved(message))["payload"]
                guard let payload, let type = payload["properties"]["type"]["const"].text else { continue }
                schemas[type, default: []].append(JSONSchema(payload, in: document))
            }
        }
        return schemas
    }

    private static func resolved(_ value: JSONValue) -> JSONValue {
        value["$ref"].flatMap { JSONSchema(.null, in: document).resolved($0) } ?? value
    }
}

/// A frame is not one that the document describes.
public struct UndocumentedFrame: Error, CustomStringConvertible {
    /// The frame.
    public let frame: String
    /// What does not fit, by the schema that comes nearest.
    public let problems: [String]

    /// The frame and its problems.
    public var description: String {
        "not in the AsyncAPI document: \(frame)\n" + problems.joined(separator: "\n")
    }
}

extension JSONValue? {
    /// The values of an object; none for anything else.
    fileprivate var values: [JSONValue] {
        guard case .object(let object) = self else { return [] }
        return object.members.map(\.value)
    }
}
