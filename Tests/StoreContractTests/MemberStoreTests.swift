import Domain
import StoreSQL
import TestKit
import Testing
import UseCases

@Suite("Coming and going")
struct MemberStoreTests {
    /// A group of the first two of five people; the first made it.
    private func withGroup(
        _ kind: StoreKind,
        _ body: (any Store, [ID<User>], ID<Chat>) async throws -> Void
    ) async throws {
        try await kind.withStore { store in
            let people = try await store.people(5)
            try await body(store, people, try await store.group([people[0], people[1]]))
        }
    }

    @Test("who is added is told of the chat, and the chat of them, in the order of numbers", arguments: StoreKind.all)
    func added(kind: StoreKind) async throws {
        try await withGroup(kind) { store, people, chat async throws in
            let line = try await store.send("hi", id: "a", in: chat, by: people[0])
            let time = Timestamp.noon + .seconds(7)
            let events = try await store.add([people[3], people[2], people[0]], to: chat, by: people[1], at: time)
            try #require(events.count == 4)
            #expect(events.prefix(2).compactMap(\.membership?.user) == [people[2], people[3]])
            #expect(
                events[1]
                    == .change(
                        .membership(
                            MembershipChange(
                                chat: chat,
                                seq: Seq(3),
                                kind: .joined,
                                user: people[3],
                                name: UserName(stored: "Имя person3@example.com"),
                                actor: people[1],
                                createdAt: time
                            )
                        )
                    )
            )
            for (place, person) in [(2, people[2]), (3, people[3])] {
                let state = try #require(try await store.snapshot(for: person).chats.first)
                #expect(events[place] == .account(person, UserSeq(1), .chatAdded(state)))
                #expect(state.lastMessage == line)
                #expect(state.read.unread == 0 && state.read.read == Seq(Int64(place)))
                #expect(state.memberCount == 4 && state.lastSeq == Seq(3) && state.creator == people[0])
                #expect(state.members?.map(\.user) == Array(people.prefix(4)))
                #expect(state.members?.map(\.read.rawValue) == [0, 0, 2, 3])
                #expect(state.members?.map(\.delivered.rawValue) == [0, 0, 2, 3])
            }
            #expect(try await store.send("next", id: "b", in: chat, by: people[3]).seq == Seq(4))
        }
    }

    @Test("adding those who are there changes nothing, and naming oneself neither", arguments: StoreKind.all)
    func alreadyThere(kind: StoreKind) async throws {
        try await withGroup(kind) { store, people, chat async throws in
            for users in [[], [people[0]], [people[1], people[0]]] as [Set<ID<User>>] {
                #expect(try await store.add(users, to: chat, by: people[1], at: .noon) == [])
            }
            #expect(try await store.place(of: people[0], in: chat)?.seq == .start)
        }
    }

    @Test("one who has no account keeps all of them out", arguments: StoreKind.all)
    func unknownMember(kind: StoreKind) async throws {
        try await withGroup(kind) { store, people, chat async throws in
            await #expect(throws: MessengerError.unknownMember) {
                try await store.add([people[2], ID(999_999), people[3]], to: chat, by: people[0], at: .noon)
            }
            #expect(try await store.chats(of: people[2]).isEmpty)
            #expect(try await store.place(of: people[0], in: chat)?.seq == .start)
            let events = try await store.add([people[2]], to: chat, by: people[0], at: .noon)
            #expect(events.compactMap(\.place?.number) == [1, 1])
        }
    }

    @Test("only members add, and a private chat stays one", arguments: StoreKind.all)
    func refusedAdditions(kind: StoreKind) async throws {
        try await withGroup(kind) { store, people, chat async throws in
            let talk = try await store.talk(people[0], people[1]).id
            for (chat, actor, error) in [
                (chat, people[2], MessengerError.notAMember), (ID(999_999), people[0], .notAMember),
                (talk, people[0], .privateChatIsFixed), (talk, people[2], .notAMember),
            ] {
                await #expect(throws: error) { try await store.add([people[3]], to: chat, by: actor, at: .noon) }
                await #expect(throws: error) { try await store.remove(people[0], from: chat, by: actor, at: .noon) }
            }
            #expect(try await store.chats(of: people[3]).isEmpty)
        }
    }

    @Test("everybody may leave, and is told so", arguments: StoreKind.all)
    func leaving(kind: StoreKind) async throws {
        try await withGroup(kind) { store, people, chat async throws in
            let events = try await store.remove(people[1], from: chat, by: people[1], at: .noon)
            let change = MembershipChange(
                chat: chat,
                seq: Seq(1),
                kind: .left,
                user: people[1],
                name: UserName(stored: "Имя person1@example.com"),
                actor: people[1],
                createdAt: .noon
            )
            #expect(
                events == [.change(.membership(change)), .account(people[1], UserSeq(2), .chatRemoved(chat))]
            )
            #expect(try await store.chats(of: people[1]).isEmpty)
            #expect(try await store.chats(of: people[0]).first?.memberCount == 1)
            #expect(try await store.remove(people[0], from: chat, by: people[0], at: .noon).count == 2)
            #expect(try await store.place(of: people[0], in: chat) == nil)
        }
    }

    @Test("who made a group may remove others, and nobody else may", arguments: StoreKind.all)
    func removing(kind: StoreKind) async throws {
        try await withGroup(kind) { store, people, chat async throws in
            _ = try await store.add([people[2]], to: chat, by: people[1], at: .noon)
            for user in [people[0], people[2], people[4]] {
                await #expect(throws: MessengerError.notTheCreator) {
                    try await store.remove(user, from: chat, by: people[1], at: .noon)
                }
            }
            #expect(try await store.remove(people[4], from: chat, by: people[0], at: .noon) == [])
            #expect(try await store.remove(ID(999_999), from: chat, by: people[0], at: .noon) == [])
            let events = try await store.remove(people[2], from: chat, by: people[0], at: .noon)
            #expect(events.compactMap(\.membership?.actor) == [people[0]])
            #expect(events.last == .account(people[2], UserSeq(2), .chatRemoved(chat)))
            _ = try await store.remove(people[0], from: chat, by: people[0], at: .noon)
            await #expect(throws: MessengerError.notAMember) {
                try await store.remove(people[1], from: chat, by: people[0], at: .noon)
            }
        }
    }

    @Test("where it is not known who made a group, everybody can only leave", arguments: StoreKind.all)
    func noCreator(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store in
                let people = try await store.people(2)
                let chat = try await store.group(people)
                try await home.script("UPDATE chats SET creator_id = NULL")
                await #expect(throws: MessengerError.notTheCreator) {
                    try await store.remove(people[1], from: chat, by: people[0], at: .noon)
                }
                #expect(try await store.snapshot(for: people[0]).chats.map(\.creator) == [nil])
                #expect(try await store.remove(people[0], from: chat, by: people[0], at: .noon).count == 2)
            }
        }
    }

    @Test("who has gone is a stranger", arguments: StoreKind.all)
    func gone(kind: StoreKind) async throws {
        try await withGroup(kind) { store, people, chat async throws in
            let line = try await store.send("hi", id: "a", in: chat, by: people[1])
            _ = try await store.remove(people[1], from: chat, by: people[0], at: .noon)
            let retry = MessageDraft.line("hi", id: "a", in: chat, by: people[1])
            #expect(try await store.commit([retry]) == [.refused(.notAMember)])
            await #expect(throws: MessengerError.notAMember) {
                try await store.history(of: chat, for: people[1], offset: 0, limit: 1)
            }
            await #expect(throws: MessengerError.notAMember) {
                try await store.markRead(line.id, in: chat, by: people[1])
            }
            await #expect(throws: MessengerError.notAMember) {
                try await store.members(of: chat, for: people[1], after: nil, limit: 1)
            }
            #expect(try await store.position(of: people[1]).chats.isEmpty)
        }
    }

    @Test("who comes back has read what was before, and is owed what comes after", arguments: StoreKind.all)
    func comingBack(kind: StoreKind) async throws {
        try await withGroup(kind) { store, people, chat async throws in
            _ = try await store.sendLines(3, in: chat, by: people[1])
            _ = try await store.send("one", id: "one", in: chat, by: people[0])
            _ = try await store.remove(people[1], from: chat, by: people[1], at: .noon)
            _ = try await store.send("two", id: "two", in: chat, by: people[0])
            let events = try await store.add([people[1]], to: chat, by: people[0], at: .noon)
            #expect(events.last?.place?.number == 3)
            let state = try #require(try await store.chats(of: people[1]).first)
            #expect(state.read == ReadState(chat: chat, read: Seq(7), unread: 0, counted: Seq(7)))
            _ = try await store.send("mine", id: "mine", in: chat, by: people[1])
            _ = try await store.send("three", id: "three", in: chat, by: people[0])
            #expect(try await store.chats(of: people[1]).first?.read.unread == 1)
            #expect(try await store.move(people[1], in: chat, .read(Seq(8))).state.unread == 1)
            #expect(try await store.move(people[1], in: chat, .read(Seq(9))).state.unread == 0)
        }
    }

    @Test("members come page by page, in the order of numbers", arguments: StoreKind.all)
    func pages(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(7)
            let chat = try await store.group(Array(people.prefix(6)))
            var found: [ID<User>] = []
            while true {
                let page = try await store.members(of: chat, for: people[2], after: found.last, limit: 4)
                if page.isEmpty { break }
                #expect(page.count <= 4)
                found += page.map(\.user)
            }
            #expect(found == Array(people.prefix(6)))
            let one = try await store.members(of: chat, for: people[2], after: people[0], limit: 0)
            #expect(one.map(\.name.rawValue) == ["Имя person1@example.com"])
            for (chat, reader) in [(chat, people[6]), (ID(999_999), people[0])] {
                await #expect(throws: MessengerError.notAMember) {
                    try await store.members(of: chat, for: reader, after: people[5], limit: 4)
                }
            }
        }
    }

    @Test("beyond a hundred members nobody is shown, for good", arguments: StoreKind.all)
    func manyMembers(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(101)
            let chat = try await store.group(Array(people.prefix(99)))
            var device = ClientModel(people[0], try await store.snapshot(for: people[0]))
            for person in [people[99], people[100]] {
                let events = try await store.add([person], to: chat, by: people[0], at: .noon)
                let isShown = person == people[99]
                guard case .chatAdded(let state)? = events.last?.account else { return }
                #expect(state.members?.count == (isShown ? 100 : nil))
                #expect(try await store.move(person, in: chat, .delivered(Seq(9))).events == [])
                _ = try await store.send("hi", id: "\(person)", in: chat, by: people[0])
                let told = try await store.move(people[5], in: chat, .read(Seq(9))).events
                #expect(told.compactMap(\.receipt).count == (isShown ? 1 : 0))
                #expect(told.compactMap(\.account).count == 1)
            }
            _ = try await store.remove(people[7], from: chat, by: people[0], at: .noon)
            #expect(try await store.snapshot(for: people[0]).chats.first?.members == nil)
            #expect(try await store.events(in: .receipts(chat), after: 0, through: 9, limit: 9) == [])
            var random = SeededGenerator(seed: 1)
            try await device.catchUp(with: store, slices: .max, random: &random)
            #expect(device.snapshot == (try await store.snapshot(for: people[0])))
        }
    }

    @Test("a group that is made with more than a hundred shows nobody", arguments: StoreKind.all)
    func madeLarge(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(101)
            let name = ChatName(stored: "all")
            let created = try await store.insert(
                .group(name: name, members: Set(people), creator: people[3]),
                createdAt: .noon
            )
            #expect(created.events.count == 101)
            for (event, person) in zip(created.events, people) {
                guard case .account(person, UserSeq(1), .chatAdded(let state)) = event else {
                    Issue.record("\(event)")
                    continue
                }
                #expect(state.members == nil && state.memberCount == 101)
            }
        }
    }

    @Test("those who share a chat are acquainted, and last seen is never moved back", arguments: StoreKind.all)
    func acquaintances(kind: StoreKind) async throws {
        try await withGroup(kind) { store, people, chat async throws in
            _ = try await store.talk(people[0], people[2])
            try await store.noteSeen([people[1]], at: .noon)
            try await store.noteSeen([people[1]], at: .noon - .seconds(1))
            try await store.noteSeen([people[3]], at: .noon)
            try await store.noteSeen([ID(999_999)], at: .noon)
            let asked = [people[3], people[2], people[1], ID(999_999)]
            #expect(
                try await store.acquaintances(of: people[0], among: asked) == [
                    Presence(user: people[1], isOnline: false, lastSeen: .noon),
                    Presence(user: people[2], isOnline: false, lastSeen: nil),
                ]
            )
            #expect(try await store.acquaintances(of: people[3], among: asked) == [])
            #expect(try await store.acquaintances(of: people[0], among: []) == [])
            try await store.noteSeen([people[1]], at: .noon + .seconds(1))
            _ = try await store.remove(people[0], from: chat, by: people[0], at: .noon)
            #expect(try await store.acquaintances(of: people[0], among: asked).map(\.user) == [people[2]])
            #expect(
                try await store.acquaintances(of: people[1], among: [people[1]]).first?.lastSeen == .noon + .seconds(1)
            )
        }
    }
}
