import Domain
import TestKit
import Testing
import UseCases

/// People who write, read, come and go at random; it knows who is where, and all that was ever told.
struct RandomWorld {
    let store: any Store
    private(set) var people: [ID<User>] = []
    private(set) var members: [ID<Chat>: Set<ID<User>>] = [:]
    private(set) var lanes: [Lane: [Event]] = [:]
    var random: SeededGenerator
    private var creators: [ID<Chat>: ID<User>] = [:]
    private var ends: [ID<Chat>: Seq] = [:]
    private var messages: [ID<Chat>: [ID<Message>]] = [:]
    private var lines = 0

    init(seed: UInt64, people count: Int, store: any Store) async throws {
        self.store = store
        random = SeededGenerator(seed: seed)
        people = try await store.people(count)
        for _ in 0..<3 { _ = try await createGroup() }
    }

    /// Chats in a fixed order, so that a seed decides everything.
    var chats: [ID<Chat>] {
        members.keys.sorted()
    }

    /// Does something, and says what was told of it.
    mutating func step() async throws -> [Event] {
        let events =
            switch Int.random(in: 0..<20, using: &random) {
            case 0: try await createGroup()
            case 1: try await createTalk()
            case 2...8: try await send()
            case 9...14: try await move()
            case 15...17: try await add()
            default: try await remove()
            }
        for event in events {
            guard let place = event.place else { continue }
            #expect(place.number == Int64(lanes[place.lane]?.count ?? 0) + 1, "\(place.lane) is dense and in order")
            lanes[place.lane, default: []].append(event)
            if case .change(let change) = event { ends[change.chat] = change.seq }
        }
        return events
    }

    private mutating func createGroup() async throws -> [Event] {
        let creator = someone()
        let count = Int.random(in: 1...4, using: &random)
        let chosen = Set((0..<count).map { _ in someone() } + [creator])
        let name = ChatName(stored: "group \(members.count)")
        let created = try await store.insert(.group(name: name, members: chosen, creator: creator), createdAt: .noon)
        members[created.chat.id] = chosen
        creators[created.chat.id] = creator
        if members.count <= 3 {
            // The first are made before anybody counts.
            for event in created.events {
                if let place = event.place { lanes[place.lane, default: []].append(event) }
            }
        }
        return created.events
    }

    private mutating func createTalk() async throws -> [Event] {
        guard let pair = UserPair(someone(), someone()) else { return [] }
        let chat = NewChat.private(name: ChatName(stored: "talk"), pair: pair, creator: pair.second)
        let answer = await Answer { try await store.insert(chat, createdAt: .noon) }
        guard let created = answer.value else {
            #expect(answer == .refused(.privateChatExists))
            return []
        }
        members[created.chat.id] = [pair.first, pair.second]
        return created.events
    }

    private mutating func send() async throws -> [Event] {
        var drafts: [MessageDraft] = []
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            lines += Int.random(in: 0...3, using: &random) == 0 ? 0 : 1
            drafts.append(.line("\(lines)", id: "\(lines)", in: somewhere(), by: someone()))
        }
        let outcomes = try await store.commit(drafts)
        for (draft, outcome) in zip(drafts, outcomes) {
            let isMember = members[draft.chat]?.contains(draft.sender) == true
            #expect((outcome == .refused(.notAMember)) == !isMember)
        }
        let committed = outcomes.compactMap(\.committed)
        for message in committed { messages[message.chat, default: []].append(message.id) }
        return committed.map { .change(.message($0)) }
    }

    private mutating func move() async throws -> [Event] {
        var moves: [CursorMove] = []
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let chat = somewhere()
            moves.append(CursorMove(chat: chat, user: someone(), target: target(in: chat)))
        }
        var events: [Event] = []
        for (move, outcome) in zip(moves, try await store.move(moves)) {
            let isMember = members[move.chat]?.contains(move.user) == true
            switch outcome {
            case .moved(_, let told):
                #expect(isMember)
                events += told
            case .refused(let error): #expect(error == .notAMember && !isMember)
            }
        }
        return events
    }

    private mutating func target(in chat: ID<Chat>) -> CursorMove.Target {
        let seq = Seq(Int64.random(in: -1...(ends[chat] ?? .start).rawValue + 3, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .delivered(seq)
        case 1: return .readMessage(messages[chat]?.randomElement(using: &random) ?? ID(1))
        default: return .read(seq)
        }
    }

    private mutating func add() async throws -> [Event] {
        let (chat, actor) = (somewhere(), someone())
        let chosen = Set((0..<Int.random(in: 1...3, using: &random)).map { _ in someone() })
        let answer = await Answer { try await store.add(chosen, to: chat, by: actor, at: .noon) }
        guard members[chat]?.contains(actor) == true, creators[chat] != nil else {
            let isMember = members[chat]?.contains(actor) == true
            #expect(answer == .refused(isMember ? .privateChatIsFixed : .notAMember))
            return []
        }
        let new = chosen.subtracting(members[chat] ?? []).sorted()
        let events = try #require(answer.value)
        #expect(events.compactMap(\.membership?.user) == new)
        #expect(events.count == 2 * new.count)
        members[chat]?.formUnion(new)
        return events
    }

    private mutating func remove() async throws -> [Event] {
        let chat = somewhere()
        let (actor, user) = (someone(), someone())
        let person = Bool.random(using: &random) ? actor : user
        let answer = await Answer { try await store.remove(person, from: chat, by: actor, at: .noon) }
        guard members[chat]?.contains(actor) == true else {
            #expect(answer == .refused(.notAMember))
            return []
        }
        guard creators[chat] != nil, person == actor || creators[chat] == actor else {
            #expect(answer == .refused(creators[chat] == nil ? .privateChatIsFixed : .notTheCreator))
            return []
        }
        let wasThere = members[chat]?.remove(person) != nil
        let events = try #require(answer.value)
        #expect(events.count == (wasThere ? 2 : 0))
        return events
    }

    private mutating func someone() -> ID<User> {
        people[Int.random(in: people.indices, using: &random)]
    }

    private mutating func somewhere() -> ID<Chat> {
        let chats = chats
        guard Int.random(in: 0..<40, using: &random) > 0, !chats.isEmpty else { return ID(1_000_000) }
        return chats[Int.random(in: chats.indices, using: &random)]
    }
}
