import Domain
import StoreSQL
import Testing
import UseCases

@testable import StoreSQLite

@Suite("Query plans")
struct QueryPlanTests {
    /// The statements that run for every request or message, with values that stand for any.
    private static let hot: [HotStatement] = [
        HotStatement("user", UserSQL.user(ID(1))),
        HotStatement("credentials", UserSQL.credentials(for: EmailAddress(stored: "a@example.com"))),
        HotStatement("replace hash", UserSQL.replaceHash(of: ID(1), from: PasswordHash("a"), to: PasswordHash("b"))),
        HotStatement("chats", ChatSQL.chats(of: ID(1))),
        HotStatement("membership", ChatSQL.membership(of: ID(1), in: ID(1))),
        HotStatement("join", ChatSQL.join(ID(1), by: ID(1), at: .noon)),
        HotStatement("count", ChatSQL.count(1, upTo: Seq(1), in: ID(1))),
        HotStatement("history", MessageSQL.history(of: ID(1), for: ID(1), offset: 900, limit: 50)),
        HotStatement("read target", MessageSQL.readTarget(ID(1), in: ID(1), by: ID(1))),
        HotStatement("cursor", MessageSQL.advanceCursor(of: ID(1), in: ID(1), to: Seq(1))),
        HotStatement("flag", MessageSQL.flagRead(ID(1))),
        HotStatement("place in a chat", MessageBatch.placeText),
        HotStatement("new message", MessageBatch.insertText),
        HotStatement("stored message", MessageBatch.storedText),
    ]

    @Test("no hot statement reads a whole table, or sorts", arguments: hot)
    func noScan(statement: HotStatement) async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let plan = try await store.plan(of: statement)
                #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
                // A log-in sorts the two rows that it finds at most.
                let maySort = statement.name == "credentials"
                #expect(maySort || !plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
            }
        }
    }

    @Test("the test would notice a scan and a sort")
    func canFail() async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let plan = try await store.plan(
                    of: HotStatement("bad", "SELECT id FROM messages WHERE sender_id = 1 ORDER BY created_at")
                )
                #expect(plan.contains { $0.hasPrefix("SCAN") })
                #expect(plan.contains { $0.contains("TEMP B-TREE") })
            }
        }
    }

    @Test("a page of history is found by chat and place, whatever its depth")
    func historyPlan() async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let statement = try #require(Self.hot.first { $0.name == "history" })
                let plan = try await store.plan(of: statement)
                #expect(plan.contains { $0.contains("chat_id=? AND seq>?") }, "\(plan)")
            }
        }
    }
}

/// A statement with a name, for a table of tests.
struct HotStatement: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let values: [SQLValue]

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
        values = []
    }

    init<Output>(_ name: String, _ query: SQLQuery<Output>) {
        self.name = name
        text = query.statement.sqlite
        values = query.values
    }

    init(_ name: String, _ command: SQLCommand) {
        self.name = name
        text = command.statement.sqlite
        values = command.values
    }

    var testDescription: String { name }
}

/// One step of a plan, as SQLite words it.
private struct PlanStep: RowDecodable {
    let detail: String

    init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        detail = try row.text(3)
    }
}

extension SQLiteStore {
    fileprivate func plan(of statement: HotStatement) async throws -> [String] {
        let explain = SQLQuery<PlanStep>(SharedStatement("EXPLAIN QUERY PLAN " + statement.text), statement.values)
        return try await read { try $0.rows(explain) }.map(\.detail)
    }
}
