import Domain
import StoreSQL
public import UseCases

extension PostgresStore {
    /// Brings the schema up to what this server needs, or adopts the database of the original server first; safe when
    /// several nodes do it at once.
    public func migrate() async throws(MigrationError) -> MigrationReport {
        try await migrate(Migration.all)
    }

    /// The names of the migrations that `migrate` would apply.
    public func pendingMigrations() async throws(MigrationError) -> [String] {
        try await explaining {
            try await pool.perform(.read) { session in
                guard try !session.isOriginalDatabase() else { return [Adoption.name] + Migration.later.map(\.name) }
                return try session.pendingMigrations(on: .postgres).map(\.name)
            }
        }
    }

    /// Applies what is missing of these migrations, each in a transaction of its own that holds the nodes' lock.
    func migrate(_ migrations: [Migration]) async throws(MigrationError) -> MigrationReport {
        var applied: [String] = []
        var remarks: [String] = []
        while true {
            let step = try await next(of: migrations)
            remarks += step.remarks
            switch step.progress {
            case .applied(let name): applied.append(name)
            case .unfinished: continue
            case .upToDate: return MigrationReport(applied: applied, remarks: remarks)
            }
        }
    }

    private func next(of migrations: [Migration]) async throws(MigrationError) -> MigrationStep {
        try await explaining {
            try await pool.perform { [patience] session in
                // A big database takes its time, and so does the node that is ahead of us.
                try session.withTimeout(nil) { session in
                    try session.transaction { session in
                        try session.applyNextStep(of: migrations, patience: patience)
                    }
                }
            }
        }
    }

    private func explaining<Value>(_ body: () async throws -> Value) async throws(MigrationError) -> Value {
        do {
            return try await body()
        } catch let error as MigrationError {
            throw error
        } catch {
            throw .failed(String(describing: error))
        }
    }
}

/// What was done, and what an operator is told of it.
private struct MigrationStep: Sendable {
    let progress: MigrationProgress
    var remarks: [String] = []
}

extension PostgresSession {
    /// Applies the next missing step, or a slice of it, under a lock that other nodes wait for.
    fileprivate func applyNextStep(of migrations: [Migration], patience: Duration) throws -> MigrationStep {
        _ = try row(Self.lock) { try $0.int64(Int32(0)) }
        if try isOriginalDatabase() {
            let remarks = try adoptOriginalDatabase(patience: patience)
            return MigrationStep(progress: .applied(Adoption.name), remarks: remarks)
        }
        return MigrationStep(progress: try applyNextMigration(of: migrations, on: .postgres))
    }

    /// The number is ours alone: the first eight letters of the product's name.
    private static let lock = PostgresStatement(
        "SELECT 1::int8 FROM (SELECT pg_advisory_xact_lock(x'6d657373656e6765'::int8)) AS held"
    )
}

extension Migration {
    /// The migrations after the first schema, which an adopted database still needs.
    fileprivate static var later: [Migration] { Array(all.dropFirst()) }
}
