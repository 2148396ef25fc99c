import Dispatch
import Domain
import StoreSQL
import Testing
import UseCases

@testable import StorePostgres

@Suite("Adopting the original server's database, when something is in the way", .serialized)
struct AdoptionSafetyTests {
    @Test(
        "a failure anywhere leaves the original's database as it was",
        arguments: [
            ("CREATE TABLE members (x integer)", "members"),
            ("CREATE SCHEMA original_server", "earlier attempt"),
            ("INSERT INTO messages (text, chat_id, sender_id, created_at) VALUES ('x', 1, 1, 'infinity')", "infinity"),
            (
                """
                CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF EXISTS (SELECT FROM pg_class WHERE relname = 'schema_migrations') THEN
                        RAISE 'no more tables';
                    END IF;
                END $$;
                CREATE EVENT TRIGGER refuse ON ddl_command_end EXECUTE FUNCTION refuse()
                """, "no more tables"
            ),
        ]
    )
    func failure(obstacle: String, reason: String) async throws {
        try await DatabaseFixture.use { fixture in
            try await fixture.loadOriginal()
            try await fixture.script(obstacle)
            let before = try await fixture.everything()
            try await fixture.store { store async throws in
                await #expect {
                    try await store.migrate()
                } throws: { error in
                    guard case MigrationError.failed(let text) = error else { return false }
                    return text.contains(reason)
                }
                #expect(try await fixture.everything() == before)
                #expect(try await store.pendingMigrations() == Adoption.steps)
            }
        }
    }

    @Test("a second time nothing is done")
    func twice() async throws {
        try await DatabaseFixture.use { fixture in
            try await fixture.loadOriginal()
            try await fixture.store { store async throws in
                _ = try await store.migrate()
                let after = try await fixture.everything()
                #expect(try await store.migrate() == MigrationReport(applied: []))
                #expect(try await store.pendingMigrations().isEmpty)
                #expect(try await fixture.everything() == after)
            }
            try await fixture.store { store async throws in
                #expect(try await store.migrate() == MigrationReport(applied: []))
            }
        }
    }

    @Test("of several nodes that start at once, one adopts and the others wait for it")
    func atOnce() async throws {
        try await DatabaseFixture.use { fixture in
            try await fixture.loadOriginal()
            let original = try await fixture.originalMessages()
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await fixture.store { store async throws in
                            let report = try await store.migrate()
                            #expect(try await store.chats(of: ID(1)).count == 8)
                            return report.applied
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == Adoption.steps)
            #expect(try await fixture.adoptedMessages() == original)
        }
    }

    @Test(
        "another revision of the original is refused, with a word on what to do, and not touched",
        arguments: [
            ("UPDATE alembic_version SET version_num = '0123456789ab'", "0123456789ab"),
            ("INSERT INTO alembic_version VALUES ('ffffffffffff')", "ffffffffffff"),
            ("DELETE FROM alembic_version", "alembic upgrade head"), ("DROP TABLE group_members", "6b6b8442f981"),
        ]
    )
    func otherRevision(change: String, word: String) async throws {
        try await DatabaseFixture.use { fixture in
            try await fixture.loadOriginal()
            try await fixture.script(change)
            let before = try await fixture.everything()
            try await fixture.store { store async throws in
                for call in [{ _ = try await store.migrate() }, { _ = try await store.pendingMigrations() }] {
                    await #expect {
                        try await call()
                    } throws: { error in
                        guard case MigrationError.foreignSchema(let text) = error else { return false }
                        return text.contains(word) && text.contains("alembic upgrade head")
                    }
                }
            }
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("while the original still runs, adoption gives up soon and says so; afterwards it succeeds")
    func originalStillRuns() async throws {
        try await DatabaseFixture.use { fixture in
            try await fixture.loadOriginal()
            try await fixture.store({ $0.timeouts.lock = .milliseconds(20) }) { store async throws in
                try await fixture.pool { pool in
                    try await pool.transaction { session in
                        _ = try session.rows(.anyMessage) { _ in }
                        let end = DispatchSemaphore(value: 0)
                        Task {
                            await #expect {
                                try await store.migrate()
                            } throws: { error in
                                "\(error)".contains("The original server still uses its tables: stop it")
                            }
                            end.signal()
                        }
                        end.wait()
                    }
                }
                #expect(try await store.migrate().applied == Adoption.steps)
            }
        }
    }

    @Test("tables in another schema than public, first in the search path, are found there and replaced there")
    func searchPath() async throws {
        try await DatabaseFixture.use { fixture in
            try await fixture.script(
                """
                DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = app, public', current_database());
                END $$; CREATE SCHEMA app
                """
            )
            try await fixture.loadOriginal()
            let original = try await fixture.originalMessages()
            try await fixture.store { store async throws in
                #expect(try await store.migrate().applied == Adoption.steps)
            }
            #expect(try await fixture.adoptedMessages() == original)
            let schemas = "SELECT DISTINCT schemaname FROM pg_tables WHERE tablename = 'messages' ORDER BY 1"
            #expect(try await fixture.lines(schemas) == ["app", "original_server"])
        }
    }

    @Test("an owner who is no superuser adopts, once allowed to make a schema")
    func plainOwner() async throws {
        try await DatabaseFixture.use { fixture in
            let role = try #require(fixture.configuration.value(of: "dbname")?.replacing("test", with: "role"))
            try await fixture.script("CREATE ROLE \(role) LOGIN; GRANT CREATE ON SCHEMA public TO \(role)")
            try await fixture.loadOriginal(as: role)
            let original = try await fixture.originalMessages()
            try await fixture.store({ $0.settings["role"] = role }) { store async throws in
                await #expect {
                    try await store.migrate()
                } throws: { error in
                    "\(error)".contains("GRANT CREATE ON DATABASE")
                }
                try await fixture.script(
                    "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO \(role)', current_database()); END $$"
                )
                #expect(try await store.migrate().applied == Adoption.steps)
                #expect(try await store.people(1) == [ID(21)])
            }
            #expect(try await fixture.adoptedMessages() == original)
            try await fixture.script("DROP OWNED BY \(role) CASCADE; DROP ROLE \(role)")
        }
    }
}

extension PostgresStatement {
    fileprivate static let anyMessage = PostgresStatement("SELECT id FROM messages LIMIT 1")
}
