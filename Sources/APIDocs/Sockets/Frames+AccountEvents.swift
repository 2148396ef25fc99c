/// The frames that tell an account what has happened.
extension Frame {
    static let ofEvents = [
        message, memberJoined, memberLeft, receipt, chatAdded, chatRemoved, unread, typing, presence,
    ]

    private static let memberJoined = membership(
        "MemberJoined",
        type: "member_joined",
        summary: "Somebody became a member of a chat",
        actor: "Who added them."
    )
    private static let memberLeft = membership(
        "MemberLeft",
        type: "member_left",
        summary: "Somebody is no member of a chat any more",
        actor: "Who removed them; the person, when they left."
    )

    private static func membership(_ name: String, type: String, summary: String, actor: String) -> Frame {
        Frame(
            name,
            from: .server,
            type: type,
            summary: summary,
            description: "To the chat's members, in the same order as its messages.",
            fields: [
                .always("chat_id", Schemas.id("The chat.")),
                .always("seq", Schemas.id("Its place in the chat's order of changes, which has no gaps.")),
                .always("user_id", Schemas.id("Who it is about.")),
                .always("name", Schemas.text("The name of who it is about.")),
                .always("actor_id", Schemas.id(actor)),
                .always("timestamp", Schemas.moment("When it happened.")),
            ],
            example: [
                "chat_id": 12, "seq": 8, "user_id": 18, "name": "Борис", "actor_id": 17,
                "timestamp": "2026-11-23T03:29:04.118203+00:00",
            ]
        )
    }

    private static let receipt = Frame(
        "Receipt",
        from: .server,
        type: "receipt",
        summary: "A member has read on, or got more",
        description: """
            To the chat's members, where it has shown them all (`members` of its state). The newest one of a member \
            says all.
            """,
        fields: [
            .always("chat_id", Schemas.id("The chat.")),
            .always("user_id", Schemas.id("Whose cursors these are.")),
            .always("read_seq", Schemas.place("Everything up to here was read.")),
            .always("delivered_seq", Schemas.place("Everything up to here has arrived at a device.")),
            .always("receipt_seq", Schemas.id("Its place in the chat's order of such moves.")),
        ],
        example: ["chat_id": 12, "user_id": 18, "read_seq": 7, "delivered_seq": 8, "receipt_seq": 5]
    )

    private static let chatAdded = Frame(
        "ChatAdded",
        from: .server,
        type: "chat_added",
        summary: "The account is a member of a chat now",
        description: "To the account's devices; the chat's events follow.",
        fields: [userSeq, .always("chat", reference("schemas", "ChatState"))],
        example: ["user_seq": 4, "chat": Samples.chatState]
    )

    private static let chatRemoved = Frame(
        "ChatRemoved",
        from: .server,
        type: "chat_removed",
        summary: "The account is no member of a chat any more",
        description: "To the account's devices; nothing more comes from the chat.",
        fields: [userSeq, .always("chat_id", Schemas.id("The chat."))],
        example: ["user_seq": 5, "chat_id": 12]
    )

    private static let unread = Frame(
        "Unread",
        from: .server,
        type: "unread",
        summary: "The account has read on",
        description: """
            To the account's devices. A client that has changes after `last_seq` adds the messages of others among \
            them to `unread`.
            """,
        fields: [
            userSeq,
            .always("chat_id", Schemas.id("The chat.")),
            .always("read_seq", Schemas.place("Everything up to here was read.")),
            .always("unread", Schemas.count("How many messages of others came after that, up to `last_seq`.")),
            .always("last_seq", Schemas.place("The last change that the count knows of.")),
        ],
        example: ["user_seq": 6, "chat_id": 12, "read_seq": 7, "unread": 0, "last_seq": 8]
    )

    private static let userSeq = Field.always(
        "user_seq",
        Schemas.id("Its place in the account's own order, in which later events about a chat replace earlier ones.")
    )

    private static let typing = Frame(
        "Typing",
        from: .server,
        type: "typing",
        summary: "Somebody is writing",
        description: "To the other members; it is not kept.",
        fields: [
            .always("chat_id", Schemas.id("The chat.")),
            .always("user_id", Schemas.id("Who is writing.")),
            .always("expires_in", Schemas.count("For how many seconds to show it, unless a message comes first.")),
        ],
        example: ["chat_id": 12, "user_id": 18, "expires_in": 6]
    )

    private static let presence = Frame(
        "Presence",
        from: .server,
        type: "presence",
        summary: "Somebody came or went",
        description: "About the people that the client watches; it is not kept.",
        fields: [
            .always("user_id", Schemas.id("Who it is.")),
            .always("online", Schemas.flag("Whether one of their devices is connected.")),
            .always(
                "last_seen",
                Schemas.momentOrNull("When they were last there; null while they are, or when it is not known.")
            ),
        ],
        example: ["user_id": 18, "online": false, "last_seen": "2026-11-23T03:31:50.250000+00:00"]
    )
}
