/// Everything that is kept, behind one door: what an adapter to a database provides.
public protocol Store: UserStore, ChatStore, MemberStore, MessageStore, ReceiptStore, SyncStore, SessionStore,
    CallStore,
    DemoDataStore
{
    /// Brings the schema up to what this server needs; safe when several nodes do it at once.
    ///
    /// - Throws: `MigrationError`.
    func migrate() async throws(MigrationError) -> MigrationReport

    /// What `migrate` would do, without doing it.
    ///
    /// - Throws: `MigrationError.newerSchema` and `.failed`.
    func pendingMigrations() async throws(MigrationError) -> [String]

    /// Finishes what is under way and lets go of the database. Nothing may be called afterwards.
    func close() async
}

/// What a migration did.
public struct MigrationReport: Hashable, Sendable {
    /// The names of the migrations that were applied, in order; empty when the schema was up to date.
    public let applied: [String]
    /// What was repaired or found odd on the way, one readable sentence each.
    public let remarks: [String]

    /// Puts together what a migration did.
    public init(applied: [String], remarks: [String] = []) {
        self.applied = applied
        self.remarks = remarks
    }
}

/// Why a database could not be brought up to date.
public enum MigrationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A newer server has migrated this database: `found` is a version that this one (up to `known`) does not know.
    case newerSchema(found: Int, known: Int)
    /// The database holds tables that are neither ours nor the original server's.
    case foreignSchema(String)
    /// A migration failed and was undone; the text says where and why, for an operator.
    case failed(String)

    /// One sentence for an operator.
    public var description: String {
        switch self {
        case .newerSchema(let found, let known):
            "The database has schema version \(found), and this server knows versions up to \(known). "
                + "Start the newer server, or restore a backup made before the upgrade."
        case .foreignSchema(let reason):
            "The database is not one of this server's: \(reason)"
        case .failed(let reason):
            "The migration failed, and nothing was changed: \(reason)"
        }
    }
}
