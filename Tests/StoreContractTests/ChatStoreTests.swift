import Domain
import StoreSQL
import Testing
import UseCases

@Suite("Chats and members")
struct ChatStoreTests {
    @Test("everybody in a new chat has it in the list, in order of numbers", arguments: StoreKind.all)
    func lists(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let group = try await store.group([people[2], people[0]], name: "Команда проекта")
            let talk = try await store.talk(people[1], people[0], name: "Чат А-Б")
            let alone = try await store.group([people[0]], name: "Заметки")
            #expect(
                try await store.chats(of: people[0]).map(\.chat) == [
                    Chat(id: group, name: ChatName(stored: "Команда проекта"), type: .group),
                    talk,
                    Chat(id: alone, name: ChatName(stored: "Заметки"), type: .group),
                ]
            )
            #expect(talk.name.rawValue == "Чат А-Б" && talk.type == .private)
            #expect(try await store.chats(of: people[1]).map(\.chat) == [talk])
            #expect(try await store.chats(of: people[2]).map(\.chat.id) == [group])
            #expect(group < talk.id && talk.id < alone)
        }
    }

    @Test("somebody without chats, and somebody who does not exist, have an empty list", arguments: StoreKind.all)
    func emptyList(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            _ = try await store.group([people[0]])
            #expect(try await store.chats(of: people[1]).isEmpty)
            #expect(try await store.chats(of: ID(987_654)).isEmpty)
        }
    }

    @Test("a list is in order of numbers, whatever was joined when", arguments: StoreKind.all)
    func longList(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(30)
            for other in people.dropFirst().reversed() {
                _ = try await store.talk(other, people[0])
                _ = try await store.group([other, people[0]])
            }
            let ids = try await store.chats(of: people[0]).map(\.chat.id)
            #expect(ids.count == 58)
            #expect(ids == ids.sorted())
        }
    }

    @Test("membership is told for every pair of chat and person", arguments: StoreKind.all)
    func membership(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let talk = try await store.talk(people[0], people[1]).id
            let group = try await store.group([people[1], people[2]])
            for (chat, members) in [(talk, [0, 1]), (group, [1, 2]), (ID<Chat>(4_711), []), (ID<Chat>(-1), [])] {
                for (place, person) in people.enumerated() {
                    #expect(try await store.isMember(person, of: chat) == members.contains(place))
                }
                #expect(try await store.isMember(ID(4_711), of: chat) == false)
            }
        }
    }

    @Test("two people have one private chat, whoever of them asks", arguments: StoreKind.all)
    func onePrivateChat(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let talk = try await store.talk(people[0], people[1])
            for (one, other) in [(people[0], people[1]), (people[1], people[0])] {
                await #expect(throws: MessengerError.privateChatExists) {
                    try await store.talk(one, other, name: "again")
                }
            }
            _ = try await store.talk(people[2], people[0])
            _ = try await store.group([people[0], people[1]])
            _ = try await store.group([people[0], people[1]])
            #expect(try await store.chats(of: people[1]).first?.chat == talk)
            #expect(try await store.chats(of: people[1]).count == 3)
        }
    }

    @Test("of many who start one private chat at once, one does", arguments: StoreKind.all)
    func privateChatRace(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let answers = await Answer.ofMany(24) { number in
                let (one, other) = number.isMultiple(of: 2) ? (people[0], people[1]) : (people[1], people[0])
                return try await store.talk(one, other)
            }
            let made = try #require(answers.compactMap(\.value).first)
            #expect(answers.count { $0 == .value(made) } == 1)
            #expect(answers.count { $0 == .refused(.privateChatExists) } == 23)
            for person in people {
                #expect(try await store.chats(of: person).map(\.chat) == [made])
            }
        }
    }

    @Test("with a member who does not exist nothing at all is kept", arguments: StoreKind.all)
    func unknownMember(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store in
                let people = try await store.people(2)
                let nobody = ID<User>(999_999)
                await #expect(throws: MessengerError.unknownMember) {
                    try await store.group([people[0], people[1], nobody])
                }
                await #expect(throws: MessengerError.unknownMember) { try await store.talk(people[0], nobody) }
                await #expect(throws: MessengerError.unknownMember) { try await store.talk(people[0], ID(0)) }
                await #expect(throws: MessengerError.unknownMember) { try await store.group([nobody]) }
                #expect(try await store.chats(of: people[0]).isEmpty)
                #expect(try await store.chats(of: nobody).isEmpty)
            }
            #expect(try await home.rows(.count("chats")) == [0])
            #expect(try await home.rows(.count("members")) == [0])
        }
    }

    @Test("a group may have hundreds of members", arguments: StoreKind.all)
    func bigGroup(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(300)
            let chat = try await store.group(people)
            for person in [people[0], people[150], people[299]] {
                #expect(try await store.isMember(person, of: chat))
            }
            #expect(try await store.sendLines(3, in: chat, by: people[299]).map(\.seq.rawValue) == [1, 2, 3])
        }
    }
}

extension SQLQuery<Int64> {
    /// How many rows a table has.
    static func count(_ table: String) -> SQLQuery<Int64> {
        SQLQuery(SharedStatement("SELECT count(*) FROM \(table)"))
    }
}
