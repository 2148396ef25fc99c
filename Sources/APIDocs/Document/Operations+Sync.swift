extension Operations {
    static let sync: [Operation] = [readSync, continueSync]

    private static let readSync = Operation(
        "GET",
        "/sync",
        id: "sync",
        tag: .sync,
        summary: "Get everything, or what has happened since",
        description: """
            Without `since`: everything that the account sees, and the position at which it is true. With it: what has \
            happened since that position, in the very frames that sockets show (`/asyncapi` has each), in order for \
            each chat, and the next position; while `more` is true, ask again with it. Where `reset` is true the \
            position means nothing here (the database is another, or was set back): ask again without `since`, and \
            replace what you have. A position goes on with `/ws` and `/events` as well.
            """,
        needsToken: true,
        parameters: [.since, .syncLimit, .acceptLanguage],
        replies: [
            Operation.Reply(
                status: 200,
                description: "A `SyncState` without `since`, `SyncChanges` with it.",
                headers: nil,
                content: [
                    "application/json": [
                        "schema": [
                            "anyOf": [reference("schemas", "SyncState"), reference("schemas", "SyncChanges")]
                        ],
                        "examples": [
                            "state": ["summary": "Without `since`", "value": Samples.syncState],
                            "changes": ["summary": "With `since`", "value": Samples.syncChanges],
                            "reset": ["summary": "With a `since` that means nothing", "value": Samples.syncReset],
                        ],
                    ]
                ]
            )
        ],
        problems: [.badPosition, .badSyncLimit],
        refusals: [.badRequest] + tokenRefusals + storeRefusals
    )

    private static let continueSync = Operation(
        "POST",
        "/sync",
        id: "continue_sync",
        tag: .sync,
        summary: "Get what has happened since, for long positions",
        description: """
            `GET /sync` with `since` and `limit` in a body: a position of a thousand chats is too long for the target \
            of a request with some proxies.
            """,
        needsToken: true,
        parameters: [.acceptLanguage],
        requestBody: Operation.Body(
            schema: "SyncRequest",
            examples: [
                Operation.Example(
                    name: "since",
                    summary: "At most a hundred events",
                    value: ["since": Samples.position, "limit": 100]
                )
            ]
        ),
        replies: [
            Operation.Reply(
                status: 200,
                description: "What has happened, or `reset`.",
                headers: nil,
                content: [
                    "application/json": [
                        "schema": reference("schemas", "SyncChanges"),
                        "examples": [
                            "changes": ["summary": "What has happened", "value": Samples.syncChanges],
                            "reset": ["summary": "The position means nothing here", "value": Samples.syncReset],
                        ],
                    ]
                ]
            )
        ],
        problems: [.badPositionInBody, .invalidJSON],
        refusals: bodyRefusals + tokenRefusals + storeRefusals
    )
}
