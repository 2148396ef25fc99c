/// A stream of frames that a client can open.
public enum DocumentedChannel: String, CaseIterable, Sendable {
    /// The socket of one chat.
    case chat
    /// The one socket of an account, for all its chats.
    case account
}

extension DocumentedChannel {
    /// Where it is, with parameters in braces.
    var address: String {
        switch self {
        case .chat: "/ws/{chat_id}"
        case .account: "/ws"
        }
    }

    var title: String {
        switch self {
        case .chat: "The socket of a chat"
        case .account: "The socket of an account"
        }
    }

    var description: String {
        switch self {
        case .chat:
            """
            What happens in one chat, and what a client says there. The access token goes into the query, since \
            browsers cannot send `Authorization` with a handshake.
            """
        case .account:
            """
            What happens in all chats of an account, and what a client says there: messages, who comes and goes, who has \
            read how far, who is writing and who is there. A client that was away says what it has and gets the rest.
            """
        }
    }

    /// The parameters of the address.
    var parameters: [(String, JSON)] {
        switch self {
        case .chat: [("chat_id", ["description": "The chat's number.", "examples": ["12"]])]
        case .account: []
        }
    }

    /// What the query of the handshake may hold, as a JSON Schema.
    var query: JSON {
        switch self {
        case .chat:
            [
                "type": "object",
                "required": ["token"],
                "properties": [
                    "token": Schemas.text("The `access_token` that `POST /login` answers.").adding(["minLength": 1])
                ],
            ]
        case .account:
            [
                "type": "object",
                "properties": ["ticket": Schemas.text("The `ticket` that `POST /ws-ticket` answers: good once.")],
            ]
        }
    }

    /// The ways to show who one is, by name among the security schemes.
    var security: [SocketSecurity] {
        switch self {
        case .chat: [.token]
        case .account: [.bearer, .ticket, .firstFrame]
        }
    }

    /// Every frame that goes over it, in the order of the document.
    var frames: [Frame] {
        switch self {
        case .chat: Frame.ofChatSocket
        case .account: Frame.ofBeginning + Frame.ofEvents + Frame.ofTalk
        }
    }

    /// What becomes of it from the handshake to the end.
    var life: [String] {
        switch self {
        case .chat:
            [
                "Shake hands with the token in the query. The answer is 101, or a refusal with a reason.",
                "From then on every message of the chat comes, in the order of `seq`, and frames may be sent.",
                """
                Read what came before from `GET /history/{chat_id}`, and drop by `id` what came twice: open the socket \
                first, so that nothing is missed in between.
                """,
                """
                The server pings every 20 seconds, and cuts a connection from which nothing has come since the ping \
                before. Any WebSocket library answers by itself.
                """,
                """
                When the connection ends, do what the table of close codes says. After coming back, send the messages \
                whose acknowledgement never came once more, with the same `client_message_id`.
                """,
            ]
        case .account:
            [
                """
                Shake hands, with the token in `Authorization` where that is possible, or with a ticket in the query. A \
                token in the query is refused. With neither, say `auth` within 10 seconds, before anything else.
                """,
                "The server says `welcome`. From then on messages and read cursors may be sent.",
                """
                Say `hello`, at any time: without anything the first time, afterwards with the newest position that was kept. The \
                answer is `state`; or the events that are missing, and then `synced`; or, when the position is not one \
                of this database's, `reset`, `state` and `synced`.
                """,
                """
                Events come as they happen: those of a chat in the order of `seq`, receipts in that of `receipt_seq`, \
                those of the account in that of `user_seq`. None is lost between what was missing and what is live.
                """,
                """
                Keep the newest `position`, from `state`, `synced` or `position`, together with what it stands for. \
                After it some events may come twice: drop those whose numbers you have.
                """,
                """
                Write with a `client_message_id` of your own. `ack` says that the message is on disk; the message \
                itself comes to all devices, also to this one.
                """,
                """
                The server pings every 20 seconds, and cuts a connection from which nothing has come since the ping \
                before. Before a restart it says `reconnect` and closes with 1012.
                """,
                """
                When the connection ends, do what the table of close codes says. After coming back, send the messages \
                without an `ack` once more, with the same `client_message_id`.
                """,
            ]
        }
    }

    /// The ways in which it ends.
    var closings: [SocketClosing] {
        switch self {
        case .chat: SocketClosing.ofChatSocket
        case .account: SocketClosing.ofAccountSocket
        }
    }

    /// What its error frames say.
    var errors: [FrameError] {
        switch self {
        case .chat: FrameError.ofChatSocket
        case .account: FrameError.ofAccountSocket
        }
    }

    /// The route of its handshake, which has the refusals.
    var handshake: Operation? {
        Operations.all.first { $0.path == address }
    }
}
