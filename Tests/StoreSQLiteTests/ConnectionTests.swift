import Domain
import Foundation
import StoreSQL
import Testing
import UseCases

@testable import StoreSQLite

@Suite("The connections to a SQLite file")
struct ConnectionTests {
    @Test(
        "a commit waits for the disk, references are checked, and the log is not copied by writers",
        arguments: [
            ("PRAGMA synchronous", 2), ("PRAGMA foreign_keys", 1), ("PRAGMA wal_autocheckpoint", 0),
            ("PRAGMA busy_timeout", 5_000), ("PRAGMA journal_size_limit", 67_108_864), ("PRAGMA cache_size", -16_384),
        ] as [(String, Int64)]
    )
    func writerSettings(pragma: String, value: Int64) async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let found = try await store.onWriter(pragma, Int64.self)
                #expect(found == [value])
            }
        }
    }

    @Test("readers cannot write, and keep their cache")
    func readerSettings() async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let cache = SQLQuery<Int64>(SharedStatement("PRAGMA cache_size"))
                let found = try await store.read { try $0.rows(cache) }
                #expect(found == [-16_384])
                let update = SQLCommand(SharedStatement("UPDATE users SET name = 'x'"))
                await #expect(throws: MessengerError.self) { try await store.read { try $0.execute(update) } }
            }
        }
    }

    @Test("the file is in WAL mode, also when it is opened again")
    func journal() async throws {
        try await Folder.use { folder in
            for _ in 0..<2 {
                let modes = SQLQuery<String>(SharedStatement("PRAGMA journal_mode"))
                try await folder.withStore { store in
                    let mode = try await store.read { try $0.rows(modes) }
                    #expect(mode == ["wal"])
                    #expect(try await store.onWriter("PRAGMA synchronous", Int64.self) == [2])
                }
            }
        }
    }

    @Test("a file that is no database is refused with its name, and stays as it is")
    func notADatabase() async throws {
        try await Folder.use { folder in
            let text = Data(String(repeating: "Dear diary, ", count: 500).utf8)
            try text.write(to: folder.url.appending(path: "messenger.sqlite"))
            #expect { try folder.open() } throws: { error in
                guard case MigrationError.failed(let reason) = error else { return false }
                return reason.contains("messenger.sqlite is not a SQLite database")
            }
            #expect(try Data(contentsOf: folder.url.appending(path: "messenger.sqlite")) == text)
        }
    }

    @Test("a damaged file is refused")
    func damagedFile() async throws {
        try await Folder.use { folder in
            try await folder.withStore { _ in }
            let file = folder.url.appending(path: "messenger.sqlite")
            var bytes = try Data(contentsOf: file)
            bytes.replaceSubrange(100..<1_000, with: Data(repeating: 0xFF, count: 900))
            try bytes.write(to: file)
            #expect { try folder.open() } throws: { error in
                guard case MigrationError.failed(let reason) = error else { return false }
                return reason.contains("damaged")
            }
        }
    }

    @Test("a place where no file can be is refused", arguments: ["missing/messenger.sqlite", ""])
    func noPlace(name: String) async throws {
        try await Folder.use { folder in
            #expect { try folder.open(name) } throws: { error in
                guard case MigrationError.failed(let reason) = error else { return false }
                return reason.contains("cannot be opened")
            }
        }
    }

    @Test("a file of another program is refused before anything is written to it")
    func foreignFile() async throws {
        try await Folder.use { folder in
            let file = SQLiteFile(path: folder.path("messenger.sqlite"), options: SQLiteOptions())
            try file.withConnection(readonly: false) { try $0.script("CREATE TABLE recipes (id INTEGER)") }
            let before = try Data(contentsOf: folder.url.appending(path: "messenger.sqlite"))
            #expect(throws: MigrationError.foreignSchema("it holds recipes and no schema_migrations.")) {
                try folder.open()
            }
            #expect(try Data(contentsOf: folder.url.appending(path: "messenger.sqlite")) == before)
            #expect(folder.size("messenger.sqlite-wal") == nil)
        }
    }

    @Test("an empty file counts as a new database")
    func emptyFile() async throws {
        try await Folder.use { folder in
            try Data().write(to: folder.url.appending(path: "messenger.sqlite"))
            try await folder.withStore { store in
                _ = try await store.soloChat()
            }
        }
    }

    @Test("after closing there is one file, with everything in it")
    func closing() async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let (chat, person) = try await store.soloChat()
                _ = try await store.commit((0..<200).map { .line($0, bytes: 500, in: chat, by: person) })
            }
            #expect(folder.size("messenger.sqlite-wal") == nil)
            #expect(folder.size("messenger.sqlite-shm") == nil)
            try #expect(#require(folder.size("messenger.sqlite")) > 100_000)
        }
    }

    @Test("what was answered is in the files already: a copy of them holds it")
    func durable() async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let (chat, person) = try await store.soloChat()
                _ = try await store.commit((0..<50).map { .line($0, in: chat, by: person) })
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(
                        atPath: folder.path("messenger.sqlite\(suffix)"),
                        toPath: folder.path("copy.sqlite\(suffix)")
                    )
                }
                let copy = try folder.open("copy.sqlite")
                #expect(try await copy.history(of: chat, for: person, offset: 0, limit: 100).messages.count == 50)
                await copy.close()
            }
        }
    }
}
