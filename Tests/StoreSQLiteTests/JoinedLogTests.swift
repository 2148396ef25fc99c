import CSQLiteLog
import Foundation
import GRDB
import GRDBSQLite
import StoreSQL
import Synchronization
import Testing
import UseCases

@testable import StoreSQLite

@Suite("The log's joined writes", .serialized)
struct JoinedLogTests {
    @Test("a commit of many pages takes a few calls of the system, with nothing left behind")
    func fewCalls() async throws {
        try await withLog { log in
            try log.commit("INSERT INTO t SELECT i, zeroblob(900) FROM n")
            let apart = CallCount()
            try log.run("UPDATE t SET b = randomblob(900)")
            // 1,000 rows of 900 bytes are 250 pages, each with its head.
            #expect(apart.calls > 400)
            // Row by row, or SQLite would keep the old pages in a file for the case that the statement fails half-way.
            let updates = (1...1000).map { "UPDATE t SET b = randomblob(900) WHERE a = \($0);" }.joined()
            let together = CallCount()
            try log.commit(updates)
            // 120 KiB at once.
            #expect(together.calls < 30)
            try #expect(log.rowsInCopy() == 1000)
        }
    }

    @Test("the store's commits are such")
    func store() async throws {
        try await Folder.use { folder in
            // The copying of the log is not what is counted.
            var options = SQLiteOptions()
            options.checkpointDelay = .seconds(3600)
            try await folder.withStore(options: options) { store in
                let count = try await store.write { session in
                    for number in 1...500 { _ = try session.row(UserSQL.insert(.named("user\(number)@example.com"))) }
                    return CallCount()
                }
                // Counted on the writer's thread, where the first commit has been made meanwhile.
                #expect(try await store.write { _ in count.calls } < 10)
            }
        }
    }

    @Test("what is committed stands in the files, and other connections see it")
    func committed() async throws {
        try await withLog { log in
            let other = try DatabaseQueue(path: log.path)
            for number in 1...50 {
                try log.commit("INSERT INTO t VALUES (\(number), randomblob(\(number * 700)))")
                #expect(try log.rowsInCopy() == number)
                #expect(try await other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == number)
            }
        }
    }

    @Test("a transaction that outgrows the cache and is undone leaves nothing for others to trip over")
    func spilled() async throws {
        try await withLog { log in
            try log.commit("PRAGMA cache_size = 10; INSERT INTO t VALUES (1, x'01')")
            try await log.connection.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    try database.execute(sql: "INSERT INTO t SELECT i + 10, zeroblob(900) FROM n")
                    #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM t WHERE length(b) = 900") == 1000)
                    return .rollback
                }
            }
            // Another process may write where the pages that were undone would have stood.
            let other = try DatabaseQueue(path: log.path)
            try await other.write { try $0.execute(sql: "INSERT INTO t VALUES (2, x'02')") }
            try log.commit("INSERT INTO t VALUES (3, x'03')")
            #expect(try log.rowsInCopy() == 3)
        }
    }

    @Test("a write that fails undoes its commit alone")
    func failing() async throws {
        try await withLog { log in
            try log.commit("INSERT INTO t VALUES (1, x'01')")
            Fault.isOn.withLock { $0 = true }
            #expect(throws: DatabaseError.self) {
                try log.commit("INSERT INTO t SELECT i + 10, randomblob(900) FROM n")
            }
            Fault.isOn.withLock { $0 = false }
            #expect(try log.rowsInCopy() == 1)
            try log.commit("INSERT INTO t VALUES (2, x'02')")
            #expect(try log.rowsInCopy() == 2)
        }
    }

    @Test("a connection without a log is refused")
    func noLog() throws {
        let connection = try DatabaseQueue()
        try connection.inDatabase { database in
            #expect(joined_log_set_up(database.sqliteConnection) == SQLITE_MISUSE)
            joined_log_begin(database.sqliteConnection)
            try database.execute(sql: "CREATE TABLE t (i)")
            joined_log_end(database.sqliteConnection)
        }
    }

    private func withLog(_ body: (Log) async throws -> Void) async throws {
        try await Folder.use { folder in try await body(Log(path: folder.path("log.sqlite"))) }
    }
}

/// A file with a table `t` and the numbers from 1 to 1,000 as `n`, and its connection, whose log is joined.
private struct Log {
    let path: String
    let connection: DatabaseQueue

    init(path: String) throws {
        self.path = path
        connection = try DatabaseQueue(path: path)
        try connection.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
                    CREATE TABLE t (a INTEGER PRIMARY KEY, b); CREATE TABLE n (i INTEGER PRIMARY KEY);
                    WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
                    INSERT INTO main.n SELECT i FROM n;
                    """
            )
            try Fault.install(database.sqliteConnection)
            #expect(joined_log_set_up(database.sqliteConnection) == SQLITE_OK)
            // Once more changes nothing.
            #expect(joined_log_set_up(database.sqliteConnection) == SQLITE_OK)
        }
    }

    /// Runs a statement without joining anything.
    func run(_ text: String) throws {
        try connection.inDatabase { try $0.execute(sql: text) }
    }

    func commit(_ text: String) throws {
        try connection.writeWithoutTransaction { database in
            defer { joined_log_end(database.sqliteConnection) }
            try database.inTransaction(.immediate) {
                try database.execute(sql: text)
                joined_log_begin(database.sqliteConnection)
                return .commit
            }
        }
    }

    /// The rows of `t` as they would be after a crash at this moment, in a file that is found whole.
    func rowsInCopy() throws -> Int? {
        let copy = path + ".copy"
        for end in ["", "-wal"] {
            try? FileManager.default.removeItem(atPath: copy + end)
            try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
        }
        return try DatabaseQueue(path: copy).read { database in
            #expect(try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok")
            return try Int.fetchOne(database, sql: "SELECT count(*) FROM t")
        }
    }
}

/// A log whose writes fail when they are told to, as on a full disk; it stands below the one that joins.
private enum Fault {
    static let isOn = Mutex(false)
    fileprivate static let own = Mutex<sqlite3_io_methods?>(nil)

    static func install(_ connection: SQLiteConnection?) throws {
        var file: UnsafeMutablePointer<sqlite3_file>?
        try #require(sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) == SQLITE_OK)
        let methods = try #require(file?.pointee.pMethods.pointee)
        own.withLock { $0 = methods }
        // As long as the connection, which lives to the end of a test's process at most.
        let faulty = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        faulty.initialize(to: methods)
        faulty.pointee.xWrite = { file, bytes, count, offset in
            if Fault.isOn.withLock({ $0 }) { return SQLITE_FULL }
            return Fault.own.withLock { $0 }?.xWrite(file, bytes, count, offset) ?? SQLITE_ERROR
        }
        file?.pointee.pMethods = UnsafePointer(faulty)
    }
}

/// Counts this thread's calls of the system that write.
private struct CallCount {
    private let before = Self.now

    var calls: Int { Self.now - before }

    private static var now: Int {
        let text = (try? String(contentsOfFile: "/proc/thread-self/io", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("syscw:") }
        return line.flatMap { Int($0.dropFirst(7)) } ?? 0
    }
}
