extension Migration {
    /// What people are found by (`UserName.key`), compared by its bytes; NULL until it is filled in, and for accounts that
    /// an older server makes beside this one.
    static func nameKeys(_ dialect: Dialect) -> [String] {
        [
            "ALTER TABLE users ADD COLUMN name_key \(dialect.bytewiseText)",
            "CREATE INDEX users_by_name ON users (name_key, id)",
        ]
    }
}
