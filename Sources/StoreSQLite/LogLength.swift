import GRDB
import GRDBSQLite
import Synchronization

/// How many pages the write-ahead log had after the last commit of the connection that writes.
final class LogLength: Sendable {
    private let count = Atomic(0)

    var pages: Int {
        count.load(ordering: .relaxed)
    }

    /// Begins to look at a connection's commits; it must not outlive this.
    func watch(_ database: Database) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            database.sqliteConnection,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<LogLength>.fromOpaque(context).takeUnretainedValue().count.store(
                    Int(pages),
                    ordering: .relaxed
                )
                return SQLITE_OK
            },
            context
        )
    }
}
