public import Domain

/// What a text frame of a client says.
public enum ClientFrame: Hashable, Sendable {
    /// A message to post, under the client's own name for it if it has one.
    case message(MessageText, ClientMessageID?)
    /// The client has read this message.
    case read(ID<Message>)
    /// Nothing that concerns this server: another type or none, or a read of no message that could exist.
    case ignored
    /// Something that cannot be understood, under the client's own name for it if it has a usable one.
    case malformed(FrameProblem, ClientMessageID?)

    /// Reads a frame; no frame makes it fail.
    @inlinable
    public static func parse(_ bytes: some Collection<UInt8>) -> Self {
        frame(try? JSONParser.parse(bytes))
    }

    /// What a JSON text says; nil when it was none.
    @usableFromInline
    static func frame(_ json: JSONValue?) -> Self {
        guard let json else { return .malformed(.invalidJSON, nil) }
        guard case .object(let frame) = json else { return .malformed(.invalidFrame, nil) }
        switch frame["type"] {
        case .string("message"): return message(frame)
        case .string("read"): return read(frame)
        default: return .ignored
        }
    }

    private static func message(_ frame: JSONObject) -> Self {
        switch MessageParts.parse(frame) {
        case .parts(let text, let clientMessageID): .message(text, clientMessageID)
        case .problem(let problem, let clientMessageID): .malformed(problem, clientMessageID)
        }
    }

    private static func read(_ frame: JSONObject) -> Self {
        switch frame["message_id"] {
        case nil, .null, .bigInteger: .ignored
        case .integer(let number): .read(ID(number))
        default: .malformed(.invalidMessageID, nil)
        }
    }
}
