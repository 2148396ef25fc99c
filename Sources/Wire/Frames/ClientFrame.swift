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
    public static func parse(_ bytes: some Collection<UInt8>) -> Self {
        guard let json = try? JSONParser.parse(bytes) else { return .malformed(.invalidJSON, nil) }
        guard case .object(let frame) = json else { return .malformed(.invalidFrame, nil) }
        switch frame["type"] {
        case .string("message"): return message(frame)
        case .string("read"): return read(frame)
        default: return .ignored
        }
    }

    private static func message(_ frame: JSONObject) -> Self {
        let clientMessageID: ClientMessageID?
        switch frame["client_message_id"] {
        case nil, .null: clientMessageID = nil
        case .string(let text):
            guard let parsed = try? ClientMessageID(parsing: text) else {
                return .malformed(.invalidClientMessageID, nil)
            }
            clientMessageID = parsed
        default: return .malformed(.invalidClientMessageID, nil)
        }
        guard case .string(let text) = frame["text"] else { return .malformed(.invalidText(nil), clientMessageID) }
        do throws(TextProblem) {
            return .message(try MessageText(parsing: text), clientMessageID)
        } catch {
            return .malformed(.invalidText(error), clientMessageID)
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

/// Why a frame cannot be understood.
public enum FrameProblem: Hashable, Sendable {
    /// It is a binary frame.
    case binary
    /// It is not JSON.
    case invalidJSON
    /// It is JSON, and not an object.
    case invalidFrame
    /// A message's text is missing, not a text, or one that the domain refuses for the given reason.
    case invalidText(TextProblem?)
    /// A message's own name is not a text, or one of the wrong length.
    case invalidClientMessageID
    /// The id of a message that was read is not a number.
    case invalidMessageID

    /// The word for it in an error frame, for programs.
    public var code: String {
        switch self {
        case .binary: "binary_frame"
        case .invalidJSON: "invalid_json"
        case .invalidFrame: "invalid_frame"
        case .invalidText: "invalid_text"
        case .invalidClientMessageID: "invalid_client_message_id"
        case .invalidMessageID: "invalid_message_id"
        }
    }
}
