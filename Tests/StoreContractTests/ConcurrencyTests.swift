import Domain
import Testing
import UseCases

@Suite("Many at once")
struct ConcurrencyTests {
    @Test("hundreds of commits over many chats leave no gap and lose nothing", arguments: StoreKind.all)
    func denseUnderConcurrency(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(6)
            var chats: [ID<Chat>] = []
            for number in 0..<20 {
                chats.append(try await store.group([people[number % 6], people[(number + 1) % 6]]))
            }
            let committed = try await commitAtOnce(400, into: chats, of: people, store: store)
            #expect(committed.count == 1200)
            #expect(Set(committed.map(\.id)).count == 1200)
            for (number, chat) in chats.enumerated() {
                let stored = try await store.everything(in: chat, as: people[number % 6])
                #expect(stored.map(\.seq.rawValue) == Array(1...Int64(stored.count)))
                #expect(stored.map(\.id) == stored.map(\.id).sorted())
                #expect(Set(stored) == Set(committed.filter { $0.chat == chat }))
            }
        }
    }

    /// Three drafts in each batch, in three chats that the sender belongs to or not: those are left out.
    private func commitAtOnce(
        _ batches: Int,
        into chats: [ID<Chat>],
        of people: [ID<User>],
        store: any Store
    ) async throws -> [Message] {
        try await withThrowingTaskGroup(of: [Message].self) { group in
            for batch in 0..<batches {
                let drafts = (0..<3).map { line in
                    let place = (batch * 7 + line * 5) % chats.count
                    return MessageDraft.line(
                        "\(batch).\(line)",
                        id: "\(batch).\(line)",
                        in: chats[place],
                        by: people[(place + batch % 2) % 6]
                    )
                }
                group.addTask { try await store.commit(drafts).compactMap(\.committed) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    @Test("the writer keeps each chat's messages in the order in which they came", arguments: StoreKind.all)
    func writerOrder(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let person = try await store.people(1)[0]
            var chats: [ID<Chat>] = []
            for _ in 0..<8 { chats.append(try await store.group([person])) }
            let drafts = chats.flatMap { chat in
                (0..<100).map { MessageDraft.line("\($0)", id: "\($0)", in: chat, by: person) }
            }
            let writer = MessageWriter(store: store, events: Nobody())
            async let run: Void = writer.run()
            await withTaskGroup { answers in
                // One after the other, as a loop submits them: each waits in a task of its own.
                for draft in drafts {
                    let (answer, told) = AsyncStream<Void>.makeStream()
                    writer.submit(draft) { _ in told.finish() }
                    answers.addTask { for await _ in answer {} }
                }
            }
            writer.finish()
            await run
            for chat in chats {
                let stored = try await store.everything(in: chat, as: person)
                #expect(stored.map(\.seq.rawValue) == Array(1...100))
                #expect(stored.map(\.text.rawValue) == (0..<100).map { "\($0)" })
            }
        }
    }

    @Test("of one message sent many times at once, one is kept and all get it", arguments: StoreKind.all)
    func retriesAtOnce(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let person = try await store.people(1)[0]
            let chat = try await store.group([person])
            let outcomes = try await withThrowingTaskGroup(of: CommitOutcome?.self) { group in
                for number in 0..<60 {
                    let text = number.isMultiple(of: 3) ? "other" : "same"
                    group.addTask { try await store.commit([.line(text, id: "id", in: chat, by: person)]).first }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let stored = try await store.everything(in: chat, as: person)
            let kept = try #require(stored.first)
            #expect(stored.count == 1)
            #expect(outcomes.count { $0 == .committed(kept) } == 1)
            let losers = kept.text.rawValue == "same" ? 20 : 40
            #expect(outcomes.count { $0 == .refused(.clientMessageIDReused) } == losers)
            #expect(outcomes.count { $0 == .repeated(kept) } == 59 - losers)
        }
    }

    @Test("several stores on one database share one order", arguments: StoreKind.all)
    func severalStores(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { first in
                let person = try await first.people(1)[0]
                let chat = try await first.group([person])
                let second = try await home.open()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<60 {
                        let store = number.isMultiple(of: 2) ? first : second
                        group.addTask { _ = try await store.send("\(number)", id: "\(number)", in: chat, by: person) }
                    }
                    try await group.waitForAll()
                }
                let stored = try await second.everything(in: chat, as: person)
                #expect(stored.map(\.seq.rawValue) == Array(1...60))
                #expect(Set(stored.map(\.text.rawValue)) == Set((0..<60).map { "\($0)" }))
                await second.close()
            }
        }
    }

    @Test("a page read while messages come in is always whole", arguments: StoreKind.all)
    func readingMeanwhile(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let drafts = (0..<5).map {
                            MessageDraft.line("\(number)", id: "\(number).\($0)", in: chat, by: people[0])
                        }
                        _ = try await store.commit(drafts)
                    }
                    group.addTask {
                        let page = try await store.history(of: chat, for: people[1], offset: 0, limit: 300)
                        #expect(page.messages.map(\.seq.rawValue) == Array(1..<page.total + 1))
                        #expect(page.total.isMultiple(of: 5))
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}

/// Tells nobody.
private struct Nobody: EventBus {
    func publish(_ events: [Event]) {}
}
