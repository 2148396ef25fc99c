@testable import StoreSQLite

/// Statements for a SQLite file that no program uses just then.
enum SQLiteScript {
    static func run(_ statements: String, in path: String) throws {
        try SQLiteFile(path: path, options: SQLiteOptions()).withConnection(readonly: false) { session in
            try session.script(statements)
        }
    }
}
