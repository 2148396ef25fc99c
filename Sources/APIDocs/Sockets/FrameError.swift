/// A code of error frames, and what a client does about it.
struct FrameError: Hashable, Sendable {
    let code: String
    let meaning: String
    let advice: String

    init(_ code: String, _ meaning: String, do advice: String) {
        self.code = code
        self.meaning = meaning
        self.advice = advice
    }
}

extension FrameError {
    /// What the socket of a chat says, first of frames that cannot be understood, then of those refused.
    static let ofChatSocket = problems + refusals

    /// What the socket of an account says.
    static let ofAccountSocket = problems + accountProblems + refusals + sessionRefusals

    /// Every code that an error frame can have.
    static let catalogue = ofAccountSocket

    private static let mend = "Mend the client."

    private static let problems = [
        FrameError("binary_frame", "It is a binary frame.", do: mend),
        FrameError("invalid_json", "It is not JSON.", do: mend),
        FrameError("invalid_frame", "It is JSON, and not an object.", do: mend),
        FrameError(
            "invalid_text",
            "`text` is missing, not a text, empty, over 65536 bytes, or holds U+0000.",
            do: "Ask for another text."
        ),
        FrameError(
            "invalid_client_message_id",
            "`client_message_id` is not a text of 1 to 128 characters without U+0000.",
            do: mend
        ),
        FrameError("invalid_message_id", "`message_id` is not a whole number.", do: mend),
    ]

    private static let accountProblems = [
        FrameError("invalid_chat_id", "`chat_id` is missing, or not a whole number.", do: mend),
        FrameError("invalid_seq", "`seq` is missing, not a whole number, or negative.", do: mend),
        FrameError(
            "invalid_position",
            "`position` is none that the server gave out.",
            do: "Say `hello` without it, and take the `state`."
        ),
        FrameError("invalid_cursors", "`cursors` is not an object of places by the numbers of chats.", do: mend),
        FrameError("invalid_user_ids", "`user_ids` is not a list of 200 numbers at most.", do: mend),
        FrameError(
            "unexpected_frame",
            "It is not to be sent now: before `auth` or `hello`, or once more.",
            do: "Say `auth` first, where the handshake did not, and then `hello`, once."
        ),
    ]

    private static let sessionRefusals = [
        FrameError(of: .invalidToken, "The token of `auth` is no good; 4401 follows.", do: logIn),
        FrameError(of: .incompleteToken, "The token of `auth` names no account; 4401 follows.", do: logIn),
        FrameError(of: .accountGone, "The account of `auth` does not exist; 4401 follows.", do: logIn),
    ]

    private static let logIn = "Log in again."

    private static let refusals = [
        FrameError(of: .notAMember, "The sender is no member of the chat any more.", do: "Leave the chat."),
        FrameError(
            of: .clientMessageIDReused,
            "The sender has sent another text under this `client_message_id` in this chat.",
            do: "Give the new text a `client_message_id` of its own."
        ),
        FrameError(of: .overloaded, "A queue of the server is full.", do: again),
        FrameError(of: .unavailable, "The database is away, or did not answer in time.", do: again),
        FrameError(
            of: .internalFault,
            "A fault of the server; its log says more.",
            do: "Tell whoever runs the server."
        ),
    ]

    private static let again = "Send the frame again in a second, with the same `client_message_id`."

    /// A refusal that REST knows too.
    private init(of error: DocumentedError, _ meaning: String, do advice: String) {
        self.init(error.code, meaning, do: advice)
    }
}

extension Schemas {
    /// The codes of error frames.
    static func code(of errors: [FrameError]) -> JSON {
        [
            "type": "string",
            "enum": .array(errors.map { .string($0.code) }),
            "description": "The name for programs; it never changes.",
        ]
    }
}
