import Domain

/// What a new column of rows that are there already is filled with, where SQL alone cannot say it.
public enum Backfill: Sendable {
    /// `users.name_key`: both databases fold the case of Latin letters alone, or by the locale of their making.
    case nameKeys
}

extension SQLSession where Self: ~Copyable {
    /// Fills in a slice of rows; false when there are none left.
    ///
    /// A slice is small enough for its transaction to keep nobody waiting for long.
    func fillSlice(of backfill: Backfill) throws -> Bool {
        switch backfill {
        case .nameKeys: try fillNameKeys()
        }
    }

    private func fillNameKeys() throws -> Bool {
        let names = try rows(SQLQuery<NamedRow>(namesWithoutKey, [.integer(backfillSlice)]))
        for row in names {
            try execute(SQLCommand(setNameKey, [.integer(row.id), .text(UserName(stored: row.name).key)]))
        }
        return !names.isEmpty
    }
}

private struct NamedRow: RowDecodable {
    let id: Int64
    let name: String

    init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        id = try row.int64(0)
        name = try row.text(1)
    }
}

/// How many rows are filled in at once.
private let backfillSlice: Int64 = 1000

private let namesWithoutKey = SharedStatement("SELECT id, name FROM users WHERE name_key IS NULL ORDER BY id LIMIT $1")

private let setNameKey = SharedStatement("UPDATE users SET name_key = $2 WHERE id = $1")
