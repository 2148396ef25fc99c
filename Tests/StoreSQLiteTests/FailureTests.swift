import Dispatch
import Domain
import StoreSQL
import Testing
import UseCases

@testable import StoreSQLite

@Suite("When SQLite cannot")
struct FailureTests {
    private static let unavailable = MessengerError.unavailable(retryAfter: .seconds(1))

    @Test("a full disk refuses the whole batch, keeps what was there, and passes")
    func fullDisk() async throws {
        let log = LogCapture()
        try await Folder.use { folder in
            try await folder.withStore(log: log) { store in
                let (chat, person) = try await store.soloChat()
                _ = try await store.commit([.line(0, in: chat, by: person)])
                let pages = try await store.onWriter("PRAGMA page_count", Int64.self)[0]
                _ = try await store.onWriter("PRAGMA max_page_count = \(pages + 3)", Int64.self)
                await #expect(throws: Self.unavailable) {
                    try await store.commit((1...40).map { .line($0, bytes: 60_000, in: chat, by: person) })
                }
                #expect(try await store.history(of: chat, for: person, offset: 0, limit: 9).total == 1)
                _ = try await store.onWriter("PRAGMA max_page_count = 1000000", Int64.self)
                let outcomes = try await store.commit((1...40).map { .line($0, bytes: 60_000, in: chat, by: person) })
                #expect(outcomes.count == 40)
                #expect(try await store.history(of: chat, for: person, offset: 0, limit: 9).total == 41)
            }
        }
        #expect(log.lines.contains { $0.contains("database error") && $0.contains("full") })
        #expect(!log.lines.contains { $0.contains("INSERT") || $0.contains("xxxx") })
    }

    @Test("a full disk fails every call that shares the commit")
    func fullDiskForAll() async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let (chat, person) = try await store.soloChat()
                let pages = try await store.onWriter("PRAGMA page_count", Int64.self)[0]
                _ = try await store.onWriter("PRAGMA max_page_count = \(pages + 3)", Int64.self)
                let gate = try await store.blockWriter()
                let sends = (1...4).map { number in
                    Task { try await store.commit([.line(number, bytes: 60_000, in: chat, by: person)]) }
                }
                while store.writer.waitingCalls < 4 { await Task.yield() }
                gate.open()
                for send in sends {
                    await #expect(throws: Self.unavailable) { try await send.value }
                }
                #expect(try await store.history(of: chat, for: person, offset: 0, limit: 9).total == 0)
            }
        }
    }

    @Test("a lock that another process holds too long is an answer, not a hang")
    func lockedFile() async throws {
        var impatient = SQLiteOptions()
        impatient.busyTimeout = .milliseconds(1)
        try await Folder.use { folder in
            try await folder.withStore { holder in
                let other = try folder.open(options: impatient)
                let gate = try await holder.blockWriter()
                await #expect(throws: Self.unavailable) { try await other.insert(.named("late@example.com")) }
                #expect(try await other.user(ID(1)) == nil)
                gate.open()
                _ = try await holder.insert(.named("first@example.com"))
                _ = try await other.insert(.named("second@example.com"))
                await other.close()
            }
        }
    }

    @Test("what nobody foresaw is an internal fault, and the log says what")
    func unexpected() async throws {
        let log = LogCapture()
        try await Folder.use { folder in
            try await folder.withStore(log: log) { store in
                await #expect(throws: MessengerError.internalFault) {
                    try await store.onWriter("SELECT id FROM nowhere", Int64.self)
                }
                await #expect(throws: MessengerError.internalFault) {
                    try await store.onWriter(
                        "INSERT INTO members VALUES (1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1) RETURNING chat_id",
                        Int64.self
                    )
                }
            }
        }
        #expect(log.lines.contains { $0.contains("no such table: nowhere") }, "\(log.lines)")
        #expect(log.lines.contains { $0.contains("FOREIGN KEY") })
    }

    @Test("a chat type that the schema forbids is reported, not guessed")
    func unknownChatType() {
        struct Row: SQLRow {
            func int64(_ column: Int) -> Int64 { 1 }
            func text(_ column: Int) -> String { "channel" }
            func bool(_ column: Int) -> Bool { false }
            func optionalInt64(_ column: Int) -> Int64? { nil }
            func optionalText(_ column: Int) -> String? { nil }
        }
        #expect(throws: UnknownChatType(word: "channel")) { try Chat(row: Row()) }
    }

    @Test("a migration that fails is undone, and says why")
    func failingMigration() async throws {
        try await Folder.use { folder in
            let store = try folder.open()
            let known = Migration.all.count
            let broken = Migration(version: known + 1, name: "broken") { _ in
                ["CREATE TABLE half (id INTEGER)", "CREATE TABLE users (id INTEGER)"]
            }
            await #expect {
                try await store.migrate(Migration.all + [broken])
            } throws: { error in
                guard case MigrationError.failed(let reason) = error else { return false }
                return reason.contains("users already exists")
            }
            #expect(try await store.onWriter("SELECT name FROM sqlite_master WHERE name = 'half'", String.self) == [])
            #expect(
                try await store.onWriter("SELECT version FROM schema_migrations", Int64.self)
                    == (1...Int64(known)).map(\.self)
            )
            #expect(try await store.migrate().applied == [])
            let later = Migration(version: known + 1, name: "later") { _ in ["CREATE TABLE later (id INTEGER) STRICT"] }
            #expect(try await store.migrate(Migration.all + [later]).applied == ["later"])
            await #expect(throws: MigrationError.newerSchema(found: known + 1, known: known)) {
                try await store.pendingMigrations()
            }
            await store.close()
        }
    }
}
