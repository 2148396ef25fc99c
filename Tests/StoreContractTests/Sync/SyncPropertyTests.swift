import Domain
import TestKit
import Testing
import UseCases

@Suite("State and what happens after it, at random")
struct SyncPropertyTests {
    private static let seeds: [UInt64] = [1, 2, 3, 5, 8, 13]

    @Test("a device that was away has, slice by slice, what it would be told anew", arguments: StoreKind.all, seeds)
    func slices(kind: StoreKind, seed: UInt64) async throws {
        try await kind.withStore { store in
            var world = try await RandomWorld(seed: seed, people: 6, store: store)
            var devices: [ClientModel] = []
            for _ in 0..<120 {
                _ = try await world.step()
                let person = world.people[Int.random(in: 0..<6, using: &world.random)]
                if Int.random(in: 0..<4, using: &world.random) == 0 {
                    devices.append(ClientModel(person, try await store.snapshot(for: person)))
                }
                guard !devices.isEmpty else { continue }
                // Some come back often, some only at the end; some go away again in the middle.
                let place = Int.random(in: devices.indices, using: &world.random)
                let slices = Int.random(in: 0...3, using: &world.random)
                try await devices[place].catchUp(with: store, slices: slices, random: &world.random)
            }
            for place in devices.indices {
                try await devices[place].catchUp(with: store, slices: .max, random: &world.random)
                #expect(devices[place].snapshot == (try await store.snapshot(for: devices[place].me)))
            }
        }
    }

    @Test("a device that listens has what it would be told anew", arguments: StoreKind.all, seeds)
    func live(kind: StoreKind, seed: UInt64) async throws {
        try await kind.withStore { store in
            var world = try await RandomWorld(seed: seed &+ 100, people: 5, store: store)
            var devices: [ClientModel] = []
            for person in world.people { devices.append(ClientModel(person, try await store.snapshot(for: person))) }
            for step in 0..<120 {
                for event in try await world.step() {
                    for place in devices.indices { devices[place].follow(event) }
                }
                guard step.isMultiple(of: 20) else { continue }
                for device in devices {
                    #expect(device.snapshot == (try await store.snapshot(for: device.me)))
                    #expect(device.position == (try await store.position(of: device.me)))
                }
            }
        }
    }

    @Test("what is unread is what others wrote after the cursor", arguments: StoreKind.all, seeds)
    func unread(kind: StoreKind, seed: UInt64) async throws {
        try await kind.withStore { store in
            var world = try await RandomWorld(seed: seed &+ 200, people: 5, store: store)
            for step in 0..<120 {
                _ = try await world.step()
                if step.isMultiple(of: 30) { try await compareStates(of: world) }
            }
            try await compareStates(of: world)
        }
    }

    private func compareStates(of world: RandomWorld) async throws {
        for person in world.people {
            let states = try await world.store.snapshot(for: person).chats
            #expect(states.map(\.chat.id) == world.chats.filter { world.members[$0]?.contains(person) == true })
            #expect(try await world.store.chats(of: person) == states.map(\.withoutMembers))
            for state in states {
                let chat = state.chat.id
                let messages = try await world.store.everything(in: chat, as: person)
                let unread = messages.count { $0.sender != person && $0.seq > state.read.read }
                #expect(state.read.unread == Int64(unread))
                #expect(state.read.counted == state.lastSeq)
                #expect(state.lastMessage == messages.last)
                #expect(state.lastSeq.rawValue == Int64(world.lanes[.changes(chat)]?.count ?? 0))
                #expect(state.receiptSeq.rawValue == Int64(world.lanes[.receipts(chat)]?.count ?? 0))
                #expect(state.memberCount == Int64(world.members[chat]?.count ?? 0))
                let members = try await world.store.members(of: chat, for: person, after: nil, limit: 1_000)
                #expect(members.map(\.user) == world.members[chat]?.sorted())
                #expect(state.members == members)
            }
        }
    }

    @Test("a lane gives again what it gave, or what has overtaken it", arguments: StoreKind.all, seeds)
    func lanes(kind: StoreKind, seed: UInt64) async throws {
        try await kind.withStore { store in
            var world = try await RandomWorld(seed: seed &+ 300, people: 5, store: store)
            for _ in 0..<120 { _ = try await world.step() }
            let ends = try await store.ends(of: Array(world.lanes.keys))
            #expect(ends == world.lanes.mapValues { Int64($0.count) })
            for (lane, told) in world.lanes {
                let after = Int64.random(in: 0...Int64(told.count), using: &world.random)
                let through = Int64.random(in: after...Int64(told.count), using: &world.random)
                let limit = Int.random(in: 1...20, using: &world.random)
                let events = try await store.events(in: lane, after: after, through: through, limit: limit)
                let range = told[Int(after)..<Int(through)]
                switch lane {
                case .changes: #expect(events == Array(range.prefix(limit)))
                case .receipts:
                    #expect(events == Array(told.newest(of: \.receipt?.user, in: range, world).prefix(limit)))
                case .account:
                    let newest = told.newest(of: \.account?.chat, in: range, world).prefix(limit)
                    #expect(events.map(\.number) == newest.map(\.number))
                    #expect(events.map(\.account?.chat) == newest.map(\.account?.chat))
                }
            }
        }
    }
}

extension [Event] {
    /// Those of a range that nothing in the whole has overtaken; without the receipts of people who have gone since.
    fileprivate func newest<Key: Hashable>(
        of key: (Event) -> Key?,
        in range: ArraySlice<Event>,
        _ world: RandomWorld
    ) -> [Event] {
        range.filter { event in
            guard last(where: { key($0) == key(event) }) == event else { return false }
            guard let receipt = event.receipt else { return true }
            let changes = world.lanes[.changes(receipt.chat)] ?? []
            let left = changes.last { $0.membership?.user == receipt.user && $0.membership?.kind == .left }
            return left?.membership.map { $0.seq <= receipt.delivered } ?? true
                && world.members[receipt.chat]?.contains(receipt.user) == true
        }
    }
}

extension Event {
    fileprivate var number: Int64? {
        place?.number
    }
}

extension ChatState {
    fileprivate var withoutMembers: ChatState {
        ChatState(
            chat: chat,
            lastSeq: lastSeq,
            receiptSeq: receiptSeq,
            read: read,
            memberCount: memberCount,
            members: nil,
            creator: creator,
            lastMessage: lastMessage
        )
    }
}

extension ClientModel {
    /// Asks for so many slices of random lengths, or until there is nothing more.
    mutating func catchUp(with store: any Store, slices: Int, random: inout SeededGenerator) async throws {
        var count = 0
        while count < slices {
            count += 1
            let limit = Int.random(in: 1...7, using: &random)
            guard case .slice(let slice) = try await store.changes(for: me, since: position, limit: limit) else {
                Issue.record("a device was told to start anew")
                return
            }
            #expect(slice.events.count <= limit)
            #expect(!slice.hasMore || slice.position != position)
            take(slice)
            let places = Dictionary(uniqueKeysWithValues: snapshot.chats.map { ($0.chat.id, $0.lastSeq) })
            #expect(places == position.chats.mapValues(\.seq))
            if !slice.hasMore { return }
        }
    }
}
