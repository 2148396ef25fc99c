/// The statements about the schema itself.
public enum SchemaSQL {
    /// The table that records which migrations were applied.
    public static let recordTable = "schema_migrations"

    /// The names of the tables in the database, in order (in PostgreSQL: of the current schema, without those that
    /// belong to an extension).
    public static func tables(_ dialect: Dialect) -> SQLQuery<String> {
        switch dialect {
        case .sqlite: SQLQuery(sqliteTables)
        case .postgres: SQLQuery(postgresTables)
        }
    }

    /// The columns of the record table in their order; no row when there is no such table.
    static func recordColumns(_ dialect: Dialect) -> SQLQuery<String> {
        switch dialect {
        case .sqlite: SQLQuery(sqliteColumns)
        case .postgres: SQLQuery(postgresColumns)
        }
    }

    /// What the record table's columns are where it is ours.
    static let ownColumns = ["version", "name", "applied_at"]

    /// The versions that were applied, ascending.
    static let versions = SQLQuery<Int64>(SharedStatement("SELECT version FROM schema_migrations ORDER BY version"))

    /// Records that a migration was applied now.
    static func record(_ migration: Migration, _ dialect: Dialect) -> SQLCommand {
        let statement =
            switch dialect {
            case .sqlite: sqliteRecord
            case .postgres: postgresRecord
            }
        return SQLCommand(statement, [.integer(Int64(migration.version)), .text(migration.name)])
    }

    /// Creates the record table.
    public static func createRecordTable(_ dialect: Dialect) -> String {
        """
        CREATE TABLE schema_migrations (
            version \(dialect.integer) NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            applied_at \(dialect.integer) NOT NULL
        )\(dialect.table)
        """
    }

    private static let sqliteTables = SharedStatement(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )

    private static let postgresTables = SharedStatement(
        """
        SELECT c.relname::text FROM pg_class c \
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') \
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass \
        AND d.deptype = 'e') ORDER BY c.relname
        """
    )

    private static let sqliteColumns = SharedStatement("SELECT name FROM pragma_table_info('schema_migrations')")

    private static let postgresColumns = SharedStatement(
        """
        SELECT column_name::text FROM information_schema.columns \
        WHERE table_schema = current_schema() AND table_name = 'schema_migrations' ORDER BY ordinal_position
        """
    )

    private static let sqliteRecord = SharedStatement(
        """
        INSERT INTO schema_migrations (version, name, applied_at) \
        VALUES ($1, $2, CAST(strftime('%s', 'now') AS INTEGER) * 1000000)
        """
    )

    private static let postgresRecord = SharedStatement(
        """
        INSERT INTO schema_migrations (version, name, applied_at) \
        VALUES ($1, $2, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
        """
    )
}
