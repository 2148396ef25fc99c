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
    /// The original's tables.
    static let tables = ["alembic_version", "chat_users", "chats", "group_members", "groups", "messages", "users"]
}

extension PostgresSession {
    /// Whether the database was made by the original server, and not adopted yet.
    ///
    /// - Throws: `MigrationError.foreignSchema` when its schema is of another revision.
    func isOriginalDatabase() throws -> Bool {
        let tables = try rows(SchemaSQL.tables(.postgres))
        guard !tables.contains(SchemaSQL.recordTable), Set(Adoption.tables).isSubset(of: tables) else { return false }
        let revisions = try rows(Self.revisions) { try $0.text(Int32(0)) }
        guard revisions == [Adoption.revision] else {
            throw MigrationError.foreignSchema(
                "its Alembic revision is \(revisions.joined(separator: ", ")), and \(Adoption.revision) is needed: "
                    + "run `alembic upgrade head` of the original server first.")
        }
        return true
    }

    /// Converts the database in place, inside the transaction that surrounds the call; says what was repaired.
    ///
    /// The original's tables are not touched: they move to a schema of their own, and everything is copied from there,
    /// with every id, time, flag and password hash.
    func adoptOriginalDatabase() throws -> [String] {
        try moveOriginalTables()
        for statement in Migration.all[0].statements(.postgres) { try script(statement) }
        var remarks = try adoptUsers()
        remarks += try adoptChats()
        try adoptMembers()
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

    private func moveOriginalTables() throws {
        try script("CREATE SCHEMA \(Adoption.keptSchema)")
        for table in Adoption.tables {
            try script("ALTER TABLE \(table) SET SCHEMA \(Adoption.keptSchema)")
        }
        try script("ALTER TYPE chat_type SET SCHEMA \(Adoption.keptSchema)")
    }

    /// Nothing may be lost: every row of the original has its row here.
    private func verifyAdoption() throws {
        for (ours, theirs) in [("users", "users"), ("chats", "chats"), ("messages", "messages")] {
            let counts = try row(
                PostgresStatement(
                    unprepared: "SELECT (SELECT count(*) FROM \(ours)), (SELECT count(*) FROM original_server.\(theirs))"
                )
            ) { (try $0.int64(Int32(0)), try $0.int64(Int32(1))) }
            guard let counts, counts.0 == counts.1 else {
                throw MigrationError.failed("not every row of \(theirs) could be converted.")
            }
        }
    }

    private static let revisions = PostgresStatement(unprepared: "SELECT version_num::text FROM alembic_version")
}
