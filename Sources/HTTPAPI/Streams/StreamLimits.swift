/// What one event stream may cost.
public struct StreamLimits: Sendable {
    /// How many bytes may wait to be sent to a client; one that lets more pile up is cut off.
    public var outboxBytes = 1 << 20
    /// After how many milliseconds a client is told to come back when its connection breaks.
    public var retryPause: Int64 = 2_000
    /// The same when the server restarts: for each client at a random moment.
    public var reconnectPause: ClosedRange<Int64> = 500...10_000

    /// Limits that fit a chat.
    public init() {}
}
