import Domain
import Testing
import UseCases

@testable import StorePostgres

@Suite("Several nodes on one PostgreSQL database")
struct SeveralNodesTests {
    /// Two stores on one database, with people and chats that everybody belongs to.
    private func withTwo(
        chats count: Int,
        _ body: ([PostgresStore], [ID<User>], [ID<Chat>]) async throws -> Void
    ) async throws {
        try await DatabaseFixture.useStore { fixture, first in
            let people = try await first.people(4)
            var chats: [ID<Chat>] = []
            for _ in 0..<count { chats.append(try await first.group(people)) }
            try await fixture.store { second async throws in try await body([first, second], people, chats) }
        }
    }

    @Test("batches over the same chats in opposite orders leave one dense order, and nobody waits in a circle")
    func denseOrder() async throws {
        try await withTwo(chats: 8) { stores, people, chats in
            let committed = try await withThrowingTaskGroup(of: [Message].self) { group in
                for batch in 0..<80 {
                    let order = batch.isMultiple(of: 2) ? chats : chats.reversed()
                    let drafts = order.map { chat in
                        MessageDraft.line("\(batch)", id: "\(batch)", in: chat, by: people[batch % 4])
                    }
                    group.addTask { try await stores[batch % 2].commit(drafts).compactMap(\.committed) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(committed.count == 640)
            for chat in chats {
                let stored = try await stores[1].messages(in: chat, as: people[0])
                #expect(stored.map(\.seq.rawValue) == Array(1...80))
                #expect(stored.map(\.id) == stored.map(\.id).sorted())
                #expect(Set(stored) == Set(committed.filter { $0.chat == chat }))
            }
        }
    }

    @Test("a message sent through both nodes at once is stored once, and both are told of the same one")
    func twins() async throws {
        try await withTwo(chats: 2) { stores, people, chats in
            for round in 0..<25 {
                let drafts = chats.map { MessageDraft.line("text", id: "\(round)", in: $0, by: people[round % 4]) }
                async let one = stores[0].commit(drafts)
                async let other = stores[1].commit(drafts.reversed())
                let (first, second) = (try await one, try await other)
                let messages = first.compactMap(\.stored)
                #expect(messages.count == 2)
                #expect(messages == second.reversed().compactMap(\.stored))
                #expect((first + second).compactMap(\.committed).count == 2)
            }
            for chat in chats {
                let seqs = try await stores[0].messages(in: chat, as: people[0]).map(\.seq.rawValue)
                #expect(seqs == Array(1...25))
            }
        }
    }

    @Test("of two texts under one client message id, sent through two nodes at once, one is kept")
    func conflicts() async throws {
        try await withTwo(chats: 1) { stores, people, chats in
            for round in 0..<25 {
                async let one = stores[0].commit([.line("one", id: "\(round)", in: chats[0], by: people[0])])
                async let other = stores[1].commit([.line("other", id: "\(round)", in: chats[0], by: people[0])])
                let outcomes = try await one + other
                #expect(outcomes.compactMap(\.committed).count == 1)
                #expect(outcomes.count { $0 == .refused(.clientMessageIDReused) } == 1)
            }
            #expect(try await stores[0].messages(in: chats[0], as: people[0]).count == 25)
        }
    }

    @Test("a private chat that two nodes make at once is made once")
    func privateChats() async throws {
        try await withTwo(chats: 0) { stores, people, _ in
            for (one, other) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
                let pair = try #require(UserPair(people[one], people[other]))
                let made = await withTaskGroup(of: Chat?.self) { group in
                    for (store, creator) in zip(stores, [people[one], people[other]]) {
                        let chat = NewChat.private(name: ChatName(stored: "talk"), pair: pair, creator: creator)
                        group.addTask { try? await store.insert(chat, createdAt: .noon).chat }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(made.compactMap(\.self).count == 1)
            }
            #expect(try await stores[1].chats(of: people[3]).count == 3)
        }
    }

    @Test("batches see what others committed, whatever isolation the database prefers")
    func isolation() async throws {
        try await DatabaseFixture.useStore { fixture, first in
            try await fixture.script(
                """
                DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = ''repeatable read''',
                    current_database()); END $$
                """
            )
            let person = try await first.people(1)[0]
            let chat = try await first.group([person])
            try await fixture.store { second async throws in
                try await fixture.store { third async throws in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<60 {
                            let store = number.isMultiple(of: 2) ? second : third
                            group.addTask {
                                _ = try await store.commit([.line("x", id: "\(number)", in: chat, by: person)])
                            }
                        }
                        try await group.waitForAll()
                    }
                }
            }
            #expect(try await first.messages(in: chat, as: person).map(\.seq.rawValue) == Array(1...60))
        }
    }
}
