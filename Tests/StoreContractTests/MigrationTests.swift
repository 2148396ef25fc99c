import Domain
import Foundation
import StoreSQL
import Testing
import UseCases

@Suite("Migrations")
struct MigrationTests {
    @Test("an empty database gets every migration, in order, once", arguments: StoreKind.all)
    func twice(kind: StoreKind) async throws {
        try await kind.withHome { home in
            let store = try await home.open()
            let names = Migration.all.map(\.name)
            #expect(try await store.pendingMigrations() == names)
            #expect(try await store.pendingMigrations() == names)
            #expect(try await store.migrate() == MigrationReport(applied: names))
            #expect(try await store.pendingMigrations().isEmpty)
            #expect(try await store.migrate() == MigrationReport(applied: []))
            await store.close()
            let versions = SQLQuery<Int64>(SharedStatement("SELECT version FROM schema_migrations ORDER BY version"))
            #expect(try await home.rows(versions) == Migration.all.map { Int64($0.version) })
        }
    }

    @Test("several stores that start at once share the work", arguments: StoreKind.all)
    func atOnce(kind: StoreKind) async throws {
        try await kind.withHome { home in
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let store = try await home.open()
                        let applied = try await store.migrate().applied
                        _ = try await store.user(ID(1))
                        await store.close()
                        return applied
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == Migration.all.map(\.name).sorted())
        }
    }

    @Test("a database that a newer server has migrated is refused", arguments: StoreKind.all)
    func newerSchema(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { _ in }
            let newer = SharedStatement(
                "INSERT INTO schema_migrations (version, name, applied_at) VALUES (99, 'later', 0) RETURNING version"
            )
            #expect(try await home.rows(SQLQuery<Int64>(newer)) == [99])
            let known = Migration.all.map(\.version).max() ?? 0
            let expected = MigrationError.newerSchema(found: 99, known: known)
            await #expect(throws: expected) { try await migrateNewStore(in: home) }
            #expect(expected.description.contains("99"))
        }
    }

    @Test("a database of another program is refused and not touched", arguments: StoreKind.all)
    func foreignSchema(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.script("CREATE TABLE recipes (id integer, name text)")
            await #expect {
                try await migrateNewStore(in: home)
            } throws: { error in
                guard case MigrationError.foreignSchema(let reason) = error else { return false }
                return reason.contains("recipes")
            }
            #expect(try await home.tables(kind) == ["recipes"])
        }
    }

    @Test("a record table that is not ours is refused", arguments: StoreKind.all)
    func foreignRecords(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.script("CREATE TABLE schema_migrations (version integer, dirty integer)")
            await #expect {
                try await migrateNewStore(in: home)
            } throws: { error in
                guard case MigrationError.foreignSchema = error else { return false }
                return true
            }
            #expect(try await home.tables(kind) == ["schema_migrations"])
        }
    }

    private func migrateNewStore(in home: any StoreHome) async throws {
        let store = try await home.open()
        do {
            _ = try await store.migrate()
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    @Test("versions count up from 1, and every name begins with its version")
    func numbering() {
        #expect(Migration.all.map(\.version) == Array(1...Migration.all.count))
        for migration in Migration.all {
            #expect(migration.name.hasPrefix(String(format: "%04d ", migration.version)))
        }
    }

    @Test("the schema is the one that was reviewed", arguments: StoreKind.all)
    func snapshot(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { _ in }
            let schema = try await home.schema()
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "Snapshots/schema-\(kind.dialect).sql")
            if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
                try schema.write(to: file, atomically: true, encoding: .utf8)
            }
            #expect(try String(contentsOf: file, encoding: .utf8) == schema)
        }
    }
}

extension StoreHome {
    fileprivate func tables(_ kind: StoreKind) async throws -> [String] {
        try await rows(SchemaSQL.tables(kind.dialect))
    }
}
