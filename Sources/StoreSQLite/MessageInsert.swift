import Domain
import GRDB
import UseCases

/// The statements that put messages into the file, one row or several at a time.
///
/// For each statement SQLite opens the table and its indexes, looks up the last id given out, and asks for memory; so
/// several rows take it less, unless they are spread over chats (docs/decisions/0030-taken-for-new.md).
struct MessageInsert {
    /// How many rows there are statements for, beside that for one: the most first.
    private static let sizes = [32, 8]

    /// How many of these drafts to begin with in one statement; nil where each is better off with its own.
    ///
    /// A statement of several rows can be undone alone, for which SQLite copies each page that it changes: two for each
    /// chat, at least.
    static func size(for drafts: ArraySlice<MessageDraft>) -> Int? {
        sizes.first { size in
            let changes = zip(drafts.prefix(size), drafts.dropFirst()).count { $0.chat != $1.chat }
            return drafts.count >= size && changes < size / 4
        }
    }

    /// The places that a message gets in its chat.
    struct Numbers {
        /// Among all changes.
        let seq: Int64
        /// Among the messages.
        let number: Int64
    }

    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// Keeps one message, or as many as `size(for:)` says, under ids that follow each other, and gives the first id.
    ///
    /// Nil when one of them breaks a rule of the table, such as a client message id that its sender used before: then
    /// none is kept.
    func run(_ drafts: some Collection<MessageDraft>, _ numbers: some Collection<Numbers>) throws -> Int64? {
        let statement = try PreparedStatement(Self.text(rows: drafts.count), on: database)
        let size = drafts.reduce(0) { $0 + $1.text.rawValue.utf8.count + $1.clientMessageID.rawValue.utf8.count }
        return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { space in
            var row = Row(statement: statement, space: Slice(base: space, bounds: 0..<size))
            defer { statement.unbind() }
            for (draft, numbers) in zip(drafts, numbers) { try row.bind(draft, numbers) }
            do {
                try statement.run()
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                return nil
            }
            return statement.lastID - Int64(drafts.count - 1)
        }
    }

    /// Where the next row's values go, and the place to which texts are copied so that SQLite can read them there.
    private struct Row {
        let statement: PreparedStatement
        var space: Slice<UnsafeMutableBufferPointer<UInt8>>
        var first: Int32 = 1

        mutating func bind(_ draft: MessageDraft, _ numbers: Numbers) throws {
            try statement.bind(draft.chat.rawValue, at: first)
            try statement.bind(numbers.seq, at: first + 1)
            try statement.bind(numbers.number, at: first + 2)
            try statement.bind(draft.sender.rawValue, at: first + 3)
            try lend(draft.text.rawValue, at: first + 4)
            try lend(draft.clientMessageID.rawValue, at: first + 5)
            try statement.bind(draft.createdAt.microseconds, at: first + 6)
            first += 7
        }

        private mutating func lend(_ text: String, at position: Int32) throws {
            let start = space.startIndex
            let end = space.update(fromContentsOf: text.utf8)
            try statement.bind(lent: UnsafeBufferPointer(rebasing: space.base[start..<end]), at: position)
            space = space[end...]
        }
    }

    static func text(rows: Int) -> String {
        rows == 1 ? single : texts[rows] ?? text(of: rows)
    }

    private static let single = text(of: 1)
    private static let texts = Dictionary(uniqueKeysWithValues: sizes.map { ($0, text(of: $0)) })

    private static func text(of rows: Int) -> String {
        let values = Array(repeating: "(?,?,?,?,?,?,?)", count: rows).joined(separator: ",")
        return """
            INSERT INTO messages (chat_id, seq, number, sender_id, text, client_message_id, created_at) VALUES \(values)
            """
    }
}
