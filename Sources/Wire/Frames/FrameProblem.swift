public import Domain

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
    /// The id of a chat is missing or not a number.
    case invalidChatID
    /// A place in a chat is missing, not a number, or negative.
    case invalidSeq
    /// A position is none that this server gave out.
    case invalidPosition
    /// The cursors are not an object of places by the ids of chats, or too many.
    case invalidCursors
    /// The people to watch are not a list of numbers, or too many.
    case invalidUserIDs
    /// The frame is not to be sent now: before the log-in or the hello, or once more.
    case unexpectedFrame

    /// The word for it in an error frame, for programs.
    public var code: String {
        switch self {
        case .binary: "binary_frame"
        case .invalidJSON: "invalid_json"
        case .invalidFrame: "invalid_frame"
        case .invalidText: "invalid_text"
        case .invalidClientMessageID: "invalid_client_message_id"
        case .invalidMessageID: "invalid_message_id"
        case .invalidChatID: "invalid_chat_id"
        case .invalidSeq: "invalid_seq"
        case .invalidPosition: "invalid_position"
        case .invalidCursors: "invalid_cursors"
        case .invalidUserIDs: "invalid_user_ids"
        case .unexpectedFrame: "unexpected_frame"
        }
    }
}
