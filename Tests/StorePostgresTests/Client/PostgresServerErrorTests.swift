import Testing

@testable import StorePostgres

@Suite("What PostgreSQL refuses")
struct PostgresServerErrorTests {
    private static let tables = """
        CREATE TABLE users (
            id int8 PRIMARY KEY,
            email text NOT NULL CONSTRAINT users_email_key UNIQUE,
            age int8 CONSTRAINT users_age_check CHECK (age > 0),
            friend int8 CONSTRAINT users_friend_fkey REFERENCES users
        );
        INSERT INTO users VALUES (1, 'ann@example.org', 30, NULL);
        """

    @Test(
        "a violated constraint is known by its name",
        arguments: [
            ("(2, 'ann@example.org', 1, NULL)", PostgresCondition.uniqueViolation(constraint: "users_email_key")),
            ("(1, 'bob@example.org', 1, NULL)", .uniqueViolation(constraint: "users_pkey")),
            ("(2, 'bob@example.org', 0, NULL)", .checkViolation(constraint: "users_age_check")),
            ("(2, 'bob@example.org', 1, 99)", .foreignKeyViolation(constraint: "users_friend_fkey")),
            ("(2, NULL, 1, NULL)", .notNullViolation(column: "email")),
        ]
    )
    func constraints(_ values: String, _ condition: PostgresCondition) async throws {
        try await PostgresFixture.onePool(Self.tables) { pool async throws in
            let insert = PostgresStatement("INSERT INTO users VALUES \(values)")
            let error = await #expect(throws: PostgresError.self) { try await pool.execute(insert) }
            #expect(error?.condition == condition)
            // What the server says in its detail is a person's data.
            #expect(!"\(error as Any)".contains("ann@example.org"))
        }
    }

    @Test(
        "other errors have their condition",
        arguments: [
            ("SELECT * FROM nowhere", PostgresCondition.undefinedTable),
            ("CREATE TABLE users ()", .duplicateObject),
            ("SELECT 1 / 0", .dataException(sqlState: "22012")),
            ("SELEKT", .other(sqlState: "42601")),
        ]
    )
    func others(_ sql: String, _ condition: PostgresCondition) async throws {
        try await PostgresFixture.onePool(Self.tables) { pool async throws in
            let statement = PostgresStatement(sql)
            // Twice, since a preparation that failed must not be taken for done.
            for _ in 0..<2 {
                let error = await #expect(throws: PostgresError.self) { try await pool.execute(statement) }
                #expect(error?.condition == condition)
            }
            #expect(try await pool.row(.two) { row in try row.int64(0) } == 2)
        }
    }

    @Test("a statement that could not be prepared works once its table exists")
    func latePreparation() async throws {
        try await PostgresFixture.onePool { pool async throws in
            let count = PostgresStatement("SELECT count(*) FROM late")
            await #expect(throws: PostgresError.self) { try await pool.row(count) { row in try row.int64(0) } }
            try await pool.perform { session in try session.script("CREATE TABLE late ()") }
            #expect(try await pool.row(count) { row in try row.int64(0) } == 0)
        }
    }

    @Test("a deadlock has one loser, which may run again")
    func deadlock() async throws {
        try await PostgresFixture.use { fixture in
            let tables = "CREATE TABLE pair (id int8 PRIMARY KEY, n int8); INSERT INTO pair VALUES (1, 0), (2, 0)"
            try await fixture.pool(connections: 2) { pool async throws in
                try await pool.perform { session in try session.script(tables) }
                let meeting = Meeting()
                async let ascending = bump([1, 2], pool, meeting)
                async let descending = bump([2, 1], pool, meeting)
                let losses = await [ascending, descending].compactMap(\.self)
                #expect(losses.map(\.condition) == [.deadlockDetected])
                #expect(losses.map(\.isConflict) == [true])
                #expect(await bump([1, 2], pool, nil) == nil)
                let sum = PostgresStatement("SELECT sum(n)::int8 FROM pair")
                #expect(try await pool.row(sum) { row in try row.int64(0) } == 4)
            }
        }
    }

    /// Bumps both rows in the order given, and does not go on to the second before the other transaction has its first.
    private func bump(_ ids: [Int64], _ pool: PostgresPool, _ meeting: Meeting?) async -> PostgresError? {
        let bump = PostgresStatement("UPDATE pair SET n = n + 1 WHERE id = $1")
        do {
            try await pool.transaction { session in
                try session.execute(bump, [.int8(ids[0])])
                meeting?.meet()
                try session.execute(bump, [.int8(ids[1])])
            }
            return nil
        } catch {
            return error as? PostgresError
        }
    }
}
