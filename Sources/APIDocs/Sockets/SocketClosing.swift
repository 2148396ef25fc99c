/// A way in which a socket ends, and what a client does then.
struct SocketClosing: Hashable, Sendable {
    /// Whether and when to connect again.
    enum Return: String, Sendable {
        /// Not without a change: of the client, of its token, of the chats it is in.
        case no
        /// At once.
        case now
        /// After a pause.
        case later
    }

    /// The code of the close frame; nil where the connection ends without one, which libraries show as 1006.
    let code: Int?
    let meaning: String
    let advice: String
    let comeBack: Return
}

extension SocketClosing {
    /// The ways in which the socket of a chat ends.
    static let ofChatSocket = catalogue.filter { $0.code != 1011 }

    /// The ways in which the socket of an account ends.
    static let ofAccountSocket = catalogue.filter { $0.code != 4403 }

    /// Every way in which any socket ends.
    static let catalogue: [SocketClosing] = [
        Self(code: 1000, meaning: "The client said goodbye.", advice: "Nothing.", comeBack: .no),
        Self(
            code: 1002,
            meaning: "The client broke the WebSocket protocol.",
            advice: "Mend the client.",
            comeBack: .no
        ),
        Self(
            code: 1007,
            meaning: "A text was not UTF-8, or a compressed message not DEFLATE.",
            advice: "Mend the client.",
            comeBack: .no
        ),
        Self(
            code: 1009,
            meaning: "A frame was over the limit, which is 256 KiB unless the server is configured otherwise.",
            advice: "Send less at once.",
            comeBack: .no
        ),
        Self(
            code: 1011,
            meaning: "The database could not be read.",
            advice: "Connect again, with growing and random pauses.",
            comeBack: .later
        ),
        Self(
            code: 1012,
            meaning: "The server restarts.",
            advice: "Connect again after a few seconds, each client after a random pause.",
            comeBack: .later
        ),
        Self(
            code: 1013,
            meaning: "The client reads too slowly: too much was waiting for it.",
            advice: "Connect again, and fetch what is missing.",
            comeBack: .now
        ),
        Self(
            code: 4401,
            meaning: "The session has ended, or nobody said in time whose it is.",
            advice: "Log in again.",
            comeBack: .no
        ),
        Self(
            code: 4403,
            meaning: "The user is no member of the chat any more.",
            advice: "Leave the chat.",
            comeBack: .no
        ),
        Self(
            code: 4429,
            meaning:
                "The account or the address has too many sockets and event streams, which was seen after the handshake.",
            advice: "Close some, or come back later.",
            comeBack: .later
        ),
        Self(
            code: nil,
            meaning: "The network, or a ping without an answer.",
            advice: "Connect again, with growing and random pauses.",
            comeBack: .later
        ),
    ]

    /// As an extension of the document tells it.
    var json: JSON {
        .members([
            "code": .integer(Int64(code ?? 1006)),
            "sent": .bool(code != nil),
            "meaning": .string(meaning),
            "advice": .string(advice),
            "reconnect": .string(comeBack.rawValue),
        ])
    }
}
