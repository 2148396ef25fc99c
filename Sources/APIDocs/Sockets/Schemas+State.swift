extension Schemas {
    /// What a device needs to know in order to follow its account.
    static var state: [(String, JSON)] {
        [("ChatState", chatState), ("Member", member), ("SocketLimits", socketLimits)]
    }

    private static let chatState = object(
        "How a chat looks to one of its members at one moment.",
        required: [
            "name", "chat_type", "id", "last_seq", "read_seq", "unread", "last_message", "receipt_seq", "member_count",
            "members", "creator_id",
        ],
        [
            "name": text("The name that its members see."),
            "chat_type": reference("schemas", "ChatType"),
            "id": id("The chat."),
            "last_seq": place("The place of its last change."),
            "read_seq": place("Everything up to here was read by the account."),
            "unread": count("How many messages of others came after that, up to `last_seq`."),
            "last_message": [
                "anyOf": [reference("schemas", "Message"), ["type": "null"]],
                "description": "The newest message; null when there is none.",
            ],
            "receipt_seq": place("The place of the last move of a member's cursor."),
            "member_count": count("How many members it has."),
            "members": [
                "type": ["array", "null"],
                "items": reference("schemas", "Member"),
                "description": "Everybody in it; null for a chat that has, or once had, more than 100 members.",
            ],
            "creator_id": [
                "type": ["integer", "null"],
                "description": "Who created it, and may take out others of a group; null where that is not known.",
            ],
        ]
    )

    private static let member = object(
        "Somebody in a chat, and how far the chat was read and has reached them.",
        required: ["id", "name", "read_seq", "delivered_seq"],
        [
            "id": id("Who it is."),
            "name": text("The name that others see."),
            "read_seq": place("Everything up to here was read."),
            "delivered_seq": place("Everything up to here has arrived at a device."),
        ]
    )

    private static let socketLimits = object(
        "What one connection may cost.",
        required: ["message_bytes", "text_bytes", "in_flight"],
        [
            "message_bytes": count("How long a frame of a client may be; a longer one closes the socket with 1009."),
            "text_bytes": count("How long the text of a message may be, in bytes of UTF-8."),
            "in_flight": count("How many frames of a client are worked on at once; further ones wait."),
        ]
    )

    /// A position, as the server gives it out.
    static func position(_ description: String) -> JSON {
        ["type": "string", "pattern": "^[0-9a-z.-]+$", "description": .string(description)]
    }
}
