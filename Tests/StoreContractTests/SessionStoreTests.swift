import Domain
import StoreSQL
import Testing
import UseCases

@Suite("Sessions that end")
struct SessionStoreTests {
    private let one = SessionID("one")
    private let other = SessionID("other")

    @Test("an account is found with its sessions, and nobody where there is none", arguments: StoreKind.all)
    func standing(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let anna = try await store.insert(.named("anna@example.com"))
            let standing = try #require(try await store.standing(of: anna.id, in: one))
            #expect(
                standing
                    == SessionStanding(user: anna, tokensAfter: Timestamp(microseconds: 0), isRevoked: false)
            )
            #expect(try await store.standing(of: ID(anna.id.rawValue + 1), in: one) == nil)
        }
    }

    @Test("a session that was ended stays so, and is the only one", arguments: StoreKind.all)
    func revoke(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let anna = try await store.insert(.named("anna@example.com")).id
            for _ in 1...2 { try await store.revoke(one, until: .noon + .seconds(60), now: .noon) }
            #expect(try await store.standing(of: anna, in: one)?.isRevoked == true)
            #expect(try await store.standing(of: anna, in: other)?.isRevoked == false)
        }
    }

    @Test("ended sessions are forgotten when their tokens have expired, a hundred at a time", arguments: StoreKind.all)
    func pruning(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store in
                for number in 1...150 {
                    try await store.revoke(SessionID("old \(number)"), until: .noon, now: .noon - .seconds(1))
                }
                try await store.revoke(one, until: .noon + .seconds(60), now: .noon - .seconds(1))
                let count = SQLQuery<Int64>(SharedStatement("SELECT count(*) FROM revoked_tokens"))
                #expect(try await home.rows(count) == [151])
                try await store.revoke(other, until: .noon + .seconds(60), now: .noon)
                #expect(try await home.rows(count) == [52])
                try await store.revoke(other, until: .noon + .seconds(60), now: .noon)
                #expect(try await home.rows(count) == [2])
            }
        }
    }

    @Test("a password is changed together with the floor, or neither", arguments: StoreKind.all)
    func changePassword(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let anna = try await store.insert(.named("anna@example.com", hash: "old")).id
            let boris = try await store.insert(.named("boris@example.com", hash: "old")).id
            func change(_ old: String, _ new: String, _ floor: Timestamp) async throws -> Bool {
                try await store.changePassword(
                    of: anna,
                    from: PasswordHash(old),
                    to: PasswordHash(new),
                    endingTokensUpTo: floor
                )
            }
            func floor(_ user: ID<User>) async throws -> Timestamp? {
                try await store.standing(of: user, in: one)?.tokensAfter
            }

            #expect(try await !change("stale", "new", .noon))
            #expect(try await store.passwordHash(of: anna) == PasswordHash("old"))
            #expect(try await floor(anna) == Timestamp(microseconds: 0))
            #expect(try await change("old", "new", .noon))
            #expect(try await store.passwordHash(of: anna) == PasswordHash("new"))
            #expect(try await floor(anna) == .noon)
            // The floor never sinks.
            #expect(try await change("new", "newer", .noon - .seconds(1)))
            #expect(try await floor(anna) == .noon)
            #expect(try await floor(boris) == Timestamp(microseconds: 0))
            #expect(try await store.passwordHash(of: boris) == PasswordHash("old"))
            #expect(try await store.passwordHash(of: ID(boris.rawValue + 1)) == nil)
        }
    }

    @Test("of many who change a password at once from the same one, one succeeds", arguments: StoreKind.all)
    func race(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let anna = try await store.insert(.named("anna@example.com", hash: "old")).id
            let answers = await Answer.ofMany(16) { number in
                try await store.changePassword(
                    of: anna,
                    from: PasswordHash("old"),
                    to: PasswordHash("new \(number)"),
                    endingTokensUpTo: .noon
                )
            }
            #expect(answers.count { $0 == .value(true) } == 1)
            #expect(answers.count { $0 == .value(false) } == 15)
        }
    }

    @Test("a ticket is used once, however many come with it at once", arguments: StoreKind.all)
    func tickets(kind: StoreKind) async throws {
        try await kind.withStore { store async throws in
            let answers = await Answer.ofMany(16) { _ in
                try await store.useTicket("ticket", until: .noon + .seconds(30), now: .noon)
            }
            #expect(answers.count { $0 == .value(true) } == 1)
            #expect(answers.count { $0 == .value(false) } == 15)
            #expect(try await store.useTicket("another", until: .noon + .seconds(30), now: .noon))
        }
    }

    @Test("used tickets are forgotten when they have expired", arguments: StoreKind.all)
    func oldTickets(kind: StoreKind) async throws {
        try await kind.withHome { home in
            try await home.withStore { store async throws in
                for number in 1...3 {
                    #expect(try await store.useTicket("\(number)", until: .noon + .seconds(number), now: .noon))
                }
                #expect(try await store.useTicket("4", until: .noon + .seconds(30), now: .noon + .seconds(2)))
                let ids = SQLQuery<String>(SharedStatement("SELECT id FROM used_tickets ORDER BY id"))
                #expect(try await home.rows(ids) == ["3", "4"])
            }
        }
    }
}
