import Domain
import Testing
import UseCases

@testable import StorePostgres
@testable import StoreSQL

@Suite("Query plans on PostgreSQL")
struct QueryPlanTests {
    /// The statements that run for every request or message, with values that stand for any.
    private static let hot: [HotStatement] = [
        HotStatement("user", UserSQL.user(ID(7))),
        HotStatement("credentials", UserSQL.credentials(for: EmailAddress(stored: "Person7@example.com"))),
        HotStatement("replace hash", UserSQL.replaceHash(of: ID(7), from: PasswordHash("a"), to: PasswordHash("b"))),
        HotStatement("search", UserSQL.users(named: "person 7", limit: 20)),
        HotStatement("standing", SessionSQL.standing(of: ID(7), in: SessionID("digest"))),
        HotStatement("password", SessionSQL.passwordHash(of: ID(7))),
        HotStatement("revoke", SessionSQL.revoke(SessionID("digest"), until: .noon)),
        HotStatement("old sessions", SessionSQL.pruneRevoked(now: .noon)),
        HotStatement("used ticket", SessionSQL.use("id", until: .noon)),
        HotStatement("old tickets", SessionSQL.pruneTickets(now: .noon)),
        HotStatement("call", CallSQL.begin(.sample)),
        HotStatement("state of a call", CallSQL.state(of: .sample)),
        HotStatement("answer", CallSQL.keep(KeptAnswer(status: 200, contentType: nil, body: ""), of: .sample)),
        HotStatement("no answer", CallSQL.release(.sample)),
        HotStatement("old calls", CallSQL.prune(.sample)),
        HotStatement("chats", ChatSQL.standings(of: ID(7))),
        HotStatement("some chats", ChatSQL.standings(of: ID(7), in: [ID(7)])),
        HotStatement("place of a member", ChatSQL.place(of: ID(7), in: ID(7))),
        HotStatement("lock", ChatSQL.lock([ID(7), ID(9)])),
        HotStatement("membership", MemberSQL.membership(of: ID(7), in: ID(7))),
        HotStatement("who is present", MemberSQL.present([ID(7)], in: ID(7))),
        HotStatement("page of members", MemberSQL.members(of: ID(7), for: ID(7), after: nil, limit: 50)),
        HotStatement("everybody", MemberSQL.everybody(in: [ID(7), ID(2)])),
        HotStatement("depart", MemberSQL.depart(ID(7), from: ID(7), at: UserSeq(1))),
        HotStatement("leave", MemberSQL.leave(ID(7), by: ID(7))),
        HotStatement("locked chat", ChatSQL.locked(ID(7))),
        HotStatement("locked people", PresenceSQL.locked([ID(7), ID(2)])),
        HotStatement("advance", PresenceSQL.advance([ID(7), ID(2)])),
        HotStatement("advance one", PresenceSQL.advance(ID(7), by: 2)),
        HotStatement("ends of chats", SyncSQL.ends(ofChats: [ID(7), ID(2)])),
        HotStatement("ends of accounts", SyncSQL.ends(ofAccounts: [ID(7), ID(2)])),
        HotStatement("acquaintances", PresenceSQL.acquaintances(of: ID(7), among: [ID(1), ID(2)])),
        HotStatement("seen", PresenceSQL.noteSeen([ID(7), ID(2)], at: .noon)),
        HotStatement("count", ChatSQL.count(1, upTo: Seq(1), in: ID(7))),
        HotStatement("history", MessageSQL.history(of: ID(7), for: ID(7), offset: 0, limit: 50)),
        HotStatement("history at depth", MessageSQL.history(of: ID(7), for: ID(7), offset: 90, limit: 10)),
        HotStatement("start of a move", CursorSQL.start(of: move)),
        HotStatement("tally", CursorSQL.tally(of: ID(7), in: ID(7), after: Seq(10), through: Seq(20))),
        HotStatement("flag", CursorSQL.flag(ID(77))),
        HotStatement("flag many", CursorSQL.flag(in: ID(7), after: Seq(10), through: Seq(20), by: ID(1))),
        HotStatement("end of an account", SyncSQL.end(of: ID(7))),
        HotStatement("position", SyncSQL.position(of: ID(7))),
        HotStatement("standings", SyncSQL.standings(of: ID(7))),
        HotStatement("later standings", SyncSQL.standings(of: ID(7), after: UserSeq(1), through: UserSeq(9))),
        HotStatement("departures", SyncSQL.departures(of: ID(7), after: UserSeq(1), through: UserSeq(9))),
        HotStatement("messages since", SyncSQL.messages(in: ID(7), after: Seq(90), through: Seq(95))),
        HotStatement("memberships since", SyncSQL.memberships(in: ID(7), after: Seq(90), through: Seq(95))),
        HotStatement("receipts since", SyncSQL.receipts(in: ID(7), after: ReceiptSeq(1), through: ReceiptSeq(9))),
        HotStatement("lock of a batch", batch(512).hopefulCalls[0]),
        HotStatement("batch of one", batch(1).hopefulCalls[1]),
        HotStatement("batch", batch(512).hopefulCalls[1]),
        HotStatement("batch with repeats", batch(512).carefulCalls[1]),
    ]

    private static let move = CursorMove(chat: ID(7), user: ID(7), target: .readMessage(ID(77)))

    private static func batch(_ count: Int) -> MessageBatch {
        MessageBatch(
            (1...count).map { number in
                let chat = Int64(number % 200 + 1)
                return .line("text", id: "cid \(number % 400)", in: ID(chat), by: ID(chat))
            }
        )
    }

    @Test(
        "no hot statement reads a whole table, planned for its values or for any",
        arguments: ["force_custom_plan", "force_generic_plan"]
    )
    func noScan(mode: String) async throws {
        try await DatabaseFixture.useStore { fixture, _ in
            try await fixture.fill()
            for statement in Self.hot {
                let plan = try await fixture.plan(of: statement, mode)
                #expect(!plan.contains { $0.isScan }, "\(statement.name): \(plan)")
                #expect(plan.contains { $0.contains("Index") }, "\(statement.name): \(plan)")
            }
        }
    }

    @Test("a new database, of which the planner knows nothing yet, is not scanned either")
    func newDatabase() async throws {
        try await DatabaseFixture.useStore { fixture, _ in
            // A list of chats joins many rows, and what is removed in passing is many: as long as the table is small it
            // is rightly read as a whole.
            let lists = ["chats", "position", "standings"]
            for statement in Self.hot where !lists.contains(statement.name) && !statement.name.hasPrefix("old ") {
                let plan = try await fixture.plan(of: statement, "force_generic_plan")
                #expect(!plan.contains { $0.isScan }, "\(statement.name): \(plan)")
            }
        }
    }

    @Test("a page of history is found by chat and place and not sorted, whatever its depth")
    func history() async throws {
        try await DatabaseFixture.useStore { fixture, _ in
            try await fixture.fill()
            for statement in Self.hot where statement.name.hasPrefix("history") {
                let plan = try await fixture.plan(of: statement, "force_generic_plan")
                #expect(plan.contains { $0.contains("messages_chat_id_seq_key") }, "\(plan)")
                #expect(plan.contains { $0.contains("Index Cond: ((chat_id = $1) AND (seq > $3))") }, "\(plan)")
            }
        }
    }

    @Test("the test would notice a scan")
    func canFail() async throws {
        try await DatabaseFixture.useStore { fixture, _ in
            try await fixture.fill()
            let bad = HotStatement("bad", "SELECT id FROM messages WHERE sender_id = $1", [.int8(7)])
            let plan = try await fixture.plan(of: bad, "force_generic_plan")
            #expect(plan.contains { $0.isScan })
        }
    }
}

extension String {
    /// Whether a step of a plan reads a whole table: not the one that has one row.
    fileprivate var isScan: Bool {
        contains("Seq Scan") && !contains("Seq Scan on store_identity")
    }
}

extension KeyedCall {
    /// Any call.
    fileprivate static let sample = KeyedCall(
        user: ID(7),
        key: IdempotencyKey(stored: "key"),
        fingerprint: "print",
        beganAt: .noon
    )
}

/// A statement with a name, for a table of tests.
private struct HotStatement: Sendable {
    let name: String
    let text: String
    let values: [PostgresValue]

    init(_ name: String, _ text: String, _ values: [PostgresValue]) {
        self.name = name
        self.text = text
        self.values = values
    }

    init(_ name: String, _ call: PostgresCall) {
        self.init(name, call.statement.sql, call.values)
    }

    init<Output>(_ name: String, _ query: SQLQuery<Output>) {
        self.init(name, query.statement.postgres, query.values.map(PostgresValue.init))
    }

    init(_ name: String, _ command: SQLCommand) {
        self.init(name, command.statement.postgres, command.values.map(PostgresValue.init))
    }
}

extension DatabaseFixture {
    /// 2000 accounts, 5000 chats of ten, a hundred messages in each of the first 200.
    fileprivate func fill() async throws {
        try await script(
            """
            INSERT INTO users (email, email_key, name, password_hash, created_at, name_key)
                SELECT 'Person' || n || '@example.com', 'person' || n || '@example.com', 'Person', 'hash', 0, 'person ' || n
                FROM generate_series(1, 2000) n;
            INSERT INTO revoked_tokens (digest, expires_at) SELECT 'digest' || n, n FROM generate_series(1, 50000) n;
            INSERT INTO used_tickets (id, expires_at) SELECT 'ticket' || n, n FROM generate_series(1, 50000) n;
            INSERT INTO keyed_calls (user_id, call_key, fingerprint, began_at)
                SELECT n % 2000 + 1, 'key' || n, 'print', n FROM generate_series(1, 50000) n;
            INSERT INTO chats (name, chat_type, creator_id, created_at, last_seq, message_count)
                SELECT 'chat', 'group', 1, 0, 100, 100 FROM generate_series(1, 5000) n;
            INSERT INTO members (chat_id, user_id, joined_at, read_seq, read_number, read_sent, sent_count,
                    delivered_seq, user_seq, added_seq)
                SELECT c, (c - 1 + p * 37) % 2000 + 1, 0, 0, 0, 0, 0, 0, 1, 1 FROM generate_series(1, 5000) c, generate_series(0, 9) p;
            INSERT INTO messages (chat_id, seq, number, sender_id, text, client_message_id, created_at)
                SELECT c, n, n, c, repeat('text ', 20), 'cid ' || n, 0
                FROM generate_series(1, 100) n, generate_series(1, 200) c;
            INSERT INTO departures (user_id, chat_id, user_seq)
                SELECT n % 1000 + 1, n, n FROM generate_series(1, 5000) n;
            INSERT INTO chat_changes (chat_id, seq, kind, user_id, actor_id, created_at)
                SELECT c, n, 'member_joined', n, c, 0 FROM generate_series(90, 100) n, generate_series(1, 200) c;
            ANALYZE
            """
        )
    }

    /// The plan of a prepared statement, line by line.
    fileprivate func plan(of statement: HotStatement, _ mode: String) async throws -> [String] {
        let types = statement.values.map(\.typeName).joined(separator: ", ")
        let values = statement.values.map(\.literal).joined(separator: ", ")
        return try await pool { pool in
            try await pool.perform { session in
                try session.script("SET plan_cache_mode = \(mode); PREPARE hot (\(types)) AS \(statement.text)")
                let explain = PostgresStatement(unprepared: "EXPLAIN EXECUTE hot (\(values))")
                return try session.rows(explain) { try $0.text(Int32(0)) }
            }
        }
    }
}

extension PostgresValue {
    fileprivate var typeName: String {
        switch self {
        case .int8: "int8"
        case .bool: "bool"
        case .text: "text"
        case .bytes: "bytea"
        case .double: "float8"
        case .timestamp: "timestamptz"
        case .int8Array, .optionalInt8Array: "int8[]"
        case .textArray, .optionalTextArray: "text[]"
        case .boolArray: "bool[]"
        }
    }

    /// The value in SQL, for those that the hot statements have.
    fileprivate var literal: String {
        switch self {
        case .int8(let number): number.map(String.init) ?? "NULL"
        case .text(let text): text.map { "'\($0)'" } ?? "NULL"
        case .int8Array(let numbers): "'{\(numbers.map(String.init).joined(separator: ","))}'"
        case .textArray(let texts): "'{\(texts.map { "\"\($0)\"" }.joined(separator: ","))}'"
        default: "NULL"
        }
    }
}
