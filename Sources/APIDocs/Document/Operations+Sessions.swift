extension Operations {
    static let sessions: [Operation] = [logOut, changePassword, makeTicket]

    private static let logOut = Operation(
        "POST",
        "/logout",
        id: "logout_user",
        tag: .auth,
        summary: "Log out",
        description: """
            Ends the session of the token: it is refused from now on, and its sockets are closed. Other sessions of the \
            account go on.
            """,
        needsToken: true,
        parameters: [.acceptLanguage],
        replies: [
            Operation.Reply(status: 204, description: "The session has ended.", headers: nil, content: nil)
        ],
        refusals: [.badRequest] + tokenRefusals + storeRefusals + [.overloaded]
    )

    private static let changePassword = Operation(
        "POST",
        "/password",
        id: "change_password",
        tag: .auth,
        summary: "Change my password",
        description: """
            Changes the password, ends every session of the account, this one too, and answers a token for a new one.
            """,
        needsToken: true,
        parameters: [.acceptLanguage],
        requestBody: Operation.Body(
            schema: "PasswordChange",
            examples: [
                Operation.Example(
                    name: "change",
                    summary: "Another password",
                    value: ["old_password": "secretpassword", "new_password": "another secret"]
                )
            ]
        ),
        replies: [
            .json(200, "The new token.", schema: reference("schemas", "TokenResponse"), example: Samples.token)
        ],
        problems: [.shortPassword, .missingPassword, .invalidJSON],
        refusals: [.wrongPassword] + bodyRefusals + tokenRefusals + storeRefusals + [.overloaded]
    )

    private static let makeTicket = Operation(
        "POST",
        "/ws-ticket",
        id: "make_socket_ticket",
        tag: .auth,
        summary: "Get a ticket for a socket",
        description: """
            A ticket opens one socket, once and within half a minute, in the name of the token's session. It is for \
            clients that can send no header with a handshake, as in browsers: an address may be kept in logs, and a used \
            ticket is of no use to anybody.
            """,
        needsToken: true,
        parameters: [.acceptLanguage],
        replies: [
            .json(
                200,
                "The ticket.",
                schema: reference("schemas", "SocketTicket"),
                example: ["ticket": "bm90LWEtcmVhbC10aWNrZXQtYnV0LWFuLWV4YW1wbGUtb2Ytb25l", "expires_in": 30]
            )
        ],
        refusals: [.badRequest] + tokenRefusals + storeRefusals
    )
}

extension Operations {
    static let users: [Operation] = [searchUsers]

    private static let searchUsers = Operation(
        "GET",
        "/users",
        id: "search_users",
        tag: .chat,
        summary: "Find people",
        description: """
            At most 20 people whose name begins with the text, in the order of their names. A whole address finds its \
            owner, who then comes first and with the address. Sixty searches a minute unless configured otherwise.
            """,
        needsToken: true,
        parameters: [.searchText, .acceptLanguage],
        replies: [
            .json(
                200,
                "The people; an empty list if there are none.",
                schema: ["type": "array", "items": reference("schemas", "FoundUser"), "maxItems": 20],
                example: [["id": 5, "name": "Анна"], ["id": 8, "name": "Аннушка"]]
            )
        ],
        problems: [.shortSearch],
        refusals: [.badRequest] + tokenRefusals + [.tooManyRequests] + storeRefusals + [.overloaded]
    )
}

extension Operation.Problem {
    fileprivate static let missingPassword = Self(
        name: "missing_field",
        summary: "A field is missing",
        detail: ["type": "missing", "loc": ["body", "old_password"], "msg": "Field required", "input": [:]]
    )
    fileprivate static let shortSearch = Self(
        name: "short_search",
        summary: "The text is too short",
        detail: [
            "type": "string_too_short",
            "loc": ["query", "query"],
            "msg": "String should have at least 2 characters",
            "input": "а",
            "ctx": ["min_length": 2],
        ]
    )
}
