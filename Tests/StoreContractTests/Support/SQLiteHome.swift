import Foundation
import Logging
import StoreSQL
import UseCases

@testable import StoreSQLite

/// A SQLite file in a folder of its own.
struct SQLiteHome: StoreHome {
    let folder: URL

    static func use(_ body: (any StoreHome) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(SQLiteHome(folder: folder))
    }

    func open() async throws -> any Store {
        try store()
    }

    func migrate(to version: Int) async throws {
        let store = try store()
        _ = try await store.migrate(Array(Migration.all.prefix(version)))
        await store.close()
    }

    func rows<Output>(_ query: SQLQuery<Output>) async throws -> [Output] {
        try file.withConnection(readonly: false) { try $0.rows(query) }
    }

    func script(_ text: String) async throws {
        try file.withConnection(readonly: false) { try $0.script(text) }
    }

    func schema() async throws -> String {
        let statement = SharedStatement("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name")
        return try await rows(SQLQuery<String>(statement)).map { $0 + ";\n" }.joined(separator: "\n")
    }

    private var file: SQLiteFile {
        SQLiteFile(path: folder.appending(path: "messenger.sqlite").path, options: SQLiteOptions())
    }

    private func store() throws -> SQLiteStore {
        try SQLiteStore(path: file.path, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}
