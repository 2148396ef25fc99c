public import Domain
import UseCases
import Wire

/// What a handshake asks for.
enum SocketTarget: Equatable {
    /// The socket of one chat: `/ws/{chat_id}?token=`.
    case chat(ID<Chat>, AccessToken)
    /// The socket of all of an account's chats: `/ws`.
    case account(AccountCredential)
    /// The socket that says everything back: `/echo`.
    case echo

    init(_ handshake: Handshake) throws(SocketRefusal) {
        let parts = handshake.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        let parameters = QueryString.parameters(of: parts.count == 2 ? parts[1] : "")
        guard path.count >= 2, path[0].isEmpty else { throw .unknownPath }
        switch (path[1], path.count) {
        case ("echo", 2): self = .echo
        case ("ws", 2): self = .account(try AccountCredential(authorization: handshake.authorization, parameters))
        case ("ws", 3): self = try Self.chat(path[2], parameters)
        default: throw .unknownPath
        }
    }

    private static func chat(
        _ number: Substring,
        _ parameters: [(name: String, value: String)]
    ) throws(SocketRefusal) -> Self {
        guard let token = parameters.last(named: "token"),
            let chat = try? PathParameter.chatID(QueryString.decoded(number))
        else { throw .incomplete }
        return .chat(chat, AccessToken(token))
    }
}

/// How the client of an account's socket says who it is.
enum AccountCredential: Equatable {
    /// By an access token in the `Authorization` field.
    case token(AccessToken)
    /// By a ticket in the target, good once.
    case ticket(String)
    /// By its first frame.
    case firstFrame

    /// What the handshake holds; an access token has no business in a target, where logs would keep it.
    init(
        authorization: String?,
        _ parameters: [(name: String, value: String)]
    ) throws(SocketRefusal) {
        guard parameters.last(named: "token") == nil else { throw .refused(.invalidToken) }
        if let authorization {
            let parts = authorization.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw .refused(.invalidToken) }
            self = .token(AccessToken(String(parts[1])))
        } else if let ticket = parameters.last(named: "ticket") {
            self = .ticket(ticket)
        } else {
            self = .firstFrame
        }
    }
}

/// Why a handshake is refused.
public enum SocketRefusal: Error, Hashable, Sendable {
    /// There are no sockets at this path.
    case unknownPath
    /// The target has no token, or names no chat.
    case incomplete
    /// The page is of an origin that may not open sockets.
    case originNotAllowed
    /// The account or the address has too many sockets and event streams.
    case tooManySockets
    /// The token is no good, or its bearer may not listen.
    case refused(MessengerError)
}

extension [(name: String, value: String)] {
    fileprivate func last(named name: String) -> String? {
        last { $0.name == name }?.value
    }
}
