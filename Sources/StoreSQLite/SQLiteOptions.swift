/// How a SQLite file is opened and used.
///
/// The defaults are meant for production.
public struct SQLiteOptions: Sendable {
    /// How many connections read at the same time.
    public var readers = 4
    /// How long a statement waits for another process that holds the file's lock.
    public var busyTimeout: Duration = .seconds(5)
    /// How long after a write its pages are copied from the write-ahead log to the file, in the background.
    public var checkpointDelay: Duration = .seconds(1)
    /// How many pages the write-ahead log has when it is copied at once: 48 MiB.
    public var longLogPages = 12_288
    /// How many calls may wait for the writer, and as many for the readers; one more is refused with `.overloaded`.
    public var waitingCalls = 10_000
    /// How many waiting calls share one commit at most.
    public var callsPerCommit = 256
    /// How many kilobytes of pages each connection may keep in memory.
    public var cacheKilobytes = 16_384

    /// The defaults.
    public init() {}
}
