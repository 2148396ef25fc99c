import Domain
import StoreSQL
import Testing
import UseCases

@Suite("Upgrades of a database with data")
struct UpgradeTests {
    /// Three people; a talk in which the first wrote 1, 2, 4 and the second 3 and 5, and has read up to 4; a group of
    /// all that nobody has read, with a message of somebody who is not in it; and a group of one.
    private static let first = """
        INSERT INTO users (email, email_key, name, password_hash, created_at) VALUES
            ('a@example.com', 'a@example.com', 'A', 'hash', 1), ('b@example.com', 'b@example.com', 'B', 'hash', 2),
            ('c@example.com', 'c@example.com', 'C', 'hash', 3), ('d@example.com', 'd@example.com', 'D', 'hash', 4);
        INSERT INTO chats (name, chat_type, first_user, second_user, creator_id, created_at, last_seq, message_count)
            VALUES ('talk', 'private', 1, 2, 1, 5, 5, 5), ('group', 'group', NULL, NULL, 2, 6, 3, 3),
            ('alone', 'group', NULL, NULL, 3, 7, 0, 0);
        INSERT INTO members (chat_id, user_id, joined_at, read_seq) VALUES
            (1, 1, 5, 0), (1, 2, 5, 4), (2, 1, 6, 1), (2, 2, 6, 3), (2, 3, 6, 0), (3, 3, 7, 0);
        INSERT INTO messages (chat_id, seq, number, sender_id, text, client_message_id, created_at) VALUES
            (1, 1, 1, 1, 'one', 'a', 10), (1, 2, 2, 1, 'two', 'b', 11), (1, 3, 3, 2, 'three', 'c', 12),
            (1, 4, 4, 1, 'four', NULL, 13), (1, 5, 5, 2, 'five', NULL, 14), (2, 1, 1, 4, 'stranger', NULL, 15),
            (2, 2, 2, 3, 'x', NULL, 16), (2, 3, 3, 1, 'y', NULL, 17)
        """

    private func withUpgraded(
        _ kind: StoreKind,
        _ body: (any StoreHome, any Store) async throws -> Void
    ) async throws {
        try await kind.withHome { home in
            try await home.migrate(to: 1)
            try await home.script(Self.first)
            try await home.withStore { store in try await body(home, store) }
        }
    }

    @Test("everybody has what they had, and what is unread is counted", arguments: StoreKind.all)
    func states(kind: StoreKind) async throws {
        try await withUpgraded(kind) { _, store in
            for (person, chats, unread, account) in [
                (1, [1, 2], [2, 1], 2), (2, [1, 2], [0, 0], 2), (3, [2, 3], [2, 0], 2), (4, [], [], 0),
            ] as [(Int64, [Int64], [Int64], Int64)] {
                let snapshot = try await store.snapshot(for: ID(person))
                #expect(snapshot.chats.map(\.chat.id.rawValue) == chats)
                #expect(snapshot.chats.map(\.read.unread) == unread)
                #expect(snapshot.position.account == UserSeq(account))
                for state in snapshot.chats {
                    let messages = try await store.everything(in: state.chat.id, as: ID(person))
                    #expect(state.lastMessage == messages.last)
                    #expect(state.members?.allSatisfy { $0.delivered == $0.read } == true)
                    #expect(state.members?.count == Int(state.memberCount))
                }
            }
            let talk = try #require(try await store.snapshot(for: ID(1)).chats.first)
            #expect(talk.members?.map(\.read.rawValue) == [0, 4])
        }
    }

    @Test("life goes on: people write, read, come and go", arguments: StoreKind.all)
    func goesOn(kind: StoreKind) async throws {
        try await withUpgraded(kind) { _, store in
            let (talk, group) = (ID<Chat>(1), ID<Chat>(2))
            // A name that was used before is known.
            let first = try #require(try await store.everything(in: talk, as: ID(1)).first)
            #expect(try await store.commit([.line("one", id: "a", in: talk, by: ID(1))]) == [.repeated(first)])
            #expect(try await store.send("six", id: "f", in: talk, by: ID(1)).seq == Seq(6))
            #expect(try await store.chats(of: ID(2)).first?.read.unread == 1)
            #expect(try await store.move(ID(1), in: talk, .read(Seq(4))).state.unread == 1)
            #expect(try await store.move(ID(2), in: talk, .read(Seq(9))).events.last?.place?.number == 3)
            // Somebody who wrote as a stranger comes: the own message is known as such.
            let events = try await store.add([ID(4)], to: group, by: ID(3), at: .noon)
            #expect(events.compactMap(\.place?.number) == [4, 1])
            _ = try await store.send("mine", id: "a", in: group, by: ID(4))
            #expect(try await store.chats(of: ID(4)).first?.read.unread == 0)
            #expect(try await store.remove(ID(3), from: group, by: ID(2), at: .noon).last?.place?.number == 3)
        }
    }

    @Test("the numbers of accounts are dense, in the order of their chats", arguments: StoreKind.all)
    func numbers(kind: StoreKind) async throws {
        try await withUpgraded(kind) { home, store in
            for person in [1, 2, 3] as [Int64] {
                let lane = Lane.account(ID(person))
                let events = try await store.events(in: lane, after: 0, through: .max, limit: 9)
                let states = try await store.snapshot(for: ID(person)).chats
                #expect(events.map(\.place?.number) == [1, 2])
                #expect(events.map(\.account) == states.map { .chatAdded($0) })
            }
            let peaks = SQLQuery<Int64>(SharedStatement("SELECT peak_member_count FROM chats ORDER BY id"))
            #expect(try await home.rows(peaks) == [2, 3, 1])
        }
    }

    @Test("the number of a message that is gone is not given out again", arguments: StoreKind.all)
    func numberOfMessages(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.migrate(to: 1)
            try await home.script(Self.first)
            try await home.script("DELETE FROM messages WHERE id = 8")
            try await home.withStore { store in
                let next = try await store.send("next", id: "n", in: ID(1), by: ID(1))
                #expect(next.id == ID(9))
            }
        }
    }

    @Test("an empty database of the first version becomes one of the last", arguments: StoreKind.all)
    func empty(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.migrate(to: 1)
            try await home.withStore { store in
                #expect(try await store.position(of: ID(1)).epoch.rawValue.count == 16)
                let person = try await store.people(1)[0]
                #expect(try await store.group([person]) == ID(1))
            }
        }
    }

    @Test(
        "the schema forbids cursors that cannot be",
        arguments: StoreKind.all,
        [
            "delivered_seq = 3", "read_number = 5", "read_sent = 5", "read_seq = -1", "sent_count = 0",
            "receipt_seq = -1", "added_seq = 0", "user_seq = 0", "added_seq = 9",
        ]
    )
    func checks(kind: StoreKind, change: String) async throws {
        try await withUpgraded(kind) { home, _ in
            await #expect(throws: (any Error).self) {
                try await home.script("UPDATE members SET \(change) WHERE chat_id = 1 AND user_id = 2")
            }
        }
    }

    @Test(
        "the schema forbids counters, changes and marks that cannot be",
        arguments: StoreKind.all,
        [
            "UPDATE chats SET peak_member_count = 1", "UPDATE chats SET member_count = -1",
            "UPDATE chats SET receipt_seq = -1", "UPDATE users SET user_seq = -1",
            "INSERT INTO chat_changes VALUES (1, 6, 'renamed', 1, 1, 0)",
            "INSERT INTO chat_changes VALUES (1, 0, 'member_left', 1, 1, 0)",
            "INSERT INTO departures VALUES (1, 1, 0)", "INSERT INTO departures VALUES (1, 99, 1)",
            "INSERT INTO store_identity VALUES (2, '0123456789abcdef')", "UPDATE store_identity SET epoch = 'short'",
        ]
    )
    func otherChecks(kind: StoreKind, statement: String) async throws {
        try await withUpgraded(kind) { home, _ in
            await #expect(throws: (any Error).self) { try await home.script(statement) }
        }
    }
}
