import GRDB
import StoreSQL
public import UseCases

extension SQLiteStore {
    /// Brings the schema up to what this server needs; safe when several processes do it at once.
    public func migrate() async throws(MigrationError) -> MigrationReport {
        try await migrate(Migration.all)
    }

    /// The names of the migrations that `migrate` would apply.
    public func pendingMigrations() async throws(MigrationError) -> [String] {
        try await readers.read { try $0.pendingMigrations(on: .sqlite).map(\.name) }
            .mapError { MigrationError($0) }.get()
    }

    /// Applies what is missing of these migrations, each in a transaction that holds the file's write lock.
    func migrate(_ migrations: [Migration]) async throws(MigrationError) -> MigrationReport {
        var applied: [String] = []
        while true {
            switch try await next(of: migrations) {
            case .applied(let name): applied.append(name)
            case .unfinished: continue
            case .upToDate: return MigrationReport(applied: applied)
            }
        }
    }

    private func next(of migrations: [Migration]) async throws(MigrationError) -> MigrationProgress {
        try await writer.write { try $0.applyNextMigration(of: migrations, on: .sqlite) }
            .mapError { MigrationError($0) }.get()
    }
}

extension MigrationError {
    /// What an operator is told about an error on the way.
    init(_ error: any Error) {
        switch error {
        case let error as MigrationError: self = error
        case let error as DatabaseError: self = .failed(error.message ?? error.resultCode.description)
        default: self = .failed(String(describing: error))
        }
    }
}
