import Domain
import StoreSQL
import Testing
import UseCases

@Suite("Sets of test data")
struct DemoDataTests {
    private static let data = DemoData(
        users: ["alice", "bob", "charlie"].map { .named("\($0)@example.com", hash: "hash of \($0)") },
        chats: [
            DemoChat(
                name: ChatName(stored: "Боб и Алиса"),
                type: .private,
                members: [1, 0],
                messages: (0..<4).map { line($0, by: $0 % 2) }
            ),
            DemoChat(
                name: ChatName(stored: "Команда"),
                type: .group,
                members: [2, 0, 1],
                messages: (0..<7).map { line($0, by: $0 % 3) }
            ),
            DemoChat(name: ChatName(stored: "Пусто"), type: .group, members: [2], messages: []),
        ]
    )

    private static func line(_ number: Int, by sender: Int) -> DemoMessage {
        DemoMessage(
            sender: sender,
            text: MessageText(stored: "Сообщение \(number)"),
            createdAt: .noon - .seconds(60 * number)
        )
    }

    private func ids(_ store: any Store) async throws -> [ID<User>] {
        var ids: [ID<User>] = []
        for user in Self.data.users {
            ids.append(try #require(try await store.credentials(for: user.email)).user.id)
        }
        return ids
    }

    @Test("everything is there afterwards, in the order in which it stands in the set", arguments: StoreKind.all)
    func everythingIsKept(kind: StoreKind) async throws {
        try await kind.withStore { store in
            #expect(try await store.insert(Self.data))
            let users = try await ids(store)
            #expect(users == users.sorted())
            let hash = try await store.credentials(for: EmailAddress(stored: "Bob@example.com"))?.passwordHash
            #expect(hash == PasswordHash("hash of bob"))
            let chats = try await store.chats(of: users[2]).map(\.chat)
            #expect(chats.map(\.name.rawValue) == ["Команда", "Пусто"])
            #expect(try await store.chats(of: users[0]).map(\.chat.type) == [.private, .group])
            let messages = try await store.everything(in: chats[0].id, as: users[0])
            #expect(messages.map(\.text) == Self.data.chats[1].messages.map(\.text))
            #expect(messages.map(\.createdAt) == Self.data.chats[1].messages.map(\.createdAt))
            #expect(messages.map(\.sender) == Self.data.chats[1].messages.map { users[$0.sender] })
            #expect(messages.map(\.seq.rawValue) == Array(1...7))
            #expect(messages.allSatisfy { $0.clientMessageID == nil })
        }
    }

    @Test("life goes on after it: new messages take the next places, and all can be read", arguments: StoreKind.all)
    func goesOn(kind: StoreKind) async throws {
        try await kind.withStore { store in
            _ = try await store.insert(Self.data)
            let users = try await ids(store)
            let chat = try #require(try await store.chats(of: users[0]).first).chat.id
            #expect(try await store.send("next", id: "a", in: chat, by: users[0]).seq == Seq(5))
            #expect(try await store.history(of: chat, for: users[1], offset: 3, limit: 9).total == 5)
            let first = try #require(try await store.everything(in: chat, as: users[0]).first)
            #expect(try await store.markRead(first.id, in: chat, by: users[1])?.author == users[0])
            await #expect(throws: MessengerError.privateChatExists) { try await store.talk(users[0], users[1]) }
        }
    }

    @Test("nobody has read anything, and own messages are not unread", arguments: StoreKind.all)
    func unread(kind: StoreKind) async throws {
        try await kind.withStore { store in
            _ = try await store.insert(Self.data)
            for (user, unread) in zip(try await ids(store), [[2, 4], [2, 5], [5, 0]]) {
                let snapshot = try await store.snapshot(for: user)
                #expect(snapshot.chats.map(\.read.unread) == unread.map(Int64.init))
                #expect(snapshot.position.account == UserSeq(2))
                for state in snapshot.chats {
                    let messages = try await store.everything(in: state.chat.id, as: user)
                    #expect(messages.count { $0.sender != user } == Int(state.read.unread))
                    #expect(state.lastMessage == messages.last)
                }
                let answer = try await store.changes(for: user, since: snapshot.position, limit: 9)
                #expect(answer == .slice(SyncSlice(events: [], position: snapshot.position, hasMore: false)))
            }
        }
    }

    @Test("a second time nothing changes", arguments: StoreKind.all)
    func twice(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store in
                let kept = [try await store.insert(Self.data), try await store.insert(Self.data)]
                #expect(kept == [true, false])
            }
            try await expectCounts(users: 3, chats: 3, members: 6, messages: 11, in: home)
        }
    }

    @Test("one address that is taken, in whatever case, keeps all of it out", arguments: StoreKind.all)
    func takenAddress(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store in
                _ = try await store.insert(.named("CHARLIE@example.com"))
                #expect(try await store.insert(Self.data) == false)
            }
            try await expectCounts(users: 1, chats: 0, members: 0, messages: 0, in: home)
        }
    }

    @Test("of several that come at once, one is kept", arguments: StoreKind.all)
    func atOnce(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store in
                let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for _ in 0..<6 { group.addTask { try await store.insert(Self.data) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(kept.count { $0 } == 1)
            }
            try await expectCounts(users: 3, chats: 3, members: 6, messages: 11, in: home)
        }
    }

    @Test("a set that names people who are not in it keeps nothing", arguments: StoreKind.all)
    func brokenSet(kind: StoreKind) async throws {
        try await kind.withHome { home in
            let name = ChatName(stored: "broken")
            try await home.withStore { store in
                for chat in [
                    DemoChat(name: name, type: .group, members: [0, 9], messages: []),
                    DemoChat(name: name, type: .group, members: [], messages: []),
                    DemoChat(name: name, type: .group, members: [0], messages: [Self.line(0, by: -1)]),
                    DemoChat(name: name, type: .private, members: [0], messages: []),
                    DemoChat(name: name, type: .private, members: [1, 1], messages: []),
                ] {
                    await #expect(throws: MessengerError.self) {
                        try await store.insert(DemoData(users: Self.data.users, chats: Self.data.chats + [chat]))
                    }
                }
            }
            try await expectCounts(users: 0, chats: 0, members: 0, messages: 0, in: home)
        }
    }

    private func expectCounts(
        users: Int64,
        chats: Int64,
        members: Int64,
        messages: Int64,
        in home: any StoreHome
    ) async throws {
        #expect(try await home.rows(.count("users")) == [users])
        #expect(try await home.rows(.count("chats")) == [chats])
        #expect(try await home.rows(.count("members")) == [members])
        #expect(try await home.rows(.count("messages")) == [messages])
    }
}
