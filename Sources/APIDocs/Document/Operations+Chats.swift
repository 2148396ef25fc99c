extension Operations {
    static let chats: [Operation] = [listChats, createChat, listMessages, sendMessage, history, socket, accountSocket]

    private static let listChats = Operation(
        "GET",
        "/chats",
        id: "list_chats",
        tag: .chat,
        summary: "List my chats",
        description: """
            The chats that the caller is a member of, in ascending order of number, each with what is unread in it and \
            its newest message.
            """,
        needsToken: true,
        parameters: [.acceptLanguage],
        replies: [
            .json(
                200,
                "The chats; an empty list if there are none.",
                schema: ["type": "array", "items": reference("schemas", "ChatSummary")],
                example: Samples.chatSummaries
            )
        ],
        refusals: [.badRequest] + tokenRefusals + storeRefusals
    )

    private static let createChat = Operation(
        "POST",
        "/chats",
        id: "create_chat",
        tag: .chat,
        summary: "Create a chat",
        description: """
            Creates a chat with the caller and the people of `member_ids` in it. A pair of people has one private chat: \
            of several attempts at once, exactly one succeeds. Nothing is created when one of them has no account.
            """,
        needsToken: true,
        isMadeOnceByKey: true,
        parameters: [.acceptLanguage],
        requestBody: Operation.Body(
            schema: "ChatCreate",
            examples: [
                Operation.Example(
                    name: "private",
                    summary: "A talk of two",
                    value: ["name": "Чат А-Б", "chat_type": "private", "member_ids": [14]]
                ),
                Operation.Example(
                    name: "group",
                    summary: "A group",
                    value: ["name": "Команда проекта", "chat_type": "group", "member_ids": [1, 2, 3]]
                ),
            ]
        ),
        replies: [
            .json(
                200,
                "The chat.",
                schema: reference("schemas", "Chat"),
                example: ["name": "Чат А-Б", "chat_type": "private", "id": 3]
            )
        ],
        problems: [.badChatType, .badMemberID, .invalidJSON],
        refusals: [.privateChatNeedsOneMember, .privateChatWithSelf, .privateChatExists] + bodyRefusals
            + tokenRefusals + [.unknownMember] + storeRefusals
    )

    private static let listMessages = Operation(
        "GET",
        "/chats/{chat_id}/messages",
        id: "list_messages",
        tag: .chat,
        summary: "Read all messages of a chat",
        description: "Every message of the chat, oldest first. `GET /history/{chat_id}` gives them in pages.",
        needsToken: true,
        parameters: [.chatID, .acceptLanguage],
        replies: [
            .json(
                200,
                "The messages; an empty list if there are none.",
                schema: ["type": "array", "items": reference("schemas", "Message")],
                example: [Samples.message]
            )
        ],
        problems: [.badChatID],
        refusals: [.badRequest] + tokenRefusals + chatRefusals + storeRefusals
    )

    private static let sendMessage = Operation(
        "POST",
        "/chats/{chat_id}/messages",
        id: "send_message",
        tag: .chat,
        summary: "Send a message",
        description: """
            Sends a message and answers once it is on disk; the chat's open sockets get it too. A call repeated with \
            the same `client_message_id` and text answers the stored message and sends nothing again.
            """,
        needsToken: true,
        isMadeOnceByKey: true,
        parameters: [.chatID, .acceptLanguage],
        requestBody: Operation.Body(
            schema: "MessageCreate",
            examples: [
                Operation.Example(name: "text", summary: "A text", value: ["text": "Привет 👋"]),
                Operation.Example(
                    name: "retry_safe",
                    summary: "A text that can be sent again safely",
                    value: ["text": "Привет 👋", "client_message_id": "58219a50-fa27-46a8-b91e-695b5610efbb"]
                ),
            ]
        ),
        replies: [
            .json(200, "The message.", schema: reference("schemas", "Message"), example: Samples.message)
        ],
        problems: [.emptyText, .badChatID, .invalidJSON],
        refusals: bodyRefusals + tokenRefusals + chatRefusals + [.clientMessageIDReused] + storeRefusals
            + [.overloaded]
    )

    private static let history = Operation(
        "GET",
        "/history/{chat_id}",
        id: "get_message_history",
        tag: .chat,
        summary: "Read a page of a chat",
        description: "A page of the chat's messages, oldest first, and how many there are in all.",
        needsToken: true,
        parameters: [.chatID, .limit, .offset, .acceptLanguage],
        replies: [
            .json(
                200,
                "The page.",
                schema: reference("schemas", "MessageHistoryResponse"),
                example: ["items": [Samples.message], "total": 1, "offset": 0, "limit": 50]
            )
        ],
        problems: [.bigLimit, .badChatID],
        refusals: [.badRequest] + tokenRefusals + chatRefusals + storeRefusals
    )

    private static let socket = Operation(
        "GET",
        "/ws/{chat_id}",
        id: "open_socket",
        tag: .chat,
        summary: "Open a WebSocket",
        description: """
            A WebSocket handshake (RFC 6455): what then goes over the socket stands under *WebSocket* above. Browsers \
            cannot send `Authorization` with a handshake, so the token comes in the query. A plain GET is a 404. \
            Without a token, or with a chat that is no number, the 403 has no body.
            """,
        parameters: [.chatID, .token, .acceptLanguage],
        replies: [
            Operation.Reply(
                status: 101,
                description: "The connection is a WebSocket now.",
                headers: nil,
                content: nil
            )
        ],
        refusals: [.badRequest, .invalidToken, .incompleteToken, .accountGone, .originNotAllowed] + chatRefusals
            + [.upgradeRequired, .tooManySockets] + storeRefusals
    )

    private static let accountSocket = Operation(
        "GET",
        "/ws",
        id: "open_account_socket",
        tag: .chat,
        summary: "Open a WebSocket for all chats",
        description: """
            A WebSocket handshake (RFC 6455) for one socket that shows all of an account's chats. Who it is for stands \
            in `Authorization`, or in the first frame: `{"type":"auth","token":…}`. A token in the query is refused. \
            A plain GET is a 404. What then goes over the socket stands on `/asyncapi`.
            """,
        parameters: [.acceptLanguage],
        replies: [
            Operation.Reply(
                status: 101,
                description: "The connection is a WebSocket now.",
                headers: nil,
                content: nil
            )
        ],
        refusals: [
            .badRequest, .invalidToken, .incompleteToken, .accountGone, .notFound, .methodNotAllowed, .upgradeRequired,
        ] + storeRefusals
    )

    /// What a route with a chat in its path may refuse: a path that is not well-formed leads nowhere.
    static let chatRefusals: [DocumentedError] = [.notAMember, .notFound, .methodNotAllowed]
}
