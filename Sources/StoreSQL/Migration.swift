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

    /// Describes a step.
    public init(version: Int, name: String, statements: @escaping @Sendable (Dialect) -> [String]) {
        self.version = version
        self.name = name
        self.statements = statements
    }

    /// All steps, oldest first.
    public static let all: [Migration] = [
        Migration(version: 1, name: "0001 users, chats, members, messages", statements: firstSchema),
        Migration(version: 2, name: "0002 receipts, membership changes, positions", statements: secondSchema),
    ]
}
