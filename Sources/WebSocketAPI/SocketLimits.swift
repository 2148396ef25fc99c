/// What one socket may cost.
public struct SocketLimits: Sendable {
    /// The largest message from a client, in bytes, whole or in fragments; more closes the socket with 1009.
    public var messageBytes: Int
    /// How many bytes may wait to be sent to a client; a client that lets more pile up is closed with 1013.
    public var outboxBytes: Int
    /// How many frames of a client may be worked on at once; further ones are not read until one is done.
    public var inFlight: Int
    /// How often a client is pinged; one that has sent nothing at all for two such intervals is taken for dead.
    public var pingInterval: Duration
    /// How long a client may take to answer a close frame.
    public var closeTimeout: Duration

    /// Limits that fit a chat.
    public init(
        messageBytes: Int = 256 * 1024,
        outboxBytes: Int = 1 << 20,
        inFlight: Int = 128,
        pingInterval: Duration = .seconds(20),
        closeTimeout: Duration = .seconds(3)
    ) {
        self.messageBytes = messageBytes
        self.outboxBytes = outboxBytes
        self.inFlight = inFlight
        self.pingInterval = pingInterval
        self.closeTimeout = closeTimeout
    }
}
