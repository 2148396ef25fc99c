import Domain
import Testing
import UseCases

@testable import StorePostgres

@Suite("Adopting random databases", .serialized)
struct AdoptionPropertyTests {
    @Test("whatever the original held, nothing is lost and every rule of ours holds", arguments: 1...8)
    func nothingIsLost(seed: Int) async throws {
        try await DatabaseFixture.use { fixture in
            try await fixture.loadRandomOriginal(seed: seed)
            let before = try await fixture.original()
            #expect(before.messages.count == 600)
            try await fixture.store { store async throws in
                #expect(try await store.migrate().applied == Adoption.steps)
                #expect(try await fixture.adopted() == before)
                try await expectUnread(store, fixture)
                try await expectLogIns(store, fixture)
                try await expectLife(store)
            }
        }
    }

    /// What is unread is what others wrote after the cursor, also where strangers wrote.
    private func expectUnread(_ store: PostgresStore, _ fixture: DatabaseFixture) async throws {
        let unread = try await fixture.lines(
            """
            SELECT m.chat_id || ' ' || m.user_id || ' ' || (SELECT count(*) FROM messages x
                WHERE x.chat_id = m.chat_id AND x.sender_id <> m.user_id AND x.seq > m.read_seq)
            FROM members m ORDER BY m.user_id, m.chat_id
            """
        )
        var found: [String] = []
        for user in try await fixture.lines("SELECT id FROM users ORDER BY id").compactMap({ Int64($0) }) {
            let snapshot = try await store.snapshot(for: ID(user))
            found += snapshot.chats.map { "\($0.chat.id) \(user) \($0.read.unread)" }
            #expect(snapshot.position.account == UserSeq(Int64(snapshot.chats.count)))
            #expect(snapshot.chats.allSatisfy { $0.members?.count == Int($0.memberCount) })
        }
        #expect(found == unread)
    }

    private func expectLogIns(_ store: PostgresStore, _ fixture: DatabaseFixture) async throws {
        for line in try await fixture.lines("SELECT id || ' ' || email FROM original_server.users WHERE email <> ''") {
            let parts = line.split(separator: " ")
            let found = try await store.credentials(for: try EmailAddress(parsing: String(parts[1])))
            #expect(found?.user.id.description == String(parts[0]))
        }
    }

    /// New accounts, chats and messages get numbers that nothing had before.
    private func expectLife(_ store: PostgresStore) async throws {
        let person = try #require(try await store.people(1).first)
        #expect(person == ID(101))
        let chat = try await store.group([person])
        #expect(chat == ID(201))
        let sent = try await store.commit([.line("x", id: "x", in: chat, by: person)])
        #expect(sent.compactMap(\.committed).map(\.id) == [ID(2001)])
    }
}

/// What must be the same before and after.
private struct Essence: Equatable {
    let users: [String]
    let chats: [String]
    let members: [String]
    let messages: [String]
    let totals: [String]
    /// Pairs that have a private chat.
    let pairs: [String]
}

extension DatabaseFixture {
    fileprivate func loadRandomOriginal(seed: Int) async throws {
        try await load(["original-schema.sql", "original-random.sql"], preamble: "SELECT setseed(0.\(seed));")
    }

    fileprivate func original() async throws -> Essence {
        let members = """
            SELECT chat_id, user_id FROM chat_users
            UNION SELECT g.chat_id, m.user_id FROM group_members m JOIN groups g ON g.id = m.group_id
            """
        return Essence(
            users: try await lines(
                """
                SELECT concat_ws('|', id, coalesce(name, 'user ' || id),
                    coalesce(email, 'user-' || id || '@adopted.invalid'), coalesce(password, '!')) FROM users ORDER BY id
                """
            ),
            chats: try await lines(
                """
                SELECT concat_ws('|', c.id, coalesce(c.name, g.name, 'Чат ' || c.id), g.creator_id)
                FROM chats c LEFT JOIN groups g ON g.chat_id = c.id ORDER BY c.id
                """
            ),
            members: try await lines("SELECT chat_id || ' ' || user_id FROM (\(members)) m ORDER BY chat_id, user_id"),
            messages: try await originalMessages(),
            totals: try await lines(
                "SELECT c.id || ': ' || count(m.id) FROM chats c LEFT JOIN messages m ON m.chat_id = c.id GROUP BY c.id ORDER BY c.id"
            ),
            pairs: try await lines(
                """
                SELECT DISTINCT pair FROM (
                    SELECT min(m.user_id) || '+' || max(m.user_id) AS pair
                    FROM chats c JOIN (\(members)) m ON m.chat_id = c.id
                    WHERE c.chat_type = 'private'
                        OR (c.chat_type IS NULL AND NOT EXISTS (SELECT FROM groups g WHERE g.chat_id = c.id))
                    GROUP BY c.id HAVING count(*) = 2
                ) p ORDER BY pair
                """
            )
        )
    }

    fileprivate func adopted() async throws -> Essence {
        Essence(
            users: try await lines("SELECT concat_ws('|', id, name, email, password_hash) FROM users ORDER BY id"),
            chats: try await lines("SELECT concat_ws('|', id, name, creator_id) FROM chats ORDER BY id"),
            members: try await lines("SELECT chat_id || ' ' || user_id FROM members ORDER BY chat_id, user_id"),
            messages: try await adoptedMessages(),
            totals: try await lines(
                "SELECT id || ': ' || message_count FROM chats WHERE last_seq = message_count ORDER BY id"
            ),
            pairs: try await lines(
                """
                SELECT c.first_user || '+' || c.second_user AS pair FROM chats c WHERE c.chat_type = 'private'
                    AND ARRAY[c.first_user, c.second_user]
                        = ARRAY(SELECT user_id FROM members m WHERE m.chat_id = c.id ORDER BY user_id)
                ORDER BY pair
                """
            )
        )
    }
}
