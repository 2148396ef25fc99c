import StoreSQL
import UseCases

/// A store that the suite runs on.
///
/// Every test takes its stores from here, so that none is left out.
enum StoreKind: CaseIterable, Sendable {
    case sqlite
    case postgres

    /// All of them, for `arguments:`.
    static let all = allCases

    /// The database's dialect.
    var dialect: Dialect {
        switch self {
        case .sqlite: .sqlite
        case .postgres: .postgres
        }
    }

    /// A new, empty database that is gone afterwards.
    func withHome(_ body: (any StoreHome) async throws -> Void) async throws {
        switch self {
        case .sqlite: try await SQLiteHome.use(body)
        case .postgres: try await PostgresHome.use(.empty, body)
        }
    }

    /// A new database with its schema, and a store on it.
    func withStore(_ body: (any Store) async throws -> Void) async throws {
        switch self {
        case .sqlite: try await withHome { home in try await home.withStore(body) }
        case .postgres: try await PostgresHome.use(.migrated) { home in try await home.withStore(body) }
        }
    }
}

/// One database, which several stores can use at once or one after the other.
protocol StoreHome: Sendable {
    /// Another store on this database; whoever opens it closes it. It does not migrate.
    func open() async throws -> any Store

    /// Brings the schema to a version that is not the last.
    func migrate(to version: Int) async throws

    /// Runs a statement past the port, whatever the database holds.
    func rows<Output>(_ query: SQLQuery<Output>) async throws -> [Output]

    /// Runs statements without parameters past the port.
    func script(_ text: String) async throws

    /// The schema as the database itself describes it, in an order that does not change.
    func schema() async throws -> String
}

extension StoreHome {
    /// A store on this database, with its schema; closed afterwards.
    func withStore(_ body: (any Store) async throws -> Void) async throws {
        let store = try await open()
        do {
            _ = try await store.migrate()
            try await body(store)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }
}
