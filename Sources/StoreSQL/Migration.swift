/// One step of the schema, for both databases.
///
/// Steps are only ever added at the end, and never edited once released.
public struct Migration: Sendable {
    /// Its place among the steps, counted from 1.
    public let version: Int
    /// A name for logs and reports.
    public let name: String
    /// The statements, run in this order in one transaction with the record that they were run.
    public let statements: @Sendable (Dialect) -> [String]
    /// What must be done to the rows that are there already, after the statements; in slices, each in a transaction of
    /// its own, so the statements of such a step must bear being run again.
    public let backfill: Backfill?

    /// Describes a step.
    public init(
        version: Int,
        name: String,
        backfill: Backfill? = nil,
        statements: @escaping @Sendable (Dialect) -> [String] = { _ in [] }
    ) {
        self.version = version
        self.name = name
        self.backfill = backfill
        self.statements = statements
    }

    /// All steps, oldest first.
    public static let all: [Migration] = [
        Migration(version: 1, name: "0001 users, chats, members, messages", statements: firstSchema),
        Migration(version: 2, name: "0002 receipts, membership changes, positions", statements: secondSchema),
        Migration(version: 3, name: "0003 ended sessions, tickets, named calls", statements: sessionsAndCalls),
        Migration(version: 4, name: "0004 keys of names", statements: nameKeys),
        Migration(version: 5, name: "0005 keys of the names so far", backfill: .nameKeys),
        Migration(version: 6, name: "0006 names of messages in order", statements: namesInOrder),
    ]
}
