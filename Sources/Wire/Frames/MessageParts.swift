import Domain

/// What a `message` frame says, on whichever socket.
enum MessageParts {
    /// A message to post, under the client's own name for it if it has one.
    case parts(MessageText, ClientMessageID?)
    /// Why it cannot be posted, and the client's own name for it if it has a usable one.
    case problem(FrameProblem, ClientMessageID?)

    /// Reads `text` and `client_message_id`.
    static func parse(_ frame: JSONObject) -> Self {
        let clientMessageID: ClientMessageID?
        switch frame["client_message_id"] {
        case nil, .null: clientMessageID = nil
        case .string(let text):
            guard let parsed = try? ClientMessageID(parsing: text) else {
                return .problem(.invalidClientMessageID, nil)
            }
            clientMessageID = parsed
        default: return .problem(.invalidClientMessageID, nil)
        }
        guard case .string(let text) = frame["text"] else { return .problem(.invalidText(nil), clientMessageID) }
        do throws(TextProblem) {
            return .parts(try MessageText(parsing: text), clientMessageID)
        } catch {
            return .problem(.invalidText(error), clientMessageID)
        }
    }
}
