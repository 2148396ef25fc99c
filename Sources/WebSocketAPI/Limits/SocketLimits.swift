import NIOCore

/// What one socket may cost.
public struct SocketLimits: Sendable {
    /// The largest message from a client, in bytes, whole or in fragments; more closes the socket with 1009.
    public var messageBytes: Int
    /// How many bytes may wait to be sent to a client; a client that lets more pile up is closed with 1013.
    public var outboxBytes: Int
    /// How many pieces of what is sent may wait, each a frame or several that were joined; as above.
    public var outboxPieces: Int
    /// How many frames of a client may be worked on at once; further ones are not read until one is done.
    public var inFlight: Int
    /// How often a client is pinged; one that has sent nothing at all by the next time is taken for dead.
    public var pingInterval: Duration
    /// How long a client may take to answer a close frame.
    public var closeTimeout: Duration
    /// How long the client of an account's socket may take to say who it is.
    public var greetingTimeout = Duration.seconds(10)
    /// Within how many milliseconds clients are told to come back when the server restarts: each at a random moment.
    public var reconnectPause: ClosedRange<Int64> = 500...10_000

    /// For how long no further word goes out that somebody is writing in a chat.
    static let typingPause = TimeAmount.seconds(3)
    /// In how many chats at once that is kept track of.
    static let typingChats = 32

    /// Limits that fit a chat.
    public init(
        messageBytes: Int = 256 * 1024,
        outboxBytes: Int = 1 << 20,
        outboxPieces: Int = 4096,
        inFlight: Int = 128,
        pingInterval: Duration = .seconds(20),
        closeTimeout: Duration = .seconds(3)
    ) {
        self.messageBytes = messageBytes
        self.outboxBytes = outboxBytes
        self.outboxPieces = outboxPieces
        self.inFlight = inFlight
        self.pingInterval = pingInterval
        self.closeTimeout = closeTimeout
    }
}
