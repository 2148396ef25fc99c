extension Operations {
    static let events: [Operation] = [listen]

    private static let listen = Operation(
        "GET",
        "/events",
        id: "listen_to_events",
        tag: .sync,
        summary: "Hear what happens",
        description: """
            Everything that happens in the account's chats, as server-sent events (WHATWG HTML, 9.2): for whom a \
            WebSocket is too much. Each message's data is a frame as `/ws` shows it (`/asyncapi` has each). It begins \
            like a socket after `hello`: with `state`, or, where the client names a position, with what it lacks and \
            `synced`. The id of the last event is a position, so a client that comes back with `Last-Event-ID`, as \
            browsers do by themselves, loses nothing and gets nothing twice. `Last-Event-ID` counts before `since`. \
            A comment comes every 20 seconds where nothing else does. While it is open, others see the person online. \
            The stream ends with its session, and when the server stops; before that `retry` says when to come back. A \
            client that lets more than 1 MiB pile up is cut off, and may come back. A ticket instead of the token is \
            good once: to come back takes another one, and the id of the last event as `since`. Streams count among the \
            sockets that an account and an address may have.
            """,
        needsToken: true,
        parameters: [.since, .lastEventID, .ticket, .acceptLanguage],
        replies: [
            Operation.Reply(
                status: 200,
                description: "A stream that does not end by itself.",
                headers: nil,
                content: [
                    "text/event-stream": ["schema": ["type": "string"], "example": .string(Samples.eventStream)]
                ]
            )
        ],
        problems: [.badPosition, .badLastEventID],
        refusals: [.badRequest] + tokenRefusals + [.tooManySockets] + storeRefusals
    )
}

extension Samples {
    /// The beginning of a stream that goes on where another one ended.
    static let eventStream = """
        retry:2000

        id:5f0c6a1e9b3d2f47-6-c.8.5
        data:{"type":"synced","position":"5f0c6a1e9b3d2f47-6-c.8.5"}

        data:{"type":"typing","chat_id":12,"user_id":18,"expires_in":6}

        :


        """
}

extension Operation.Problem {
    static let badLastEventID = Self(
        name: "bad_last_event_id",
        summary: "It is no position, in the header",
        detail: noPosition("header", "Last-Event-ID")
    )
}
