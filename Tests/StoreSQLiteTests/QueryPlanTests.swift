import Domain
import Testing
import UseCases

@testable import StoreSQL
@testable import StoreSQLite

@Suite("Query plans")
struct QueryPlanTests {
    /// The statements that run for every request or message, with values that stand for any.
    private static let hot: [HotStatement] = [
        HotStatement("user", UserSQL.user(ID(1))),
        HotStatement("credentials", UserSQL.credentials(for: EmailAddress(stored: "a@example.com"))),
        HotStatement("replace hash", UserSQL.replaceHash(of: ID(1), from: PasswordHash("a"), to: PasswordHash("b"))),
        HotStatement("search", UserSQL.users(named: "person 7", limit: 20)),
        HotStatement("standing", SessionSQL.standing(of: ID(1), in: SessionID("digest"))),
        HotStatement("password", SessionSQL.passwordHash(of: ID(1))),
        HotStatement("revoke", SessionSQL.revoke(SessionID("digest"), until: .noon)),
        HotStatement("old sessions", SessionSQL.pruneRevoked(now: .noon)),
        HotStatement("used ticket", SessionSQL.use("id", until: .noon)),
        HotStatement("old tickets", SessionSQL.pruneTickets(now: .noon)),
        HotStatement("call", CallSQL.begin(.sample)),
        HotStatement("state of a call", CallSQL.state(of: .sample)),
        HotStatement("answer", CallSQL.keep(KeptAnswer(status: 200, contentType: nil, body: ""), of: .sample)),
        HotStatement("no answer", CallSQL.release(.sample)),
        HotStatement("old calls", CallSQL.prune(.sample)),
        HotStatement("chats", ChatSQL.standings(of: ID(1))),
        HotStatement("some chats", ChatSQL.standings(of: ID(1), in: [ID(1)])),
        HotStatement("place of a member", ChatSQL.place(of: ID(1), in: ID(1))),
        HotStatement("lock", ChatSQL.lock([ID(1), ID(9)])),
        HotStatement("membership", MemberSQL.membership(of: ID(1), in: ID(1))),
        HotStatement("who is present", MemberSQL.present([ID(1)], in: ID(1))),
        HotStatement("page of members", MemberSQL.members(of: ID(1), for: ID(1), after: nil, limit: 50)),
        HotStatement("everybody", MemberSQL.everybody(in: [ID(1), ID(2)])),
        HotStatement("depart", MemberSQL.depart(ID(1), from: ID(1), at: UserSeq(1))),
        HotStatement("leave", MemberSQL.leave(ID(1), by: ID(1))),
        HotStatement("locked chat", ChatSQL.locked(ID(1))),
        HotStatement("locked people", PresenceSQL.locked([ID(1), ID(2)])),
        HotStatement("advance", PresenceSQL.advance([ID(1), ID(2)])),
        HotStatement("advance one", PresenceSQL.advance(ID(1), by: 2)),
        HotStatement("ends of chats", SyncSQL.ends(ofChats: [ID(1), ID(2)])),
        HotStatement("ends of accounts", SyncSQL.ends(ofAccounts: [ID(1), ID(2)])),
        HotStatement("acquaintances", PresenceSQL.acquaintances(of: ID(1), among: [ID(1), ID(2)])),
        HotStatement("seen", PresenceSQL.noteSeen([ID(1), ID(2)], at: .noon)),
        HotStatement("count", ChatSQL.count(1, upTo: Seq(1), in: ID(1))),
        HotStatement("history", MessageSQL.history(of: ID(1), for: ID(1), offset: 900, limit: 50)),
        HotStatement("start of a move", CursorSQL.start(of: move)),
        HotStatement("tally", CursorSQL.tally(of: ID(1), in: ID(1), after: Seq(10), through: Seq(20))),
        HotStatement("flag", CursorSQL.flag(ID(77))),
        HotStatement("flag many", CursorSQL.flag(in: ID(1), after: Seq(10), through: Seq(20), by: ID(1))),
        HotStatement("end of an account", SyncSQL.end(of: ID(1))),
        HotStatement("position", SyncSQL.position(of: ID(1))),
        HotStatement("standings", SyncSQL.standings(of: ID(1))),
        HotStatement("later standings", SyncSQL.standings(of: ID(1), after: UserSeq(1), through: UserSeq(9))),
        HotStatement("departures", SyncSQL.departures(of: ID(1), after: UserSeq(1), through: UserSeq(9))),
        HotStatement("messages since", SyncSQL.messages(in: ID(1), after: Seq(90), through: Seq(95))),
        HotStatement("memberships since", SyncSQL.memberships(in: ID(1), after: Seq(90), through: Seq(95))),
        HotStatement("receipts since", SyncSQL.receipts(in: ID(1), after: ReceiptSeq(1), through: ReceiptSeq(9))),
        HotStatement("place in a chat", MessageBatch.placeText),
        HotStatement("count of a sender", MessageBatch.senderCountText),
        HotStatement("new message", MessageInsert.text(rows: 1)),
        HotStatement("stored message", MessageBatch.storedText),
    ]

    private static let move = CursorMove(chat: ID(1), user: ID(1), target: .readMessage(ID(1)))

    @Test("no hot statement reads a whole table, or sorts", arguments: hot)
    func noScan(statement: HotStatement) async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let plan = try await store.plan(of: statement)
                #expect(!plan.contains { $0.isScan }, "\(plan)")
                // A log-in sorts the two rows that it finds at most; what happened to an account's chats, or to a
                // hundred members, is looked through and brought into order.
                let maySort = ["credentials", "departures", "later standings", "receipts since"].contains(
                    statement.name
                )
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
                #expect(plan.contains { $0.isScan })
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

extension String {
    /// Whether a step of a plan reads a whole table: not a list of values that the statement was given.
    fileprivate var isScan: Bool {
        hasPrefix("SCAN") && !hasPrefix("SCAN json_each VIRTUAL TABLE INDEX 1:") && self != "SCAN CONSTANT ROW"
    }
}

extension KeyedCall {
    /// Any call.
    fileprivate static let sample = KeyedCall(
        user: ID(1),
        key: IdempotencyKey(stored: "key"),
        fingerprint: "print",
        beganAt: .noon
    )
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
