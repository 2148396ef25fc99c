/// Something that a client did or was shown, or that was done to the server.
///
/// A client writes down what it is about to do before it does it, and what it was told after it was told: where one
/// event stands before another in a history, it was before it in time.
public enum HistoryEvent: Hashable, Codable, Sendable {
    /// A chat is there, and these are its members from now on.
    case chat(id: Int64, members: [Int64])
    /// A client is about to send a message.
    case sending(SendAttempt)
    /// An attempt to send was answered, or never will be.
    case answered(attempt: Int, answer: Answer)
    /// A client is about to open a connection; with `from` it asks for everything after those places.
    case opening(connection: Int, user: Int64, scope: Scope, from: [ChatPlace]?)
    /// The connection is open: whatever is sent from now on must come, and with `at`, everything after those places.
    case opened(connection: Int, at: [ChatPlace]?)
    /// The connection has caught up with what was asked for, and is live.
    case synced(connection: Int)
    /// A change came over a connection.
    case saw(connection: Int, change: SeenChange)
    /// The connection is no more; `isSettled` when the client closed it after all was sent and had time to arrive.
    case closed(connection: Int, isSettled: Bool, why: String)
    /// A client is about to read messages of a chat: those after the first `offset`, `limit` at most.
    case reading(read: Int, user: Int64, chat: Int64, offset: Int, limit: Int?)
    /// A read was answered.
    case read(read: Int, changes: [SeenChange])
    /// What the chat holds in the end, read from the server when nothing was under way any more.
    case kept(chat: Int64, changes: [SeenChange])
    /// Something was done to the server, the network or a client.
    case nemesis(deed: String)
}

/// A try to send a message; a retry is another one under the same name.
public struct SendAttempt: Hashable, Codable, Sendable {
    /// Its number in the history.
    public var number: Int
    /// Who sends.
    public var sender: Int64
    /// The chat it is for.
    public var chat: Int64
    /// The sender's own name for the message, unlike any other in the history.
    public var name: String
    /// What it says, as `TextDigest` writes it; unlike any other in the history.
    public var text: String
    /// The connection it goes over, where that is a socket.
    public var connection: Int?

    /// Puts together a try.
    public init(number: Int, sender: Int64, chat: Int64, name: String, text: String, connection: Int? = nil) {
        self.number = number
        self.sender = sender
        self.chat = chat
        self.name = name
        self.text = text
        self.connection = connection
    }
}

/// What became of a try to send.
public enum Answer: Hashable, Codable, Sendable {
    /// The server says that the message is kept, as this.
    case acknowledged(change: SeenChange)
    /// The server says that it is not kept.
    case refused(code: String)
    /// Nobody knows: the connection was lost, or the server does not know either.
    case unknown(why: String)
}

/// What a connection shows.
public enum Scope: Hashable, Codable, Sendable {
    /// One chat, from the moment it is open.
    case chat(id: Int64)
    /// All chats of its user.
    case account
}

/// How far somebody has come in a chat.
public struct ChatPlace: Hashable, Codable, Sendable {
    /// The chat.
    public var chat: Int64
    /// The last place that is known.
    public var seq: Int64

    /// Puts together a place.
    public init(chat: Int64, seq: Int64) {
        self.chat = chat
        self.seq = seq
    }
}
