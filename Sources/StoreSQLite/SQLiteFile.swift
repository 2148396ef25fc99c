import CSQLiteLog
import GRDB
import GRDBSQLite
import StoreSQL
import UseCases

/// Opens a database file as this server needs it, and refuses what is not one of ours.
struct SQLiteFile {
    let path: String
    let options: SQLiteOptions

    /// One connection that writes and several that read.
    func openPool() throws(MigrationError) -> DatabasePool {
        sqlite_without_statistics()
        do {
            try refuseForeignFile()
            let pool = try opened()
            try pool.writeWithoutTransaction { try setUpWriter($0) }
            return pool
        } catch let error as DatabaseError {
            throw .failed(text(of: error))
        } catch {
            throw MigrationError(error)
        }
    }

    /// A connection for copying the log into the file.
    ///
    /// It gives up at once when somebody is in the way.
    func openCheckpointer() throws(MigrationError) -> DatabaseQueue {
        var configuration = configuration
        configuration.busyMode = .immediateError
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw MigrationError(error)
        }
    }

    /// Opens the file alone, as it is, for one look at it.
    func withConnection<Value>(readonly: Bool, _ body: (SQLiteSession) throws -> Value) throws -> Value {
        var configuration = configuration
        configuration.readonly = readonly
        let connection = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? connection.close() }
        return try connection.inDatabase { try body(SQLiteSession(database: $0)) }
    }
}

extension SQLiteFile {
    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "messenger"
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = options.readers
        configuration.busyMode = .timeout(options.busyTimeout / .seconds(1))
        configuration.persistentReadOnlyConnections = true
        let cache = -options.cacheKilobytes
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = \(cache); PRAGMA temp_store = MEMORY;")
        }
        return configuration
    }

    /// Sets what holds for the one connection that writes.
    ///
    /// GRDB sets `synchronous = NORMAL` when it turns on the log, which may lose commits when the power fails: so it is
    /// set back here. Checkpoints are `SQLiteCheckpointer`'s.
    private func setUpWriter(_ database: Database) throws {
        guard sqlite3_db_readonly(database.sqliteConnection, "main") == 0 else {
            throw MigrationError.failed("\(path) is not writable.")
        }
        try database.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA journal_size_limit = 67108864;
                """
        )
        // A connection opens its log when it first reads. GRDB has it do so by a write, but not where another process
        // that starts at the same moment has written to the log already.
        _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
        guard joined_log_set_up(database.sqliteConnection) == SQLITE_OK else {
            throw MigrationError.failed("\(path) has no write-ahead log.")
        }
    }

    /// Looks at the tables before anything is written, so that a file of another program stays as it is.
    private func refuseForeignFile() throws {
        do {
            try withConnection(readonly: true) { _ = try $0.pendingMigrations(on: .sqlite) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            // There is no file yet, or none that can be opened: opening it for writing will tell.
        }
    }

    /// Two processes that turn on the log of a new file at once get in each other's way, and SQLite does not wait for
    /// that lock; so it is tried again.
    private func opened() throws -> DatabasePool {
        for _ in 0..<100 {
            do {
                return try DatabasePool(path: path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                _ = sqlite3_sleep(20)
            }
        }
        return try DatabasePool(path: path, configuration: configuration)
    }

    private func text(of error: DatabaseError) -> String {
        switch error.resultCode {
        case .SQLITE_NOTADB: "\(path) is not a SQLite database."
        case .SQLITE_CORRUPT: "\(path) is damaged: \(error.message ?? "malformed")."
        case .SQLITE_CANTOPEN: "\(path) cannot be opened: is its directory there, and readable and writable?"
        case .SQLITE_READONLY, .SQLITE_PERM: "\(path) is not writable."
        case .SQLITE_BUSY: "\(path) is locked by another process."
        default: "\(path) cannot be opened: \(error.message ?? error.resultCode.description)."
        }
    }
}
