import Domain

extension Schemas {
    /// What clients send.
    static var requests: [(String, JSON)] {
        [
            ("UserCreate", userCreate), ("LoginRequest", loginRequest),
            ("PasswordChange", passwordChange), ("ChatCreate", chatCreate),
            ("MessageCreate", messageCreate), ("Email", email), ("Password", password), ("MemberID", memberID),
        ]
    }

    private static let userCreate = object(
        "A new account. Unknown keys are ignored.",
        required: ["email", "name", "password"],
        [
            "email": reference("schemas", "Email"),
            "name": text(UserName.length, description: "The name that other people see.", example: "Анна"),
            "password": reference("schemas", "Password"),
        ]
    )

    private static let loginRequest = object(
        "The credentials of an account. Unknown keys are ignored.",
        required: ["email", "password"],
        ["email": reference("schemas", "Email"), "password": reference("schemas", "Password")]
    )

    private static let passwordChange = object(
        "The password so far and the one from now on. Unknown keys are ignored.",
        required: ["old_password", "new_password"],
        ["old_password": reference("schemas", "Password"), "new_password": reference("schemas", "Password")]
    )

    /// `if` holds also where `chat_type` is left out, and then the chat is private too.
    private static let chatCreate = object(
        "A new chat. The caller becomes a member of it. Unknown keys are ignored.",
        required: ["name", "member_ids"],
        [
            "name": text(ChatName.length, description: "The name that its members see.", example: "Команда проекта"),
            "chat_type": reference("schemas", "ChatType").adding(["default": "private"]),
            "member_ids": [
                "type": "array",
                "items": reference("schemas", "MemberID"),
                "description": """
                Who else belongs to the chat: exactly one person for a private chat; any number, also none, for a \
                group. In a group it does not matter whether somebody is named twice or the caller is named.
                """,
                "examples": [[2, 3]],
            ],
        ],
        extra: [
            "if": ["title": "private", "properties": ["chat_type": ["const": "private"]]],
            "then": ["properties": ["member_ids": ["minItems": 1, "maxItems": 1]]],
            "else": ["title": "group"],
        ]
    )

    private static let messageCreate = object(
        "A new message. Unknown keys are ignored.",
        required: ["text"],
        [
            "text": text(
                MessageText.byteLength,
                description: """
                    What the message says, kept as it is. At most \(MessageText.byteLength.upperBound) *bytes* of \
                    UTF-8, so less characters than that in most scripts.
                    """,
                example: "Привет 👋"
            ),
            "client_message_id": [
                "anyOf": [
                    text(
                        ClientMessageID.length,
                        description: """
                            The sender's own name for the message, a UUID for instance. It makes a retry safe: the \
                            same name and text in one chat answer the stored message, another text is a 409.
                            """,
                        example: "58219a50-fa27-46a8-b91e-695b5610efbb"
                    ),
                    ["type": "null", "description": "The server makes a UUID, as it does when the key is left out."],
                ]
            ],
        ]
    )

    private static let email: JSON = [
        "type": "string",
        "format": "email",
        "maxLength": 254,
        "pattern": .string(EmailPattern.text),
        "description": """
        An address of electronic mail. Upper and lower case make no difference. The domain needs a period, and \
        names that never lead to a mailbox (`.test`, `.local` …) are refused. International addresses \
        (`почта@пример.рф`), a display name (`Анна <anna@example.com>`) and surrounding spaces are taken too.
        """,
        "examples": ["anna@example.com"],
    ]

    private static let password: JSON = text(
        Password.length,
        description: "The password. It is never sent back or logged.",
        example: "secretpassword"
    ).adding(["format": "password", "writeOnly": true])

    private static let memberID: JSON = [
        "description": "The number of an account. Text of a number and booleans (1 and 0) are read as numbers too.",
        "anyOf": [
            reference("schemas", "ID"),
            ["type": "string", "pattern": "^ *[+-]?[0-9]+(_[0-9]+)*([.]0+)? *$", "examples": ["14"]],
            ["type": "boolean"],
        ],
    ]
}
