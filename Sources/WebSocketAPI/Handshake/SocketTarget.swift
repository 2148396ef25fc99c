public import Domain
import UseCases
import Wire

/// What the target of a handshake asks for: `/ws/{chat_id}?token=`.
struct SocketTarget: Equatable {
    let chat: ID<Chat>
    let token: AccessToken

    init(uri: String) throws(SocketRefusal) {
        let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard path.count == 3, path[0].isEmpty, path[1] == "ws" else { throw .unknownPath }
        let parameters = QueryString.parameters(of: parts.count == 2 ? parts[1] : "")
        guard let token = parameters.last(where: { $0.name == "token" })?.value,
            let chat = try? PathParameter.chatID(QueryString.decoded(path[2]))
        else { throw .incomplete }
        self.chat = chat
        self.token = AccessToken(token)
    }
}

/// Why a handshake is refused.
public enum SocketRefusal: Error, Hashable, Sendable {
    /// There are no sockets at this path.
    case unknownPath
    /// The target has no token, or names no chat.
    case incomplete
    /// The token is no good, or its bearer may not listen.
    case refused(MessengerError)
}
