import Domain
import StoreSQL
import UseCases

/// The conversion of a database that the original server made.
enum Adoption {
    /// Its name in reports.
    static let name = "0001 adoption of the original server's database"
    /// The last revision of the original's schema (Alembic), the only one that is converted.
    static let revision = "6b6b8442f981"
    /// Where the original's tables are kept.
    static let keptSchema = "original_server"
    /// The table in which Alembic notes its revision.
    static let revisionTable = "alembic_version"
    /// The original's tables.
    static let tables = [revisionTable, "chat_users", "chats", "group_members", "groups", "messages", "users"]
}

extension PostgresSession {
    /// Whether the database was made by the original server, and not adopted yet.
    ///
    /// - Throws: `MigrationError.foreignSchema` when its schema is of another revision.
    func isOriginalDatabase() throws -> Bool {
        let tables = try rows(SchemaSQL.tables(.postgres))
        guard !tables.contains(SchemaSQL.recordTable), tables.contains(Adoption.revisionTable) else { return false }
        let revisions = try rows(Self.revisions) { try $0.text(Int32(0)) }
        guard revisions == [Adoption.revision], Set(Adoption.tables).isSubset(of: tables) else {
            throw MigrationError.foreignSchema(
                "it is one of Alembic's, of revision \(revisions.joined(separator: ", ")). The original server's of "
                    + "revision \(Adoption.revision) could be adopted: run its `alembic upgrade head` first."
            )
        }
        return true
    }

    /// Converts the database in place, inside the transaction that surrounds the call; says what was repaired.
    ///
    /// The original's tables are not touched: they move to a schema of their own, and everything is copied from there,
    /// with every id, time, flag and password hash.
    ///
    /// - Parameter patience: how long to wait for others to let go of the original's tables.
    /// - Returns: a sentence for each thing that was repaired or found odd.
    /// - Throws: `MigrationError.failed`, and whatever the database throws.
    func adoptOriginalDatabase(patience: Duration) throws -> [String] {
        try takeOriginalTables(patience: patience)
        for statement in Migration.all[0].statements(.postgres) { try script(statement) }
        var remarks = try adoptUsers()
        remarks += try adoptChats()
        remarks += try adoptMembers()
        remarks += try adoptMessages()
        try adoptCounters()
        try verifyAdoption()
        try script(SchemaSQL.createRecordTable(.postgres))
        try record(Migration.all[0], on: .postgres)
        return remarks + [
            "The original's tables are kept in the schema \(Adoption.keptSchema); "
                + "when everything is as it should be, DROP SCHEMA \(Adoption.keptSchema) CASCADE frees their space."
        ]
    }

    /// Moves the original's tables out of the way, once nobody else uses them.
    ///
    /// The original keeps a transaction open for each of its sockets, so while it runs it would be waited for for ever.
    private func takeOriginalTables(patience: Duration) throws {
        do {
            try script("SET LOCAL lock_timeout = \(max(1, patience.milliseconds))")
            try script("LOCK TABLE \(Adoption.tables.joined(separator: ", ")) IN ACCESS EXCLUSIVE MODE")
            try script("SET LOCAL lock_timeout = 0")
            try script("CREATE SCHEMA \(Adoption.keptSchema)")
            for table in Adoption.tables {
                try script("ALTER TABLE \(table) SET SCHEMA \(Adoption.keptSchema)")
            }
            try script("ALTER TYPE chat_type SET SCHEMA \(Adoption.keptSchema)")
        } catch {
            throw MigrationError.failed(error.description + (error.adoptionAdvice ?? ""))
        }
    }

    /// Nothing may be lost: every row of the original has its row here.
    private func verifyAdoption() throws {
        for (ours, theirs) in [
            ("users", "original_server.users"), ("chats", "original_server.chats"),
            ("messages", "original_server.messages"), ("members", "adopted_members"),
        ] {
            let counts = try row(
                PostgresStatement(unprepared: "SELECT (SELECT count(*) FROM \(ours)), (SELECT count(*) FROM \(theirs))")
            ) { (try $0.int64(Int32(0)), try $0.int64(Int32(1))) }
            guard let counts, counts.0 == counts.1 else {
                throw MigrationError.failed("not every row of \(theirs) could be converted.")
            }
        }
    }

    private static let revisions = PostgresStatement(
        unprepared: "SELECT version_num::text FROM \(Adoption.revisionTable) ORDER BY 1"
    )
}

extension PostgresError {
    /// What an operator can do about it when the original's tables cannot be taken over.
    fileprivate var adoptionAdvice: String? {
        guard case .refused(let refusal) = self else { return nil }
        switch refusal.sqlState {
        case "55P03":
            return ". The original server still uses its tables: stop it, and try again."
        case "42501":
            return ". The role that connects must own the original's tables and may need this from a superuser: "
                + "GRANT CREATE ON DATABASE … TO …"
        case "42P06":
            return ". It is from an earlier attempt, perhaps: look into it, and rename or drop it."
        default:
            return nil
        }
    }
}
