extension Schemas {
    /// What the server answers.
    ///
    /// Nothing in them forbids a key: later versions may add some.
    static var replies: [(String, JSON)] {
        [
            ("User", user), ("TokenResponse", tokenResponse), ("FoundUser", foundUser),
            ("SocketTicket", socketTicket), ("Chat", chat), ("ChatType", chatType),
            ("Message", message), ("MessageHistoryResponse", messageHistoryResponse), ("Health", health),
            ("ID", id),
        ]
    }

    private static let user = object(
        "An account.",
        required: ["email", "name", "id"],
        [
            "email": [
                "type": "string", "format": "idn-email",
                "description": "The address: as it was typed before the at-sign, in lower case after it.",
            ],
            "name": ["type": "string", "description": "The name that other people see."],
            "id": reference("schemas", "ID"),
        ]
    )

    private static let tokenResponse = object(
        "A log-in.",
        required: ["access_token", "token_type"],
        [
            "access_token": [
                "type": "string", "pattern": "^[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$",
                "description": "A JWT (HS256 unless configured otherwise) with the claims `sub`, `user_id` and `exp`.",
            ],
            "token_type": ["type": "string", "const": "bearer"],
        ]
    )

    private static let foundUser = object(
        "Somebody who was found.",
        required: ["id", "name"],
        [
            "id": reference("schemas", "ID"),
            "name": ["type": "string", "description": "The name that other people see."],
            "email": [
                "type": "string", "format": "idn-email",
                "description": "The address, where it was what was searched for.",
            ],
        ]
    )

    private static let socketTicket = object(
        "A ticket for one socket.",
        required: ["ticket", "expires_in"],
        [
            "ticket": ["type": "string", "pattern": "^[A-Za-z0-9_-]+$", "description": "Opens one socket, once."],
            "expires_in": ["type": "integer", "minimum": 1, "description": "For how many seconds it is good."],
        ]
    )

    private static let chat = object(
        "A chat.",
        required: ["name", "chat_type", "id"],
        [
            "name": ["type": "string", "description": "The name that its members see."],
            "chat_type": reference("schemas", "ChatType"),
            "id": reference("schemas", "ID"),
        ]
    )

    private static let chatType: JSON = [
        "type": "string",
        "enum": ["private", "group"],
        "description": "A talk of exactly two people, of which a pair has one, or a group of any number.",
    ]

    private static let message = object(
        "A message.",
        required: ["text", "chat_id", "client_message_id", "id", "sender_id", "created_at", "seq"],
        [
            "text": ["type": "string", "description": "What it says."],
            "chat_id": reference("schemas", "ID"),
            "client_message_id": [
                "type": ["string", "null"],
                "description": "The sender's own name for it, or the server's; null for messages of an older server.",
            ],
            "id": reference("schemas", "ID"),
            "sender_id": reference("schemas", "ID"),
            "created_at": [
                "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{6})?$",
                "description":
                    "When the server took it in: UTC, without a zone. The fraction is left out when it is 0.",
            ],
            "seq": [
                "type": "integer", "format": "int64", "minimum": 1,
                "description": "Its place in the chat's order of changes, which has no gaps.",
            ],
        ]
    )

    private static let messageHistoryResponse = object(
        "A page of a chat's messages.",
        required: ["items", "total", "offset", "limit"],
        [
            "items": [
                "type": "array", "items": reference("schemas", "Message"), "maxItems": 100,
                "description": "The messages, oldest first; empty past the end.",
            ],
            "total": [
                "type": "integer", "format": "int64", "minimum": 0, "description": "How many the chat has in all.",
            ],
            "offset": ["type": "integer", "format": "int64", "minimum": 0],
            "limit": ["type": "integer", "minimum": 1, "maximum": 100],
        ]
    )

    private static let health = object(
        "How the server is.",
        required: ["status"],
        ["status": ["type": "string", "const": "все ок👌"]]
    )

    private static let id: JSON = [
        "type": "integer", "format": "int64", "minimum": 1, "description": "A number given out by the server.",
    ]
}
