public import Identity
public import UseCases

/// What is fixed for operators and yet not the same everywhere: the tests set a clock and short waits.
public struct Tuning: Sendable {
    /// The time of day.
    public var clock: any WallClock = SystemClock()
    /// What names the messages whose senders gave none.
    public var clientMessageIDs: any ClientMessageIDMaking = RandomClientMessageIDs()
    /// What one password hash costs.
    public var passwordCost = Argon2Cost.standard
    /// How long a new connection may wait before its first request has arrived.
    public var firstRequestTimeout = Duration.seconds(30)
    /// How long a connection may be idle between two requests.
    public var idleTimeout = Duration.seconds(75)
    /// How long a socket's client may take to answer a close frame.
    public var closeTimeout = Duration.seconds(3)
    /// Whether `/echo` is a socket that says everything back.
    public var echoes = false

    /// What serves best.
    public init() {}
}
