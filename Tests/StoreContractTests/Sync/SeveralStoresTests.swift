import Domain
import TestKit
import Testing
import UseCases

@Suite("Two stores on one database, everything at once")
struct SeveralStoresTests {
    /// What four people do through two stores at once, and what all of it told.
    private func stress(
        _ kind: StoreKind,
        _ body: (any Store, [ID<User>], [ID<Chat>], [Event]) async throws -> Void
    ) async throws {
        try await kind.withHome { home in
            try await home.withStore { first in
                let people = try await first.people(4)
                var chats: [ID<Chat>] = []
                for number in 0..<4 { chats.append(try await first.group(people, name: "\(number)")) }
                let second = try await home.open()
                let stores = [first, second]
                let (fixedPeople, fixedChats) = (people, chats)
                let events = try await withThrowingTaskGroup(of: [Event].self) { group in
                    for task in 0..<24 {
                        group.addTask {
                            let store = stores[task % 2]
                            let rounds = Rounds(task: task, store: store, people: fixedPeople, chats: fixedChats)
                            return try await rounds.run()
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                await second.close()
                try await body(first, people, chats, events)
            }
        }
    }

    /// One caller's part.
    private struct Rounds {
        let task: Int
        let store: any Store
        let people: [ID<User>]
        let chats: [ID<Chat>]

        func run() async throws -> [Event] {
            var random = SeededGenerator(seed: UInt64(task))
            var events: [Event] = []
            for round in 0..<12 {
                let order = Bool.random(using: &random) ? chats : chats.reversed()
                let person = people[Int.random(in: people.indices, using: &random)]
                let other = people[Int.random(in: people.indices, using: &random)]
                switch Int.random(in: 0..<6, using: &random) {
                case 0...1:
                    let drafts = order.map { MessageDraft.line("x", id: "\(task).\(round)", in: $0, by: person) }
                    events += try await store.commit(drafts).compactMap(\.committed).map { .change(.message($0)) }
                case 2...3:
                    let target = CursorMove.Target.read(Seq(Int64.random(in: 1...400, using: &random)))
                    let moves = order.flatMap { chat in
                        people.shuffled(using: &random).map { CursorMove(chat: chat, user: $0, target: target) }
                    }
                    events += try await store.move(moves).flatMap(\.told)
                case 4:
                    events += await ifMember {
                        try await store.add([person, other], to: order[0], by: other, at: .noon)
                    }
                default:
                    events += await ifMember {
                        try await store.remove(person, from: order[0], by: person, at: .noon)
                    }
                }
            }
            return events
        }

        /// Somebody else may have removed the caller: nothing else may go wrong.
        private func ifMember(_ call: () async throws -> [Event]) async -> [Event] {
            let answer = await Answer { try await call() }
            #expect(answer.value != nil || answer == .refused(.notAMember))
            return answer.value ?? []
        }
    }

    @Test("nobody waits in a circle, no number is given twice, and nothing is lost", arguments: StoreKind.all)
    func dense(kind: StoreKind) async throws {
        try await stress(kind) { store, people, chats, events in
            var lanes: [Lane: [Int64]] = [:]
            for event in events {
                if let place = event.place { lanes[place.lane, default: []].append(place.number) }
            }
            let ends = try await store.ends(of: Array(lanes.keys))
            for (lane, numbers) in lanes {
                // Four chats were made before anybody listened.
                if case .account = lane {
                    #expect(numbers.sorted() == Array(5...(ends[lane] ?? 0)))
                } else {
                    #expect(numbers.sorted() == Array(1...(ends[lane] ?? 0)))
                }
            }
            for chat in chats {
                let stored = try await store.events(in: .changes(chat), after: 0, through: .max, limit: .max)
                let told = events.filter { $0.place?.lane == .changes(chat) }
                #expect(stored == told.sorted { ($0.place?.number ?? 0) < ($1.place?.number ?? 0) })
            }
        }
    }

    @Test("what everybody sees agrees with what everybody did", arguments: StoreKind.all)
    func states(kind: StoreKind) async throws {
        try await stress(kind) { store, people, chats, _ in
            for chat in chats {
                var present = Set(people)
                for event in try await store.events(in: .changes(chat), after: 0, through: .max, limit: .max) {
                    guard let change = event.membership else {
                        guard case .change(.message(let message)) = event else { continue }
                        #expect(present.contains(message.sender), "nobody writes after having left")
                        continue
                    }
                    let isNew = present.insert(change.user).inserted
                    #expect(isNew == (change.kind == .joined))
                    if change.kind == .left { present.remove(change.user) }
                }
                for person in people {
                    let state = try await store.snapshot(for: person).chats.first { $0.chat.id == chat }
                    #expect((state != nil) == present.contains(person))
                    guard let state else { continue }
                    let messages = try await store.everything(in: chat, as: person)
                    let unread = messages.count { $0.sender != person && $0.seq > state.read.read }
                    #expect(state.read.unread == Int64(unread))
                    #expect(state.members?.map(\.user) == present.sorted())
                }
            }
        }
    }
}

extension MoveOutcome {
    fileprivate var told: [Event] {
        guard case .moved(_, let events) = self else { return [] }
        return events
    }
}
