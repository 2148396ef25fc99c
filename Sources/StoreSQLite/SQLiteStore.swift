import Domain
import GRDB
public import Logging
import StoreSQL
public import UseCases

/// Keeps everything in one SQLite file: one connection writes, several read, nobody waits for a timer.
///
/// The file is in WAL mode, and a commit is on disk when it is answered (`synchronous = FULL`). Several processes may
/// use one file, and their writes wait for each other; a file on a network share is not supported, as with any SQLite.
public final class SQLiteStore: Store {
    let writer: SQLiteWriter
    let readers: SQLiteReaders
    let checkpointer: SQLiteCheckpointer
    /// Where the one connection that writes is used.
    let thread: WriterThread
    let logger: Logger
    private let pool: DatabasePool

    /// Opens the file, or creates it in a directory that exists.
    ///
    /// It waits for the disk: not for an event loop.
    ///
    /// - Throws: `MigrationError.foreignSchema` for a file of another program, which is not touched; `.failed` when it
    ///   is no database, is damaged, or cannot be written.
    public convenience init(
        path: String,
        options: SQLiteOptions = SQLiteOptions(),
        logger: Logger
    ) throws(MigrationError) {
        let file = SQLiteFile(path: path, options: options)
        let thread: WriterThread
        do {
            thread = try WriterThread()
        } catch {
            throw .failed("\(error)")
        }
        self.init(
            pool: try file.openPool(),
            thread: thread,
            checkpoints: try file.openCheckpointer(),
            options: options,
            logger: logger
        )
    }

    private init(
        pool: DatabasePool,
        thread: WriterThread,
        checkpoints: DatabaseQueue,
        options: SQLiteOptions,
        logger: Logger
    ) {
        let log = LogLength()
        let checkpointer = SQLiteCheckpointer(connection: checkpoints, options: options, logger: logger) { finished in
            thread.async {
                // What it says of a log that cannot be copied now is what the next copy will find.
                _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
                finished()
            }
        }
        pool.writeWithoutTransaction { log.watch($0) }
        self.pool = pool
        self.thread = thread
        self.checkpointer = checkpointer
        self.logger = logger
        writer = SQLiteWriter(pool: pool, thread: thread, options: options) { checkpointer.wrote(pages: log.pages) }
        readers = SQLiteReaders(pool: pool, options: options)
    }

    /// Finishes what is under way, copies the log into the file and closes it.
    public func close() async {
        await writer.finish()
        await readers.finish()
        await checkpointer.close()
        await thread.drain()
        do {
            // The last connection to close would copy the log into the file, were it sure to be the one that may write.
            _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        } catch {
            logger.warning("cannot close the database", metadata: ["reason": "\(error)"])
        }
    }

    /// Runs `body` on a reader, with errors in the terms of the port.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteSession) throws -> Value
    ) async throws(MessengerError) -> Value {
        try await readers.read(body).mapError(portError).get()
    }

    /// Runs `body` in a transaction that is on disk afterwards, with errors in the terms of the port.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteSession) throws -> Value
    ) async throws(MessengerError) -> Value {
        try await writer.write(body).mapError(portError).get()
    }
}
