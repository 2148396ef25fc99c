import Domain
import StoreSQL
import Testing
import UseCases

@Suite("Marking messages as read")
struct ReadingTests {
    @Test("the first to read a message gets a receipt, once", arguments: StoreKind.all)
    func firstReader(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            let message = try await store.send("hi", id: "a", in: chat, by: people[0]).id
            let receipt = try await store.markRead(message, in: chat, by: people[1])
            #expect(receipt == ReadReceipt(message: message, chat: chat, author: people[0], reader: people[1]))
            for _ in 0..<2 {
                #expect(try await store.markRead(message, in: chat, by: people[1]) == nil)
            }
        }
    }

    @Test("reading one's own message tells nobody, and leaves the receipt for the others", arguments: StoreKind.all)
    func ownMessage(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            let message = try await store.send("hi", id: "a", in: chat, by: people[0]).id
            #expect(try await store.markRead(message, in: chat, by: people[0]) == nil)
            #expect(try await store.markRead(message, in: chat, by: people[1])?.reader == people[1])
        }
    }

    @Test("in a group only the first reader of a message is told of", arguments: StoreKind.all)
    func secondReader(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let chat = try await store.group(people)
            let lines = try await store.sendLines(2, in: chat, by: people[0]).map(\.id)
            #expect(try await store.markRead(lines[1], in: chat, by: people[2])?.reader == people[2])
            #expect(try await store.markRead(lines[1], in: chat, by: people[1]) == nil)
            #expect(try await store.markRead(lines[0], in: chat, by: people[1])?.reader == people[1])
        }
    }

    @Test("a message of another chat, or of none, is nobody's to read", arguments: StoreKind.all)
    func foreignMessage(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let (one, other) = (try await store.talk(people[0], people[1]).id, try await store.group(people))
            let message = try await store.send("hi", id: "a", in: one, by: people[0]).id
            #expect(try await store.markRead(message, in: other, by: people[1]) == nil)
            for id in [0, -1, message.rawValue + 1, Int64.max] {
                #expect(try await store.markRead(ID(id), in: one, by: people[1]) == nil)
            }
            #expect(try await store.markRead(message, in: one, by: people[1]) != nil)
        }
    }

    @Test("who is not a member cannot use up a receipt", arguments: StoreKind.all)
    func strangers(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let chat = try await store.talk(people[0], people[1]).id
            let message = try await store.send("hi", id: "a", in: chat, by: people[0]).id
            for (chat, reader) in [(chat, people[2]), (chat, ID(999)), (ID(999), people[1])] {
                await #expect(throws: MessengerError.notAMember) {
                    try await store.markRead(message, in: chat, by: reader)
                }
            }
            #expect(try await store.markRead(message, in: chat, by: people[1]) != nil)
        }
    }

    @Test("of many who read at once, one gets the receipt", arguments: StoreKind.all)
    func readersAtOnce(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(20)
            let chat = try await store.group(people)
            let message = try await store.send("hi", id: "a", in: chat, by: people[0]).id
            let receipts = try await withThrowingTaskGroup(of: ReadReceipt?.self) { group in
                for person in people {
                    group.addTask { try await store.markRead(message, in: chat, by: person) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(receipts.compactMap(\.self).count == 1)
        }
    }

    @Test("a cursor moves to what was read, and never back", arguments: StoreKind.all)
    func cursors(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store in
                let people = try await store.people(2)
                let chat = try await store.talk(people[0], people[1]).id
                let other = try await store.group(people)
                let lines = try await store.sendLines(5, in: chat, by: people[0]).map(\.id)
                for (line, reader, cursors) in [
                    (2, 1, [0, 3]), (0, 1, [0, 3]), (2, 1, [0, 3]), (4, 0, [5, 3]), (1, 0, [5, 3]), (4, 1, [5, 5]),
                ] {
                    _ = try await store.markRead(lines[line], in: chat, by: people[reader])
                    #expect(try await home.cursors(in: chat) == cursors.map(Int64.init))
                }
                _ = try await store.markRead(ID(999_999), in: other, by: people[0])
                #expect(try await home.cursors(in: other) == [0, 0])
            }
        }
    }
}

extension StoreHome {
    /// How far the members of a chat have read, in order of their numbers.
    fileprivate func cursors(in chat: ID<Chat>) async throws -> [Int64] {
        let statement = SharedStatement("SELECT read_seq FROM members WHERE chat_id = $1 ORDER BY user_id")
        return try await rows(SQLQuery(statement, [.integer(chat.rawValue)]))
    }
}
