import Domain
import StoreSQL
import Testing
import UseCases

@Suite("Finding people by name")
struct SearchTests {
    private func insert(_ names: [String], into store: any Store) async throws {
        for (number, name) in names.enumerated() {
            _ = try await store.insert(
                NewUser(
                    email: EmailAddress(stored: "p\(number)@example.com"),
                    name: UserName(stored: name),
                    passwordHash: PasswordHash("hash"),
                    createdAt: .noon
                )
            )
        }
    }

    private func names(_ text: String, in store: any Store, limit: Int = 20) async throws -> [String] {
        try await store.users(named: UserName(stored: text).key, limit: limit).map(\.name.rawValue)
    }

    @Test("finds those whose name begins with the text, whatever the case and the script", arguments: StoreKind.all)
    func prefixes(kind: StoreKind) async throws {
        try await kind.withStore { store in
            try await insert(
                ["Анна", "анна Б.", "Аня", "Иоанна", "Алёна", "Anna", "ÉLAN", "Ann_a", "Ann%"],
                into: store
            )
            #expect(try await names("АНН", in: store) == ["Анна", "анна Б."])
            #expect(try await names("анна", in: store) == ["Анна", "анна Б."])
            #expect(try await names("ан", in: store) == ["Анна", "анна Б.", "Аня"])
            #expect(try await names("Ален", in: store) == ["Алёна"])
            #expect(try await names("ann", in: store) == ["Ann%", "Ann_a", "Anna"])
            #expect(try await names("ann_", in: store) == ["Ann_a"])
            #expect(try await names("ann%", in: store) == ["Ann%"])
            #expect(try await names("él", in: store) == ["ÉLAN"])
            #expect(try await names("яя", in: store) == [])
            #expect(try await names("' OR 1=1 --", in: store) == [])
        }
    }

    @Test("finds no more than are wanted, the first by name and then by number", arguments: StoreKind.all)
    func limit(kind: StoreKind) async throws {
        try await kind.withStore { store in
            try await insert(["Вера", "Анна", "Вера", "Вася"], into: store)
            #expect(try await names("в", in: store, limit: 2) == ["Вася", "Вера"])
            let found = try await store.users(named: "ве", limit: 20)
            #expect(found.map(\.id.rawValue) == found.map(\.id.rawValue).sorted())
            #expect(found.map(\.email.rawValue) == ["p0@example.com", "p2@example.com"])
        }
    }

    @Test("finds those who were there before there were keys, in slices", arguments: StoreKind.all)
    func backfill(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { _ in }
            try await home.script("DELETE FROM schema_migrations WHERE version = 5")
            try await home.script(
                """
                INSERT INTO users (email, email_key, name, password_hash, created_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
                SELECT 'p' || i, 'p' || i, 'ЁЖ ' || i, 'hash', 0 FROM n
                """
            )
            let store = try await home.open()
            let name = Migration.all.last { $0.version == 5 }?.name
            #expect(try await store.pendingMigrations() == [name])
            #expect(try await store.migrate() == MigrationReport(applied: [name].compactMap(\.self)))
            #expect(try await names("еж 2499", in: store) == ["ЁЖ 2499"])
            #expect(try await names("ёж 2", in: store).count == 20)
            await store.close()
            let left = SQLQuery<Int64>(SharedStatement("SELECT count(*) FROM users WHERE name_key IS NULL"))
            #expect(try await home.rows(left) == [0])
        }
    }
}
