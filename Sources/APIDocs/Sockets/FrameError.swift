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
    /// Every code that an error frame can have, first of frames that cannot be understood, then of those refused.
    static let catalogue: [FrameError] = problems + refusals

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
    static let frameErrorCode: JSON = [
        "type": "string",
        "enum": .array(FrameError.catalogue.map { .string($0.code) }),
        "description": "The name for programs; it never changes.",
    ]
}
