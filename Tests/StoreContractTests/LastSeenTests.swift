import Domain
import Testing
import UseCases

@Suite("When people were last there")
struct LastSeenTests {
    @Test("a statement notes many people, and moves nobody back", arguments: StoreKind.all)
    func many(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(5)
            _ = try await store.group(people)
            try await store.noteSeen([people[2]], at: .noon + .seconds(1))
            try await store.noteSeen([people[3], people[1], people[2], people[3], ID(999_999)], at: .noon)
            #expect(try await seen(people, in: store) == [nil, .noon, .noon + .seconds(1), .noon, nil])
            try await store.noteSeen([], at: .noon + .seconds(2))
            try await store.noteSeen(people, at: .noon + .seconds(1))
            #expect(try await seen(people, in: store) == Array(repeating: .noon + .seconds(1), count: 5))
        }
    }

    @Test("several nodes may note the same people at once, each in its own order", arguments: StoreKind.all)
    func together(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(40)
            _ = try await store.group(people)
            try await withThrowingTaskGroup(of: Void.self) { nodes in
                for second in 0..<40 {
                    let order = people.shuffled()
                    nodes.addTask { try await store.noteSeen(order, at: .noon + .seconds(second)) }
                }
                try await nodes.waitForAll()
            }
            #expect(try await seen(people, in: store) == Array(repeating: .noon + .seconds(39), count: 40))
        }
    }

    /// Groups lock their people in the order of ids, and here that is not the order in which the rows lie.
    @Test("nobody waits in a circle with those who change the same accounts", arguments: StoreKind.all)
    func circle(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(40)
            for person in people.reversed() { try await store.noteSeen([person], at: .noon) }
            try await withThrowingTaskGroup(of: Void.self) { nodes in
                for second in 1...40 {
                    nodes.addTask { try await store.noteSeen(people, at: .noon + .seconds(second)) }
                    nodes.addTask { _ = try await store.group(people) }
                }
                try await nodes.waitForAll()
            }
            #expect(try await seen(people, in: store) == Array(repeating: .noon + .seconds(40), count: 40))
        }
    }

    private func seen(_ people: [ID<User>], in store: any Store) async throws -> [Timestamp?] {
        try await store.acquaintances(of: people[0], among: people).map(\.lastSeen)
    }
}
