import UseCases

extension SQLSession where Self: ~Copyable {
    /// Applies the first migration that is missing and records it, or does a slice of its work.
    ///
    /// It runs inside a transaction that holds a lock against other nodes and that an error must undo. It is called
    /// again and again, each time in a transaction of its own, until the schema is up to date.
    ///
    /// - Throws: `MigrationError.newerSchema`, `.foreignSchema`, and whatever the database throws.
    public func applyNextMigration(
        of migrations: [Migration] = Migration.all,
        on dialect: Dialect
    ) throws -> MigrationProgress {
        guard let next = try pendingMigrations(of: migrations, on: dialect).first else { return .upToDate }
        if try row(SchemaSQL.recordColumns(dialect)) == nil {
            try script(SchemaSQL.createRecordTable(dialect))
        }
        for statement in next.statements(dialect) {
            try script(statement)
        }
        if let backfill = next.backfill, try fillSlice(of: backfill) { return .unfinished }
        try record(next, on: dialect)
        return .applied(next.name)
    }

    /// The migrations that are missing, oldest first.
    ///
    /// - Throws: `MigrationError.newerSchema`, `.foreignSchema`, and whatever the database throws.
    public func pendingMigrations(
        of migrations: [Migration] = Migration.all,
        on dialect: Dialect
    ) throws -> [Migration] {
        let tables = try rows(SchemaSQL.tables(dialect))
        guard tables.contains(SchemaSQL.recordTable) else {
            guard tables.isEmpty else {
                throw MigrationError.foreignSchema("it holds \(tables.listed) and no \(SchemaSQL.recordTable).")
            }
            return migrations
        }
        let columns = try rows(SchemaSQL.recordColumns(dialect))
        guard columns == SchemaSQL.ownColumns else {
            throw MigrationError.foreignSchema("its \(SchemaSQL.recordTable) has the columns \(columns.listed).")
        }
        let applied = try rows(SchemaSQL.versions)
        return try migrations.missing(from: applied.map(Int.init))
    }

    /// Records a migration as applied, without applying it: for a store that brought the schema there by other means.
    public func record(_ migration: Migration, on dialect: Dialect) throws {
        try execute(SchemaSQL.record(migration, dialect))
    }
}

/// What one transaction of a migration came to.
public enum MigrationProgress: Hashable, Sendable {
    /// The step of this name was applied and recorded.
    case applied(String)
    /// A slice of a step's work was done, and more is to do.
    case unfinished
    /// There was nothing to do.
    case upToDate
}

extension [Migration] {
    /// Those that were not applied yet.
    fileprivate func missing(from applied: [Int]) throws(MigrationError) -> [Migration] {
        let known = last?.version ?? 0
        if let found = applied.last, found > known {
            throw .newerSchema(found: found, known: known)
        }
        return filter { !applied.contains($0.version) }
    }
}

extension [String] {
    /// A few names, for a sentence.
    fileprivate var listed: String {
        prefix(5).joined(separator: ", ") + (count > 5 ? " …" : "")
    }
}
