public import Identity
public import Realtime
public import UseCases

/// What is fixed for operators and yet not the same everywhere: the tests set a clock and short waits.
public struct Tuning: Sendable {
    /// The time of day.
    public var clock: any WallClock = SystemClock()
    /// What names the messages whose senders gave none.
    public var clientMessageIDs: any ClientMessageIDMaking = TimeOrderedClientMessageIDs()
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
    /// How long the client of an account's socket may take to say who it is.
    public var greetingTimeout = Duration.seconds(10)
    /// For how long somebody whose last connection has ended still counts as being there.
    public var presenceGrace = Duration.seconds(10)
    /// How often a node tells the others that it lives.
    public var presenceBeat = Duration.seconds(5)
    /// For how long a node may be silent before the others take its people for gone; rounded up to whole beats.
    public var presenceLease = Duration.seconds(15)
    /// How many messages a lane into the store has under way before the next lane is begun.
    public var laneFill = 32
    /// What carries word to other nodes on the same database.
    public var nodes: any NodeBus = NoOtherNodes()
    #if DEBUG
    /// A fault to have on purpose.
    public var seededFault: SeededFault?
    #endif

    /// What serves best.
    public init() {}
}
