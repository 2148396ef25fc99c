/// The frames of the socket of one chat.
extension Frame {
    static let ofChatSocket = [message, messageRead, error, postMessage, readMessage]

    static let message = Frame(
        "Message",
        from: .server,
        type: "message",
        summary: "A message was posted",
        description: """
            To everybody in the chat, the sender too, however it was posted. It is on disk by then, and messages of a \
            chat come in the order of `seq`.
            """,
        fields: [
            .always("id", Schemas.id("The message.")),
            .always("chat_id", Schemas.id("The chat that it is in.")),
            .always("sender_id", Schemas.id("Who wrote it.")),
            .always("text", Schemas.text("What it says.")),
            .always("timestamp", Schemas.moment("When the server took it in.")),
            .always("seq", Schemas.id("Its place in the chat's order of changes, which has no gaps.")),
            .always("client_message_id", Schemas.storedClientMessageID),
        ],
        example: [
            "id": 42,
            "chat_id": 12,
            "sender_id": 17,
            "text": "Привет 👋",
            "timestamp": "2026-11-23T03:28:19.752639+00:00",
            "seq": 7,
            "client_message_id": "58219a50-fa27-46a8-b91e-695b5610efbb",
        ]
    )

    static let messageRead = Frame(
        "MessageRead",
        from: .server,
        type: "read",
        summary: "Somebody has read a message",
        description: """
            To the author's sockets of the chat, the first time that somebody else says so; in a group this is the \
            first reader only.
            """,
        fields: [
            .always("message_id", Schemas.id("The message.")),
            .always("reader_id", Schemas.id("Who read it.")),
        ],
        example: ["message_id": 42, "reader_id": 18]
    )

    static let error = refusal("Error", codes: FrameError.ofChatSocket)

    /// The answer to a frame that cannot be understood or is refused, with one of the codes.
    static func refusal(_ name: String, codes: [FrameError]) -> Frame {
        Frame(
            name,
            from: .server,
            type: "error",
            summary: "A frame was refused",
            description: "To the connection that sent the frame. The connection lives on.",
            fields: [
                .always("code", Schemas.code(of: codes)),
                .always(
                    "detail",
                    Schemas.text("The text for people, in the language of the handshake's `Accept-Language`.")
                ),
                .maybe(
                    "client_message_id",
                    Schemas.text("The frame's own `client_message_id`, where it had one that can be used.")
                ),
                .maybe(
                    "retry_after",
                    Schemas.count("After how many seconds the same frame may succeed, where that is so.")
                ),
            ],
            example: [
                "code": "invalid_text",
                "detail": "Поле text должно быть строкой от 1 до 65536 байт без символа NUL",
                "client_message_id": "a1",
            ]
        )
    }

    private static let postMessage = Frame(
        "PostMessage",
        from: .client,
        type: "message",
        summary: "Post a message",
        description: """
            To the chat of the socket. The message that then comes to everybody is the acknowledgement: match it by \
            `client_message_id`. A message sent again is answered with the stored one, to the sender's socket alone.
            """,
        fields: [.always("text", Schemas.messageText), .maybe("client_message_id", Schemas.clientMessageID)],
        example: ["text": "Привет 👋", "client_message_id": "58219a50-fa27-46a8-b91e-695b5610efbb"]
    )

    private static let readMessage = Frame(
        "ReadMessage",
        from: .client,
        type: "read",
        summary: "Say that a message was read",
        description: """
            Reading one's own message, one that was read, or one that is not in the chat, has no answer.
            """,
        fields: [.always("message_id", Schemas.id("The message."))],
        example: ["message_id": 42]
    )
}
