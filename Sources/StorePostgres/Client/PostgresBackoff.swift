/// How long to wait before the next attempt to connect: twice as long each time, up to a limit, each with some chance
/// in it so that many nodes do not come back in the same moment.
struct PostgresBackoff {
    private static let first = Duration.milliseconds(100)
    private static let limit = Duration.seconds(5)

    private let random: @Sendable () -> Double
    private var full = PostgresBackoff.first

    /// Makes one.
    ///
    /// - Parameter random: gives numbers from 0 up to 1.
    init(random: @escaping @Sendable () -> Double) {
        self.random = random
    }

    /// The next delay: between a half and the whole of the full one.
    mutating func next() -> Duration {
        let delay = full * (0.5 + 0.5 * random())
        full = min(full * 2, Self.limit)
        return delay
    }
}
