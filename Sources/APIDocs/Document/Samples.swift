/// Values that appear in more than one example.
enum Samples {
    static let user: JSON = ["email": "anna@example.com", "name": "Анна", "id": 5]

    static let accessToken: JSON = .string(
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
            + ".eyJzdWIiOiJhbm5hQGV4YW1wbGUuY29tIiwidXNlcl9pZCI6NSwiZXhwIjoxNzk1NjIwMzY4fQ"
            + ".c2lnbmF0dXJlLW9mLWFuLWV4YW1wbGUtb25seS0wMDAwMA"
    )

    static let token: JSON = ["access_token": accessToken, "token_type": "bearer"]

    static let message: JSON = [
        "text": "Привет 👋",
        "chat_id": 3,
        "client_message_id": "58219a50-fa27-46a8-b91e-695b5610efbb",
        "id": 26,
        "sender_id": 5,
        "created_at": "2026-11-23T03:26:11.705044",
        "seq": 1,
    ]
}

extension Operation.Problem {
    static let missingField = Self(
        name: "missing_field",
        summary: "A field is missing",
        detail: ["type": "missing", "loc": ["body", "email"], "msg": "Field required", "input": [:]]
    )
    static let badEmail = Self(
        name: "bad_email",
        summary: "The address is none",
        detail: [
            "type": "value_error",
            "loc": ["body", "email"],
            "msg": "value is not a valid email address: An email address must have an @-sign.",
            "input": "foo",
            "ctx": ["reason": "An email address must have an @-sign."],
        ]
    )
    static let shortPassword = Self(
        name: "short_password",
        summary: "The password is too short; it is not sent back",
        detail: [
            "type": "string_too_short",
            "loc": ["body", "password"],
            "msg": "String should have at least 8 characters",
            "ctx": ["min_length": 8],
        ]
    )
    static let invalidJSON = Self(
        name: "invalid_json",
        summary: "The body is not JSON",
        detail: [
            "type": "json_invalid",
            "loc": ["body", 1],
            "msg": "JSON decode error",
            "input": [:],
            "ctx": ["error": "Expecting property name enclosed in double quotes"],
        ]
    )
    static let badChatType = Self(
        name: "bad_chat_type",
        summary: "There is no such type of chat",
        detail: [
            "type": "enum",
            "loc": ["body", "chat_type"],
            "msg": "Input should be 'private' or 'group'",
            "input": "channel",
            "ctx": ["expected": "'private' or 'group'"],
        ]
    )
    static let badMemberID = Self(
        name: "bad_member_id",
        summary: "The number of a member is none",
        detail: [
            "type": "int_parsing",
            "loc": ["body", "member_ids", 0],
            "msg": "Input should be a valid integer, unable to parse string as an integer",
            "input": "x",
        ]
    )
    static let emptyText = Self(
        name: "empty_text",
        summary: "The message says nothing",
        detail: [
            "type": "string_too_short",
            "loc": ["body", "text"],
            "msg": "String should have at least 1 character",
            "input": "",
            "ctx": ["min_length": 1],
        ]
    )
    static let badChatID = Self(
        name: "bad_chat_id",
        summary: "The number of the chat is none",
        detail: [
            "type": "int_parsing",
            "loc": ["path", "chat_id"],
            "msg": "Input should be a valid integer, unable to parse string as an integer",
            "input": "abc",
        ]
    )
    static let bigLimit = Self(
        name: "big_limit",
        summary: "The page would be too big",
        detail: [
            "type": "less_than_equal",
            "loc": ["query", "limit"],
            "msg": "Input should be less than or equal to 100",
            "input": "101",
            "ctx": ["le": 100],
        ]
    )
}
