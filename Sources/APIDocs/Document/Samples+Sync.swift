/// Values of the examples about members and about what has happened.
extension Samples {
    static let position: JSON = "5f0c6a1e9b3d2f47-6-c.8.5"

    static let members: JSON = [
        ["id": 5, "name": "Анна", "read_seq": 2, "delivered_seq": 3],
        ["id": 6, "name": "Борис", "read_seq": 3, "delivered_seq": 3],
    ]

    /// The newest message of the chat in `chats`.
    private static let lastMessage: JSON = [
        "text": "Привет 👋",
        "chat_id": 3,
        "client_message_id": "58219a50-fa27-46a8-b91e-695b5610efbb",
        "id": 26,
        "sender_id": 6,
        "created_at": "2026-11-23T03:26:11.705044",
        "seq": 3,
    ]

    private static let summary: JSON = [
        "name": "Алиса и Боб", "chat_type": "private", "id": 3, "last_seq": 3, "read_seq": 2, "unread": 1,
        "last_message": lastMessage,
    ]

    static let chatSummaries: JSON = [summary]

    static let syncState: JSON = [
        "position": position,
        "user": user,
        "chats": [summary.adding(["receipt_seq": 2, "member_count": 2, "members": members, "creator_id": 5])],
    ]

    static let syncChanges: JSON = [
        "events": [
            [
                "type": "message",
                "id": 26,
                "chat_id": 3,
                "sender_id": 6,
                "text": "Привет 👋",
                "timestamp": "2026-11-23T03:26:11.705044+00:00",
                "seq": 3,
                "client_message_id": "58219a50-fa27-46a8-b91e-695b5610efbb",
            ],
            ["type": "unread", "user_seq": 6, "chat_id": 3, "read_seq": 2, "unread": 1, "last_seq": 3],
        ],
        "position": position,
        "more": false,
        "reset": false,
    ]

    static let syncReset: JSON = ["events": [], "position": .null, "more": false, "reset": true]
}

extension Operation.Problem {
    static let badUserID = Self(
        name: "bad_user_id",
        summary: "The number of the account is none",
        detail: unreadable(["path", "user_id"])
    )
    static let badMemberLimit = Self(
        name: "big_limit",
        summary: "The page would be too big",
        detail: tooBig(["query", "limit"], "1001", limit: 1000)
    )
    static let noMembers = Self(
        name: "no_members",
        summary: "Nobody is named",
        detail: [
            "type": "too_short",
            "loc": ["body", "user_ids"],
            "msg": "List should have at least 1 item after validation, not 0",
            "input": [],
            "ctx": ["field_type": "List", "min_length": 1, "actual_length": 0],
        ]
    )
    static let badSeq = Self(
        name: "bad_seq",
        summary: "The place lies before the beginning",
        detail: [
            "type": "greater_than_equal",
            "loc": ["body", "seq"],
            "msg": "Input should be greater than or equal to 0",
            "input": -1,
            "ctx": ["ge": 0],
        ]
    )
    static let badSyncLimit = Self(
        name: "big_limit",
        summary: "The reply would be too big",
        detail: tooBig(["query", "limit"], "1001", limit: 1000)
    )
    static let badPosition = Self(
        name: "bad_position",
        summary: "It is no position",
        detail: noPosition("query", "since")
    )
    static let badPositionInBody = Self(
        name: "bad_position",
        summary: "It is no position",
        detail: noPosition("body", "since")
    )

    static func noPosition(_ part: String, _ name: String) -> JSON {
        [
            "type": "position_parsing",
            "loc": [.string(part), .string(name)],
            "msg": "Input should be a position that this server gave out",
            "input": "yesterday",
        ]
    }

    private static func unreadable(_ location: JSON) -> JSON {
        [
            "type": "int_parsing",
            "loc": location,
            "msg": "Input should be a valid integer, unable to parse string as an integer",
            "input": "abc",
        ]
    }

    private static func tooBig(_ location: JSON, _ input: JSON, limit: Int64) -> JSON {
        [
            "type": "less_than_equal",
            "loc": location,
            "msg": "Input should be less than or equal to \(String(limit))",
            "input": input,
            "ctx": ["le": .integer(limit)],
        ]
    }
}
