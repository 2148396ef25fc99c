import Domain
import Testing
import UseCases

@Suite("History")
struct HistoryTests {
    @Test(
        "a page starts after the offset and is no longer than the limit",
        arguments: StoreKind.all,
        [
            (0, 50, 1...25), (0, 10, 1...10), (10, 10, 11...20), (20, 10, 21...25), (24, 1, 25...25),
            (24, 100, 25...25),
            (0, 25, 1...25), (0, 1, 1...1),
            (5, 0, 6...6), (5, -1, 6...6), (-3, 2, 1...2),
        ] as [(Int64, Int, ClosedRange<Int>)]
    )
    func pages(kind: StoreKind, page: (offset: Int64, limit: Int, lines: ClosedRange<Int>)) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            _ = try await store.sendLines(25, in: chat, by: people[0])
            let found = try await store.history(of: chat, for: people[1], offset: page.offset, limit: page.limit)
            #expect(found.messages.map(\.text.rawValue) == page.lines.map { "\($0)" })
            #expect(found.total == 25)
        }
    }

    @Test("past the end a page is empty and the total is told", arguments: StoreKind.all, [3, 4, 1_000_000, Int64.max])
    func pastTheEnd(kind: StoreKind, offset: Int64) async throws {
        try await kind.withStore { store in
            let person = try await store.people(1)[0]
            let chat = try await store.group([person])
            _ = try await store.sendLines(3, in: chat, by: person)
            let page = try await store.history(of: chat, for: person, offset: offset, limit: 10)
            #expect(page == HistoryPage(messages: [], total: 3))
        }
    }

    @Test("a new chat has an empty history", arguments: StoreKind.all)
    func emptyChat(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let person = try await store.people(1)[0]
            let chat = try await store.group([person])
            let page = try await store.history(of: chat, for: person, offset: 0, limit: 50)
            #expect(page == HistoryPage(messages: [], total: 0))
        }
    }

    @Test("only members read, and nobody learns whether a chat exists", arguments: StoreKind.all)
    func strangers(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.group([people[0]])
            _ = try await store.sendLines(3, in: chat, by: people[0])
            for (chat, reader) in [(chat, people[1]), (chat, ID(999)), (ID(999), people[0]), (ID(-1), people[0])] {
                await #expect(throws: MessengerError.notAMember) {
                    try await store.history(of: chat, for: reader, offset: 0, limit: 50)
                }
                await #expect(throws: MessengerError.notAMember) {
                    try await store.history(of: chat, for: reader, offset: 1_000, limit: 50)
                }
            }
        }
    }

    @Test("chats do not see each other's messages", arguments: StoreKind.all)
    func separateChats(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let (one, other) = (try await store.group(people), try await store.group(people))
            for number in 1...10 {
                let chat = number.isMultiple(of: 2) ? one : other
                _ = try await store.send("\(number)", id: "\(number)", in: chat, by: people[number % 2])
            }
            #expect(
                try await store.everything(in: one, as: people[0]).map(\.text.rawValue) == ["2", "4", "6", "8", "10"]
            )
            #expect(
                try await store.everything(in: other, as: people[0]).map(\.text.rawValue) == ["1", "3", "5", "7", "9"]
            )
        }
    }

    @Test("pages of any size put together are the whole history", arguments: StoreKind.all, [1, 7, 100])
    func wholeHistory(kind: StoreKind, page: Int) async throws {
        try await kind.withStore { store in
            let person = try await store.people(1)[0]
            let chat = try await store.group([person])
            let sent = try await store.sendLines(57, in: chat, by: person)
            #expect(try await store.everything(in: chat, as: person, page: page) == sent)
        }
    }
}
