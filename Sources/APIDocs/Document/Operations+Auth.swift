/// The routes that the document describes, in its order.
enum Operations {
    static let all = auth + sessions + users + chats + members + sync + events + service + client

    /// What any route that takes a body may refuse, beside its own refusals.
    static let bodyRefusals: [DocumentedError] = [.badRequest, .invalidBody, .bodyTooLarge]
    /// What any route that needs a token may refuse.
    static let tokenRefusals: [DocumentedError] = [
        .notAuthenticated, .invalidToken, .incompleteToken, .accountGone,
    ]
    /// What any route that needs the database may refuse.
    static let storeRefusals: [DocumentedError] = [.internalFault, .unavailable]
}

extension Operations {
    private static let auth: [Operation] = [register, logIn, me]

    private static let register = Operation(
        "POST",
        "/register",
        id: "register_user",
        tag: .auth,
        summary: "Create an account",
        description: """
            Makes an account. Of several registrations of one address at once, exactly one succeeds. Registering does \
            not log in: `POST /login` does.
            """,
        parameters: [.acceptLanguage],
        requestBody: Operation.Body(
            schema: "UserCreate",
            examples: [
                Operation.Example(
                    name: "anna",
                    summary: "A new account",
                    value: ["email": "anna@example.com", "password": "secretpassword", "name": "Анна"]
                )
            ]
        ),
        replies: [
            .json(201, "The account.", schema: reference("schemas", "User"), example: Samples.user)
        ],
        problems: [.badEmail, .shortPassword, .missingField, .invalidJSON],
        refusals: [.emailTaken] + bodyRefusals + storeRefusals + [.overloaded]
    )

    private static let logIn = Operation(
        "POST",
        "/login",
        id: "login_user",
        tag: .auth,
        summary: "Log in",
        description: """
            Exchanges an address and a password for an access token, good for 60 hours unless configured otherwise. \
            Send it as `Authorization: Bearer …`; here, press *Authorize* and paste it. After `messenger demo-data` \
            there are `alice@example.com`, `bob@example.com`, `charlie@example.com` and `david@example.com`, all with \
            the password `password123`.
            """,
        parameters: [.acceptLanguage],
        requestBody: Operation.Body(
            schema: "LoginRequest",
            examples: [
                Operation.Example(
                    name: "alice",
                    summary: "An account of the test data",
                    value: ["email": "alice@example.com", "password": "password123"]
                )
            ]
        ),
        replies: [
            .json(200, "The token.", schema: reference("schemas", "TokenResponse"), example: Samples.token)
        ],
        problems: [.badEmail, .shortPassword, .missingField, .invalidJSON],
        refusals: [.unknownEmail, .wrongPassword] + bodyRefusals + storeRefusals + [.overloaded]
    )

    private static let me = Operation(
        "GET",
        "/me",
        id: "get_current_user",
        tag: .auth,
        summary: "Who am I",
        description: "The account that the token belongs to.",
        needsToken: true,
        parameters: [.acceptLanguage],
        replies: [
            .json(200, "The account.", schema: reference("schemas", "User"), example: Samples.user)
        ],
        refusals: [.badRequest, .notAuthenticated, .expiredToken] + storeRefusals
    )
}
