import Domain
import StoreSQL
import Testing
import UseCases

@Suite("Calls under a key")
struct CallStoreTests {
    private let answer = KeptAnswer(
        status: 200,
        contentType: "application/json",
        body: #"{"text":"Привет 👋 \u0000"}"#
    )

    private func call(
        _ key: String = "key",
        by user: ID<User>,
        _ fingerprint: String = "print",
        at time: Timestamp = .noon
    ) -> KeyedCall {
        KeyedCall(user: user, key: IdempotencyKey(stored: key), fingerprint: fingerprint, beganAt: time)
    }

    @Test("go ahead once, and are answered in the same bytes from then on", arguments: StoreKind.all)
    func once(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let anna = try await store.people(1)[0]
            #expect(try await store.begin(call(by: anna)) == .begun)
            #expect(try await store.begin(call(by: anna)) == .running)
            try await store.keep(answer, of: call(by: anna))
            #expect(try await store.begin(call(by: anna, at: .noon + .seconds(3600))) == .answered(answer))
            let nothing = KeptAnswer(status: 204, contentType: nil, body: "")
            #expect(try await store.begin(call("empty", by: anna)) == .begun)
            try await store.keep(nothing, of: call("empty", by: anna))
            #expect(try await store.begin(call("empty", by: anna)) == .answered(nothing))
        }
    }

    @Test("are told from other calls under the same key", arguments: StoreKind.all)
    func reused(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let anna = try await store.people(1)[0]
            #expect(try await store.begin(call(by: anna)) == .begun)
            #expect(try await store.begin(call(by: anna, "other")) == .reused)
            try await store.keep(answer, of: call(by: anna))
            #expect(try await store.begin(call(by: anna, "other")) == .reused)
            #expect(try await store.begin(call(by: anna)) == .answered(answer))
        }
    }

    @Test("are each caller's own, and each key's", arguments: StoreKind.all)
    func separate(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            #expect(try await store.begin(call(by: people[0])) == .begun)
            #expect(try await store.begin(call(by: people[1], "other")) == .begun)
            #expect(try await store.begin(call("Key", by: people[0])) == .begun)
        }
    }

    @Test("of many that come at once, one goes ahead", arguments: StoreKind.all)
    func race(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let call = call(by: try await store.people(1)[0])
            let answers = await Answer.ofMany(16) { _ in try await store.begin(call) }
            #expect(answers.count { $0 == .value(.begun) } == 1)
            #expect(answers.count { $0 == .value(.running) } == 15)
        }
    }

    @Test("that came to nothing may be made again, and those that were answered not", arguments: StoreKind.all)
    func released(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let call = call(by: try await store.people(1)[0])
            #expect(try await store.begin(call) == .begun)
            try await store.release(call)
            #expect(try await store.begin(call) == .begun)
            try await store.keep(answer, of: call)
            try await store.release(call)
            #expect(try await store.begin(call) == .answered(answer))
        }
    }

    @Test("whose server is dead may be made again after a minute, by the same call alone", arguments: StoreKind.all)
    func givenUp(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let anna = try await store.people(1)[0]
            let (first, second) = (call(by: anna), call(by: anna, at: .noon + .seconds(60)))
            #expect(try await store.begin(first) == .begun)
            #expect(try await store.begin(call(by: anna, at: .noon + .seconds(59))) == .running)
            #expect(try await store.begin(call(by: anna, "other", at: .noon + .seconds(60))) == .reused)
            #expect(try await store.begin(second) == .begun)
            // The first was not dead: it has lost the name, and can neither answer for the second nor give it back.
            try await store.keep(answer, of: first)
            try await store.release(first)
            #expect(try await store.begin(second) == .running)
            try await store.keep(answer, of: second)
            #expect(try await store.begin(second) == .answered(answer))
        }
    }

    @Test("are forgotten after a day, whatever they were", arguments: StoreKind.all)
    func forgotten(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let anna = try await store.people(1)[0]
            #expect(try await store.begin(call(by: anna)) == .begun)
            try await store.keep(answer, of: call(by: anna))
            let day = Timestamp.noon + .seconds(86_400)
            #expect(try await store.begin(call(by: anna, "other", at: day - .seconds(1))) == .reused)
            #expect(try await store.begin(call(by: anna, "other", at: day)) == .begun)
            #expect(try await store.begin(call(by: anna, "other", at: day)) == .running)
        }
    }

    @Test("that are to be forgotten are removed in passing, a hundred at a time", arguments: StoreKind.all)
    func pruning(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store in
                let anna = try await store.people(1)[0]
                for number in 1...150 { #expect(try await store.begin(call("old \(number)", by: anna)) == .begun) }
                let count = SQLQuery<Int64>(SharedStatement("SELECT count(*) FROM keyed_calls"))
                #expect(try await home.rows(count) == [150])
                let day = Timestamp.noon + .seconds(86_400)
                #expect(try await store.begin(call("new", by: anna, at: day)) == .begun)
                #expect(try await home.rows(count) == [51])
                #expect(try await store.begin(call("newer", by: anna, at: day)) == .begun)
                #expect(try await home.rows(count) == [2])
            }
        }
    }
}
