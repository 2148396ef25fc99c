import Domain
import Testing
import UseCases

@Suite("Closing and opening again")
struct ReopeningTests {
    @Test("everything is there when the database is opened again", arguments: StoreKind.all)
    func everythingStays(kind: StoreKind) async throws {
        try await kind.withHome { home in
            let first = try await home.open()
            _ = try await first.migrate()
            let people = try await first.people(2)
            let chat = try await first.talk(people[0], people[1]).id
            let sent = try await first.sendLines(9, in: chat, by: people[0])
            _ = try await first.markRead(sent[3].id, in: chat, by: people[1])
            await first.close()

            try await home.withStore { second async throws in
                #expect(try await second.everything(in: chat, as: people[1]) == sent)
                #expect(try await second.chats(of: people[1]).map(\.chat.id) == [chat])
                #expect(try await second.user(people[0])?.email.rawValue == "person0@example.com")
                #expect(try await second.markRead(sent[3].id, in: chat, by: people[1]) == nil)
                #expect(try await second.send("next", id: "next", in: chat, by: people[1]).seq == Seq(10))
                let retry = MessageDraft.line("4", id: "line-4", in: chat, by: people[0])
                #expect(try await second.commit([retry]) == [.repeated(sent[3])])
            }
        }
    }

    @Test("a store gives a sign of life until it is closed, and then refuses everything", arguments: StoreKind.all)
    func closed(kind: StoreKind) async throws {
        try await kind.withHome { home in
            let store = try await home.open()
            _ = try await store.migrate()
            _ = try await store.user(ID(1))
            await store.close()
            await #expect(throws: MessengerError.unavailable(retryAfter: .seconds(1))) { try await store.user(ID(1)) }
            await #expect(throws: MessengerError.unavailable(retryAfter: .seconds(1))) {
                try await store.insert(.named("late@example.com"))
            }
        }
    }

    @Test("closing waits for what is under way", arguments: StoreKind.all)
    func closingWaits(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store in
                let person = try await store.people(1)[0]
                let chat = try await store.group([person])
                let other = try await home.open()
                let sends = (0..<30).map { number in
                    Task { try await other.send("\(number)", id: "\(number)", in: chat, by: person) }
                }
                _ = try await sends[0].value
                await other.close()
                var answered: Set<ID<Message>> = []
                for send in sends {
                    if case .success(let message) = await send.result { answered.insert(message.id) }
                }
                let kept = Set(try await store.everything(in: chat, as: person).map(\.id))
                #expect(answered.isSubset(of: kept))
                #expect(!answered.isEmpty)
            }
        }
    }
}
