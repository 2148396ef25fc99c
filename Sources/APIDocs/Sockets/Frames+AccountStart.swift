/// The frames with which the socket of an account begins.
extension Frame {
    static let ofBeginning = [auth, hello, welcome, everything, synced, reset, position]

    private static let auth = Frame(
        "Authenticate",
        from: .client,
        type: "auth",
        summary: "Show who one is",
        description: """
            Within 10 seconds, and before anything else, where the handshake had neither `Authorization` nor a ticket. \
            Otherwise it is not taken.
            """,
        fields: [.always("token", Schemas.text("The `access_token` that `POST /login` answers."))],
        example: ["token": Samples.accessToken]
    )

    private static let hello = Frame(
        "Hello",
        from: .client,
        type: "hello",
        summary: "Begin, or go on where one was",
        description: """
            Once, at any time; no event comes before it. With a position, or with `cursors`, the missing events are the answer, and \
            `synced` after them; with neither, it is `state`.
            """,
        fields: [
            .maybe("position", Schemas.position("The newest position that the client has kept.")),
            .maybe(
                "cursors",
                [
                    "type": "object",
                    "additionalProperties": Schemas.place("The `seq` of the last change that the client has."),
                    "description": "Places by chat, for a client that counts for itself.",
                ]
            ),
            .maybe(
                "presence",
                Schemas.flag("Whether others see the person online by this device: yes, unless it is false.")
            ),
        ],
        example: ["position": samplePosition, "presence": true]
    )

    private static let welcome = Frame(
        "Welcome",
        from: .server,
        type: "welcome",
        summary: "The client is known",
        description: "Right after authentication, and before anything else.",
        fields: [
            .always("user", reference("schemas", "User")),
            .always("session_expires_in", Schemas.count("For how many seconds the token is good.")),
            .always("heartbeat", Schemas.count("How often the server pings, in seconds.")),
            .always("limits", reference("schemas", "SocketLimits")),
            .always("version", Schemas.text("The version of the server.")),
        ],
        example: [
            "user": Samples.user,
            "session_expires_in": 216_000,
            "heartbeat": 20,
            "limits": ["message_bytes": 262_144, "text_bytes": 65_536, "in_flight": 128],
            "version": "0.1.0",
        ]
    )

    private static let everything = Frame(
        "State",
        from: .server,
        type: "state",
        summary: "Everything as it is",
        description: "The answer to a `hello` without a place: all chats of the account, and the position to keep.",
        fields: [
            .always("position", Schemas.position("What to say in the next `hello`.")),
            .always("user", reference("schemas", "User")),
            .always(
                "chats",
                [
                    "type": "array", "items": reference("schemas", "ChatState"),
                    "description": "Every chat that the account is a member of.",
                ]
            ),
        ],
        example: ["position": samplePosition, "user": Samples.user, "chats": [Samples.chatState]]
    )

    private static let synced = Frame(
        "Synced",
        from: .server,
        type: "synced",
        summary: "Nothing is missing any more",
        description: "After the events that were missing. What comes next is live.",
        fields: [.always("position", Schemas.position("What to say in the next `hello`."))],
        example: ["position": samplePosition]
    )

    private static let reset = Frame(
        "Reset",
        from: .server,
        type: "reset",
        summary: "Forget what you have",
        description: "The position is not one of this database's, or is ahead of it. `state` follows, and `synced`.",
        example: [:]
    )

    private static let position = Frame(
        "Position",
        from: .server,
        type: "position",
        summary: "How far the client has come",
        description: "Now and then while events flow. Keep the newest one.",
        fields: [.always("position", Schemas.position("What to say in the next `hello`."))],
        example: ["position": samplePosition]
    )

    private static let samplePosition: JSON = "5f0c6a1e9b3d2f47-6-c.8.5"
}

extension Samples {
    static let chatState: JSON = [
        "name": "Алиса и Боб", "chat_type": "private", "id": 3, "last_seq": 3, "read_seq": 2, "unread": 1,
        "last_message": [
            "text": "Привет 👋", "chat_id": 3, "client_message_id": "58219a50-fa27-46a8-b91e-695b5610efbb", "id": 26,
            "sender_id": 6, "created_at": "2026-11-23T03:26:11.705044", "seq": 3,
        ],
        "receipt_seq": 2, "member_count": 2,
        "members": [
            ["id": 5, "name": "Анна", "read_seq": 2, "delivered_seq": 3],
            ["id": 6, "name": "Борис", "read_seq": 3, "delivered_seq": 3],
        ],
        "creator_id": 5,
    ]
}
