import Domain
import TestKit
import Testing
import UseCases

@Suite("Random histories")
struct RandomHistoryTests {
    @Test(
        "whatever is done in whatever order, a store answers as the model does",
        arguments: StoreKind.all,
        [1, 2, 3, 5, 8, 13, 21, 34] as [UInt64]
    )
    func likeTheModel(kind: StoreKind, seed: UInt64) async throws {
        try await kind.withStore { store in
            var history = RandomHistory(seed: seed, store: store)
            for step in 0..<300 {
                try await history.takeStep()
                if step.isMultiple(of: 100) { try await history.compareEverything() }
            }
            try await history.compareEverything()
            #expect(history.model.messageCount > 20)
        }
    }
}

/// Random calls, each made on the store and on the model, with equal answers.
struct RandomHistory {
    private(set) var model = ModelStore()
    private let store: any Store
    private var random: SeededGenerator

    init(seed: UInt64, store: any Store) {
        self.store = store
        random = SeededGenerator(seed: seed)
    }

    mutating func takeStep() async throws {
        switch Int.random(in: 0..<20, using: &random) {
        case 0...1: try await register()
        case 2: try await createPrivateChat()
        case 3: try await createGroup()
        case 4...10: try await commit()
        case 11...14: try await read()
        case 15...17: try await page()
        default: try await replaceHash()
        }
    }

    /// Lists, memberships and whole histories of everybody.
    func compareEverything() async throws {
        for user in model.users.keys {
            #expect(try await store.user(user) == model.users[user])
            #expect(try await store.chats(of: user).map(\.chat) == model.chats(of: user))
        }
        for (chat, state) in model.chats {
            for user in model.users.keys {
                #expect(try await store.isMember(user, of: chat) == state.members.contains(user))
            }
            let reader = try #require(state.members.min())
            #expect(try await store.everything(in: chat, as: reader, page: 17) == state.messages)
        }
    }

    private mutating func register() async throws {
        let letter = ["a", "b", "c", "d", "e", "ж", "я", "é"].randomElement(using: &random) ?? "a"
        let email = Bool.random(using: &random) ? "\(letter)@example.com" : "\(letter.uppercased())@EXAMPLE.com"
        let user = NewUser.named(email, hash: "hash \(model.users.count)")
        let answer = await Answer { try await store.insert(user) }
        #expect(answer == model.insert(user, id: answer.value?.id))
        let found = try await store.credentials(for: user.email)
        #expect(found?.user == model.credentials(for: user.email)?.user)
        #expect(found?.passwordHash == model.credentials(for: user.email)?.passwordHash)
    }

    private mutating func createPrivateChat() async throws {
        guard let creator = someone(), let pair = UserPair(creator, someone() ?? creator) else { return }
        try await create(.private(name: ChatName(stored: "talk"), pair: pair, creator: creator))
    }

    private mutating func createGroup() async throws {
        guard let creator = someone() else { return }
        var members: Set = [creator]
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
            members.insert(someone() ?? creator)
        }
        try await create(
            .group(name: ChatName(stored: "group of \(members.count)"), members: members, creator: creator)
        )
    }

    private mutating func create(_ chat: NewChat) async throws {
        let answer = await Answer { try await store.insert(chat, createdAt: .noon).chat }
        #expect(answer == model.insert(chat, id: answer.value?.id))
    }

    private mutating func commit() async throws {
        var drafts: [MessageDraft] = []
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            guard let sender = someone() else { return }
            let text = ["one", "two", "три", "😀"].randomElement(using: &random) ?? "one"
            let id = "id \(Int.random(in: 0..<40, using: &random))"
            let time = Timestamp.noon + .seconds(Int.random(in: 0..<1_000, using: &random))
            drafts.append(.line(text, id: id, in: somewhere(), by: sender, at: time))
        }
        let outcomes = try await store.commit(drafts)
        #expect(outcomes == model.commit(drafts, ids: outcomes.compactMap { $0.committed?.id }))
    }

    private mutating func read() async throws {
        guard let reader = someone() else { return }
        let chat = somewhere()
        let known = model.chats[chat]?.messages ?? []
        let message = known.randomElement(using: &random)?.id ?? ID(Int64.random(in: 0..<50, using: &random))
        let answer = await Answer { try await store.markRead(message, in: chat, by: reader) }
        #expect(answer == model.markRead(message, in: chat, by: reader))
    }

    private mutating func page() async throws {
        guard let reader = someone() else { return }
        let chat = somewhere()
        let offset = Int64.random(in: 0..<30, using: &random)
        let limit = Int.random(in: 1...20, using: &random)
        let answer = await Answer {
            try await store.history(of: chat, for: reader, offset: offset, limit: limit)
        }
        #expect(answer == model.history(of: chat, for: reader, offset: offset, limit: limit))
    }

    private mutating func replaceHash() async throws {
        guard let user = someone() else { return }
        let old = PasswordHash("hash \(Int.random(in: 0..<10, using: &random))")
        let new = PasswordHash("hash \(Int.random(in: 0..<10, using: &random))")
        try await store.replaceHash(of: user, from: old, to: new)
        model.replaceHash(of: user, from: old, to: new)
    }

    /// A person, now and then one who does not exist; nil while there is nobody.
    private mutating func someone() -> ID<User>? {
        guard Int.random(in: 0..<15, using: &random) > 0 else { return ID(1_000_000) }
        return model.users.keys.sorted().randomElement(using: &random)
    }

    /// A chat, now and then one that does not exist.
    private mutating func somewhere() -> ID<Chat> {
        guard Int.random(in: 0..<15, using: &random) > 0 else { return ID(1_000_000) }
        return model.chats.keys.sorted().randomElement(using: &random) ?? ID(1_000_000)
    }
}
