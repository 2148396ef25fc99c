import Domain
import StoreSQL
import Testing
import UseCases

@testable import StorePostgres

@Suite("Big groups on PostgreSQL")
struct BigGroupTests {
    @Test("a group of 20,000 is kept with all its members, by a few statements")
    func bigGroup() async throws {
        try await DatabaseFixture.useStore { fixture, store in
            try await fixture.script(
                """
                INSERT INTO users (email, email_key, name, password_hash, created_at)
                SELECT n || '@example.com', n || '@example.com', 'Person', 'hash', 0 FROM generate_series(1, 20000) n
                """
            )
            let members = Set((1...20_000).map { ID<User>($0) })
            let name = ChatName(stored: "everybody")
            let chat = try await store.insert(.group(name: name, members: members, creator: ID(7)), createdAt: .noon)
            #expect(try await fixture.lines("SELECT count(*) FROM members") == ["20000"])
            #expect(try await store.place(of: ID(20_000), in: chat.chat.id) != nil)
            await #expect(throws: MessengerError.unknownMember) {
                try await store.insert(
                    .group(name: name, members: members.union([ID(20_001)]), creator: ID(7)),
                    createdAt: .noon
                )
            }
            await #expect(throws: MessengerError.unknownMember) {
                try await store.insert(.group(name: name, members: [ID(1)], creator: ID(30_000)), createdAt: .noon)
            }
            #expect(try await fixture.lines("SELECT count(*) FROM members") == ["20000"])
            #expect(try await fixture.lines("SELECT name FROM chats") == ["everybody"])
        }
    }

    @Test("thousands are added at once, each with a place of their own")
    func manyMembers() async throws {
        try await DatabaseFixture.useStore { fixture, store in
            try await fixture.script(
                """
                INSERT INTO users (email, email_key, name, password_hash, created_at)
                SELECT n || '@example.com', n || '@example.com', 'Person', 'hash', 0 FROM generate_series(1, 5000) n
                """
            )
            let chat = try await store.group([ID(1)])
            let everybody = Set((1...5_000).map { ID<User>($0) })
            let events = try await store.add(everybody, to: chat, by: ID(1), at: .noon)
            #expect(events.compactMap(\.place?.number) == Array(1...4_999) + Array(repeating: 1, count: 4_999))
            #expect(try await store.place(of: ID(5_000), in: chat)?.seq == Seq(4_999))
            #expect(try await fixture.lines("SELECT count(*) FROM members WHERE read_seq = user_id - 1") == ["5000"])
        }
    }

    @Test("a batch folds nothing but equal bytes: twins by Unicode's rules are two messages")
    func canonicalTwins() async throws {
        try await DatabaseFixture.useStore { _, store in
            let person = try await store.people(1)[0]
            let chat = try await store.group([person])
            let outcomes = try await store.commit([
                .line("x", id: "\u{E9}", in: chat, by: person), .line("x", id: "e\u{301}", in: chat, by: person),
            ])
            #expect(outcomes.compactMap(\.committed).map(\.seq.rawValue) == [1, 2])
        }
    }
}
