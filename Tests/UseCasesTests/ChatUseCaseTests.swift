import Domain
import Synchronization
import Testing
import UseCases

@Suite("Chats")
struct ChatUseCaseTests {
    let product = Product()
    let name = ChatName(stored: "name")

    @Test("a private chat takes exactly one other member", arguments: [[], [2, 3], [1, 2], [2, 2]] as [[Int64]])
    func oneMember(members: [Int64]) async throws {
        await #expect(throws: MessengerError.privateChatNeedsOneMember) {
            try await product.messenger.createPrivateChat(name: name, members: members.map { ID($0) }, by: ID(1))
        }
    }

    @Test("a private chat with oneself is refused")
    func oneself() async throws {
        await #expect(throws: MessengerError.privateChatWithSelf) {
            try await product.messenger.createPrivateChat(name: name, members: [ID(1)], by: ID(1))
        }
    }

    @Test("a private chat belongs to both")
    func both() async throws {
        let chat = try await product.messenger.createPrivateChat(name: name, members: [ID(1)], by: ID(2))
        #expect(chat.type == .private)
        #expect(try await product.messenger.listChats(of: ID(1)).map(\.chat) == [chat])
        #expect(try await product.messenger.listChats(of: ID(2)).map(\.chat) == [chat])
        #expect(try await product.messenger.listChats(of: ID(3)).map(\.chat) == [])
    }

    @Test("everybody in a new chat is told of it")
    func told() async throws {
        let chat = try await product.messenger.createGroup(name: name, members: [ID(3)], by: ID(1))
        let told = product.bus.events.withLock { $0 }
        #expect(
            told.compactMap { event in
                guard case .account(let user, _, .chatAdded(let state)) = event, state.chat == chat else { return nil }
                return user
            } == [ID<User>(1), ID(3)]
        )
    }

    @Test("who comes to a group and who goes is told")
    func membership() async throws {
        try await product.messenger.addMembers([ID(4), ID(2)], to: ID(1), by: ID(1))
        try await product.messenger.removeMember(ID(2), from: ID(1), by: ID(1))
        let changes = product.bus.events.withLock { $0 }.compactMap { event -> String? in
            guard case .change(.membership(let change)) = event else { return nil }
            return "\(change.kind.rawValue) \(change.user)"
        }
        #expect(changes == ["member_joined 2", "member_joined 4", "member_left 2"])
    }

    static let groups: [(named: [Int64], members: [Int64])] = [
        ([], [1]), ([2, 3], [1, 2, 3]), ([3, 2, 3, 2], [1, 2, 3]), ([1, 1], [1]),
    ]

    @Test("a group holds everybody once, its creator too", arguments: groups)
    func group(named: [Int64], members: [Int64]) async throws {
        _ = try await product.messenger.createGroup(name: name, members: named.map { ID($0) }, by: ID(1))
        let kept = product.store.state.withLock { $0.chats.first?.new }
        #expect(kept?.members.map(\.rawValue) == members)
        #expect(kept?.creator == ID(1))
    }

    @Test("members may enter a chat, and nobody else, nor anybody a chat that is not there")
    func entering() async throws {
        let chat = try await product.messenger.createGroup(name: name, members: [ID(2)], by: ID(1))
        _ = try await product.messenger.enterChat(chat.id, as: ID(2))
        await #expect(throws: MessengerError.notAMember) {
            try await product.messenger.enterChat(chat.id, as: ID(3))
        }
        await #expect(throws: MessengerError.notAMember) {
            try await product.messenger.enterChat(ID(99), as: ID(1))
        }
    }
}

@Suite("Demo data")
struct DemoDataUseCaseTests {
    let product = Product()

    @Test("is what the tour says")
    func content() async throws {
        #expect(try await product.messenger.installDemoData() == .installed)
        let data = try #require(product.store.state.withLock { $0.demoData })
        #expect(data.users.map(\.email.rawValue) == ["alice", "bob", "charlie", "david"].map { "\($0)@example.com" })
        #expect(data.users.map(\.passwordHash.rawValue) == Array(repeating: "new:password123", count: 4))
        #expect(data.chats.map(\.messages.count) == [10, 15])
        #expect(data.chats[0].messages.first?.text.rawValue == "Тестовое сообщение 9")
        #expect(data.chats[0].messages.last?.createdAt == FixedClock.moment)
    }

    @Test("is created once")
    func once() async throws {
        _ = try await product.messenger.installDemoData()
        #expect(try await product.messenger.installDemoData() == .alreadyThere)
    }

    @Test("is not created beside somebody who has one of its addresses")
    func neighbour() async throws {
        try await product.account("CHARLIE@example.com")
        #expect(try await product.messenger.installDemoData() == .alreadyThere)
        #expect(product.store.state.withLock { $0.demoData == nil })
    }
}
