/// What the client of an account's socket says, and how it is answered.
extension Frame {
    static let ofTalk = [
        postMessage, ack, markRead, delivered, sayTyping, watch, ping, pong, accountError, reconnect,
    ]

    private static let postMessage = Frame(
        "PostMessageToChat",
        from: .client,
        type: "message",
        summary: "Post a message",
        description: "Answered with `ack` when it is on disk, or with `error`.",
        fields: [
            .always("chat_id", Schemas.id("The chat.")), .always("text", Schemas.messageText),
            .maybe("client_message_id", Schemas.clientMessageID),
        ],
        example: [
            "chat_id": 12, "text": "Привет 👋", "client_message_id": "58219a50-fa27-46a8-b91e-695b5610efbb",
        ]
    )

    private static let ack = Frame(
        "Acknowledgement",
        from: .server,
        type: "ack",
        summary: "A message was posted",
        description: "To the connection that posted it, when it is on disk.",
        fields: [
            .always("client_message_id", Schemas.storedClientMessageID),
            .always("id", Schemas.id("The message.")),
            .always("chat_id", Schemas.id("The chat.")),
            .always("seq", Schemas.id("Its place in the chat's order of changes.")),
            .always("timestamp", Schemas.moment("When the server took it in.")),
            .always("repeated", Schemas.flag("Whether it was posted before, so that this is the stored one.")),
        ],
        example: [
            "client_message_id": "58219a50-fa27-46a8-b91e-695b5610efbb", "id": 42, "chat_id": 12, "seq": 7,
            "timestamp": "2026-11-23T03:28:19.752639+00:00", "repeated": false,
        ]
    )

    private static let markRead = Frame(
        "MarkRead",
        from: .client,
        type: "read",
        summary: "Say how far a chat was read",
        description: "By a message, or by the place of a change. The cursor only moves forward.",
        fields: [
            .always("chat_id", Schemas.id("The chat.")),
            .maybe("seq", Schemas.place("Everything up to here was read.")),
            .maybe("message_id", Schemas.id("Everything up to this message was read.")),
        ],
        example: ["chat_id": 12, "seq": 7]
    )

    private static let delivered = Frame(
        "Delivered",
        from: .client,
        type: "ack",
        summary: "Say how much of a chat has arrived",
        description: "The cursor only moves forward.",
        fields: [
            .always("chat_id", Schemas.id("The chat.")),
            .always("seq", Schemas.place("Everything up to here is here.")),
        ],
        example: ["chat_id": 12, "seq": 8]
    )

    private static let sayTyping = Frame(
        "SayTyping",
        from: .client,
        type: "typing",
        summary: "Say that one is writing",
        description: "Passed on once in 3 seconds at most.",
        fields: [.always("chat_id", Schemas.id("The chat."))],
        example: ["chat_id": 12]
    )

    private static let watch = Frame(
        "WatchPresence",
        from: .client,
        type: "presence",
        summary: "Watch who is there",
        description: """
            Replaces the list of watched people: 200 at most, and only those one shares a chat with; others are left \
            out. Answered with a `presence` frame for each, and then with their changes.
            """,
        fields: [
            .always(
                "user_ids",
                [
                    "type": "array", "items": Schemas.id("Somebody to watch."), "maxItems": 200,
                    "description": "Everybody to watch; an empty list ends it.",
                ]
            )
        ],
        example: ["user_ids": [18, 19]]
    )

    private static let ping = Frame(
        "Ping",
        from: .client,
        type: "ping",
        summary: "Ask whether the server is there",
        description: "For clients that cannot send WebSocket pings, such as browsers.",
        example: [:]
    )

    private static let pong = Frame(
        "Pong",
        from: .server,
        type: "pong",
        summary: "The server is there",
        description: "The answer to `ping`.",
        example: [:]
    )

    private static let accountError = refusal("AccountError", codes: FrameError.ofAccountSocket)

    private static let reconnect = Frame(
        "Reconnect",
        from: .server,
        type: "reconnect",
        summary: "The server restarts",
        description: "Just before the socket is closed with 1012.",
        fields: [
            .always(
                "after",
                ["type": "number", "minimum": 0, "description": "After how many seconds to come back."]
            )
        ],
        example: ["after": .decimal("3.250")]
    )
}
