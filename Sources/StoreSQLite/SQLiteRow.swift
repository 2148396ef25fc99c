import GRDBSQLite
import StoreSQL

/// The row that a statement stands on.
///
/// `STRICT` tables hold what their columns say, so reading a number or a text cannot fail; a NULL reads as 0 or as an
/// empty text, as SQLite defines it.
struct SQLiteRow: SQLRow {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    func int64(_ column: Int) -> Int64 {
        sqlite3_column_int64(handle, Int32(column))
    }

    func text(_ column: Int) -> String {
        // The order matters: the text first, in UTF-8, then its length.
        guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bool(_ column: Int) -> Bool {
        int64(column) != 0
    }

    func optionalInt64(_ column: Int) -> Int64? {
        isNull(column) ? nil : int64(column)
    }

    func optionalText(_ column: Int) -> String? {
        isNull(column) ? nil : text(column)
    }

    private func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
    }
}
