extension Schemas {
    /// What is said about members, and about what has happened.
    static var sync: [(String, JSON)] {
        [
            ("ChatSummary", chatSummary), ("MembersAdd", membersAdd), ("ReadMark", readMark), ("ReadState", readState),
            ("SyncState", syncState), ("SyncRequest", syncRequest), ("SyncChanges", syncChanges),
        ]
    }

    /// What a position looks like; clients need not know.
    static let positionPattern: JSON =
        "^[0-9a-z]{1,32}-[0-9a-z]{1,12}(-[1-9a-z][0-9a-z]{0,10}[.][0-9a-z]{1,12}[.][0-9a-z]{1,12})*$"

    private static let chatSummary = object(
        "A chat as the list of chats shows it.",
        required: ["name", "chat_type", "id", "last_seq", "read_seq", "unread", "last_message"],
        [
            "name": text("The name that its members see."),
            "chat_type": reference("schemas", "ChatType"),
            "id": id("The chat."),
            "last_seq": place("The place of its last change."),
            "read_seq": place("Everything up to here was read by the caller."),
            "unread": count("How many messages of others came after that."),
            "last_message": [
                "anyOf": [reference("schemas", "Message"), ["type": "null"]],
                "description": "The newest message; null when there is none.",
            ],
        ]
    )

    private static let membersAdd = object(
        "People to add to a group. Unknown keys are ignored.",
        required: ["user_ids"],
        [
            "user_ids": [
                "type": "array", "items": reference("schemas", "MemberID"), "minItems": 1, "maxItems": 100,
                "description": "Who; it does not matter whether somebody is named twice, or is a member already.",
                "examples": [[2, 3]],
            ]
        ]
    )

    private static let readMark = object(
        "How far the caller has read: `seq`, or `message_id` where there is no `seq`. Unknown keys are ignored.",
        required: [],
        [
            "seq": place("Everything up to this place was read; one past the end counts as the end."),
            "message_id": id("This message was read, and all before it."),
        ],
        extra: ["anyOf": [["required": ["seq"]], ["required": ["message_id"]]]]
    )

    private static let readState = object(
        "How far the caller has read a chat.",
        required: ["chat_id", "read_seq", "unread", "last_seq"],
        [
            "chat_id": id("The chat."),
            "read_seq": place("Everything up to here was read."),
            "unread": count("How many messages of others came after that, up to `last_seq`."),
            "last_seq": place("The last change that the count knows of."),
        ]
    )

    private static let syncState = object(
        "Everything that an account sees.",
        required: ["position", "user", "chats"],
        [
            "position": position("Where this is true; what comes after it is asked for with `since`."),
            "user": reference("schemas", "User"),
            "chats": [
                "type": "array", "items": reference("schemas", "ChatState"),
                "description": "The chats, in ascending order of number.",
            ],
        ]
    )

    private static let syncRequest = object(
        "What a client has. Unknown keys are ignored.",
        required: ["since"],
        [
            "since": [
                "type": "string", "pattern": positionPattern,
                "description": "The newest position that the client has kept.",
            ],
            "limit": [
                "type": "integer", "minimum": 1, "maximum": 1000, "default": 500,
                "description": "How many events the reply may have.",
            ],
        ]
    )

    private static let syncChanges = object(
        "What has happened since a position.",
        required: ["events", "position", "more", "reset"],
        [
            "events": [
                "type": "array", "maxItems": 1000,
                "items": [
                    "type": "object", "required": ["type"], "properties": ["type": ["type": "string"]],
                    "description": "A frame as sockets show it; `/asyncapi.json` describes each type.",
                ],
                "description": "What has happened, in order for each chat.",
            ],
            "position": [
                "type": ["string", "null"], "pattern": "^[0-9a-z.-]+$",
                "description": "What the client has once it has these; null with `reset`.",
            ],
            "more": flag("Whether there is more at once: ask again with the new position."),
            "reset": flag("Whether the position that was sent means nothing here: begin without one."),
        ]
    )
}
