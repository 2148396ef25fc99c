public import Logging
import StoreSQL
import Synchronization
public import UseCases

/// Keeps everything in a PostgreSQL database (14 or newer), which several nodes may share.
///
/// Messages are committed over two connections of their own, everything else over a pool; each connection lives on a thread
/// of its own, so no call blocks an event loop. A commit is on disk when it is answered (`synchronous_commit = on`).
public final class PostgresStore: Store {
    /// How many batches are committed at once.
    static let lanes = 2
    /// How many batches are looked through for repeats after one that held some.
    static let carefulBatches = 256

    let pool: PostgresPool
    let writer: PostgresPool
    let logger: Logger
    /// How long a migration waits for others to let go of tables that it must have for itself.
    let patience: Duration
    /// How many of the next batches are to be looked through for repeats.
    let caution = Atomic(0)

    /// A store that connects when it is first used; `connections` are opened beside the writer's two, as they are needed.
    public convenience init(_ configuration: PostgresConfiguration, connections: Int = 8, logger: Logger) {
        self.init(configuration, limits: PostgresLimits(connections: connections), logger: logger)
    }

    init(_ configuration: PostgresConfiguration, limits: PostgresLimits, logger: Logger) {
        self.logger = logger
        patience = configuration.timeouts.lock
        var durable = configuration
        durable.settings["synchronous_commit"] = "on"
        // Where another level is the server's default, a batch would not see what others committed while it waited.
        durable.settings["default_transaction_isolation"] = "read committed"
        var batching = durable
        // A batch has the same plan whatever its size; planning it anew costs as much as running it.
        batching.settings["plan_cache_mode"] = "force_generic_plan"
        var lanes = limits
        lanes.connections = Self.lanes
        pool = PostgresPool(durable, limits: limits, logger: logger)
        writer = PostgresPool(batching, limits: lanes, logger: logger)
    }

    /// Finishes what is under way, and closes the connections.
    public func close() async {
        await writer.shutdown()
        await pool.shutdown()
    }
}
