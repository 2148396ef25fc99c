/// The limits of a pool of connections.
struct PostgresLimits: Equatable, Sendable {
    /// How many connections, each with a thread of its own; they are opened when they are needed first.
    var connections = 8
    /// How many calls may wait for a connection; one more fails with `overloaded`.
    var waiting = 1_024
    /// How long a call waits for a connection before it fails with `overloaded`.
    var patience = Duration.seconds(5)
    /// How long a call waits while no server can be reached before it fails with `unavailable`.
    var outagePatience = Duration.seconds(1)
    /// How long a shutdown lets calls finish.
    var grace = Duration.seconds(10)
    /// How many single reads may share one round trip.
    var joinedReads = 16
}
