import Foundation
import StoreSQL
import Testing

@testable import StorePostgres

extension DatabaseFixture {
    /// Makes the original's schema, and its rows with all their damage.
    func loadOriginal(as role: String? = nil) async throws {
        let preamble = role.map { "SET ROLE \($0);" } ?? ""
        try await load(["original-schema.sql", "original-damaged.sql"], preamble: preamble)
    }

    /// Runs files of `Fixtures`.
    func load(_ files: [String], preamble: String) async throws {
        let texts = try files.map { file in
            let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/\(file)")
            return try String(contentsOf: url, encoding: .utf8)
        }
        try await script(preamble + texts.joined())
    }

    /// Everything in the database, in words: each table and what is in it, each index, sequence and type.
    func everything() async throws -> [String] {
        let objects = try await lines(
            """
            SELECT n.nspname || '.' || c.relname || ' ' || c.relkind::text FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1
            """
        )
        let tables = objects.filter { $0.hasSuffix(" r") }.map { $0.dropLast(2) }
        var rows: [String] = []
        for table in tables {
            rows += try await lines("SELECT '\(table)' || t::text FROM \(table) t ORDER BY 1")
        }
        let sequences = try await lines("SELECT s::text FROM pg_sequences s ORDER BY 1")
        let types = try await lines("SELECT typname || typnamespace::regnamespace FROM pg_type WHERE typtype = 'e'")
        return objects + rows + sequences + types
    }

    /// The original's messages as its HTTP API showed them, chat by chat, in its order.
    func originalMessages() async throws -> [String] {
        try await lines(
            """
            SELECT concat_ws('|', chat_id, id, sender_id, text, coalesce(client_message_id, '-'),
                coalesce(is_read, false),
                to_char(coalesce(created_at, "timestamp" AT TIME ZONE 'UTC', 'epoch'), 'YYYY-MM-DD HH24:MI:SS.US'))
            FROM messages ORDER BY chat_id, "timestamp", id
            """
        )
    }

    /// The messages as they are kept now, in the same form.
    func adoptedMessages() async throws -> [String] {
        try await lines(
            """
            SELECT concat_ws('|', chat_id, id, sender_id, text, coalesce(client_message_id, '-'), is_read,
                to_char(timestamp 'epoch' + created_at / 1000000 * interval '1 second'
                    + created_at % 1000000 * interval '1 microsecond', 'YYYY-MM-DD HH24:MI:SS.US'))
            FROM messages ORDER BY chat_id, seq
            """
        )
    }
}

extension Adoption {
    /// What is applied to an original database, in order: the conversion, and the steps of the schema after the first.
    static let steps = [name] + Migration.all.dropFirst().map(\.name)
}
