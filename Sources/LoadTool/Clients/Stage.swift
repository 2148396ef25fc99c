public import NIOCore

/// Where the clients go, and as whom: what is made before a run.
public struct Stage: Sendable {
    /// The server's address.
    public var address: SocketAddress
    /// What the `Host` field of a handshake says.
    public var host: String
    /// The access tokens of the people; a client is the person at its own number, counted round.
    public var tokens: [String]
    /// The numbers of the chats.
    public var chats: [Int64]

    /// Puts together where the clients go.
    public init(address: SocketAddress, host: String, tokens: [String], chats: [Int64]) {
        self.address = address
        self.host = host
        self.tokens = tokens
        self.chats = chats
    }

    /// The token of a client; empty where none is asked for.
    func token(of client: Int) -> String {
        tokens.isEmpty ? "" : tokens[client % tokens.count]
    }
}
