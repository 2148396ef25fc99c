import Synchronization

/// A statement that both databases can run, written once, with numbered parameters (`$1`, `$2` …).
///
/// PostgreSQL takes the text as it is. To SQLite `$1` would be a name, so there it reads `?1`. Statements are static
/// values, so each is rendered once in the life of the process.
public struct SharedStatement: Sendable {
    /// Its number among the statements of the process: 0, 1, 2 …, so that a connection can keep what it prepared in a
    /// list instead of looking for the text.
    public let number: Int
    /// The text with question marks (`?1`, `?2` …).
    public let sqlite: String
    /// The text with dollar signs (`$1`, `$2` …).
    public let postgres: String

    /// Takes a text that never comes from outside the program.
    ///
    /// No literal in it may hold a dollar sign before a digit.
    public init(_ text: String) {
        self.init(sqlite: text, postgres: text)
    }

    /// Takes two texts with the same parameters and the same columns, where one text would cost a database too much.
    public init(sqlite: String, postgres: String) {
        number = Self.made.add(1, ordering: .relaxed).oldValue
        self.sqlite = Self.numbered(sqlite)
        self.postgres = postgres
    }

    /// Takes a text that differs in a word that the dialect knows.
    init(_ text: (Dialect) -> String) {
        self.init(sqlite: text(.sqlite), postgres: text(.postgres))
    }

    /// The text for one database.
    public func text(for dialect: Dialect) -> String {
        switch dialect {
        case .sqlite: sqlite
        case .postgres: postgres
        }
    }

    private static let made = Atomic<Int>(0)

    private static func numbered(_ text: String) -> String {
        var bytes = Array(text.utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        for index in bytes.indices.dropLast()
        where bytes[index] == UInt8(ascii: "$") && digits.contains(bytes[index + 1]) {
            bytes[index] = UInt8(ascii: "?")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
