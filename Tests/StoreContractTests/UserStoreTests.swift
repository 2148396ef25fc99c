import Domain
import Testing
import UseCases

@Suite("Accounts")
struct UserStoreTests {
    @Test("an account is found by its number, as it was kept", arguments: StoreKind.all)
    func foundByNumber(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let made = try await store.insert(.named("Anna.K@example.com"))
            #expect(made.email.rawValue == "Anna.K@example.com")
            #expect(made.name.rawValue == "Имя Anna.K@example.com")
            #expect(try await store.user(made.id) == made)
        }
    }

    @Test("a number that nobody has finds nobody", arguments: StoreKind.all, [0, -1, 2, Int64.max, Int64.min])
    func unknownNumber(kind: StoreKind, number: Int64) async throws {
        try await kind.withStore { store in
            _ = try await store.people(1)
            #expect(try await store.user(ID(number)) == nil)
        }
    }

    @Test("numbers ascend, also after a refused account", arguments: StoreKind.all)
    func numbersAscend(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let first = try await store.people(3)
            await #expect(throws: MessengerError.emailTaken) {
                try await store.insert(.named("person0@example.com"))
            }
            let last = try await store.insert(.named("later@example.com")).id
            #expect(first + [last] == (first + [last]).sorted())
            #expect(Set(first + [last]).count == 4)
            #expect(first[0].rawValue > 0)
        }
    }

    @Test(
        "an address is taken in every spelling",
        arguments: StoreKind.all,
        [
            ("user@example.com", "user@example.com"), ("user@example.com", "USER@Example.COM"),
            ("Почта@пример.рф", "почта@ПРИМЕР.рф"), ("ÉLAN@example.com", "élan@example.com"),
        ]
    )
    func addressTwins(kind: StoreKind, twins: (String, String)) async throws {
        try await kind.withStore { store in
            let first = try await store.insert(.named(twins.0))
            await #expect(throws: MessengerError.emailTaken) {
                try await store.insert(.named(twins.1))
            }
            let found = try await store.credentials(for: EmailAddress(stored: twins.1))
            #expect(found?.user == first)
        }
    }

    @Test("of many who want one address at once, one gets it", arguments: StoreKind.all)
    func addressRace(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let answers = await Answer.ofMany(24) { number in
                let email = number.isMultiple(of: 2) ? "race@example.com" : "Race@Example.com"
                return try await store.insert(.named(email, hash: "\(number)"))
            }
            let winner = try #require(answers.compactMap(\.value).first)
            #expect(answers.count { $0 == .value(winner) } == 1)
            #expect(answers.count { $0 == .refused(.emailTaken) } == 23)
            #expect(try await store.credentials(for: EmailAddress(stored: "RACE@example.com"))?.user == winner)
        }
    }

    @Test("an address that nobody has finds nobody", arguments: StoreKind.all)
    func unknownAddress(kind: StoreKind) async throws {
        try await kind.withStore { store in
            _ = try await store.people(1)
            for address in ["person1@example.com", "person0@example.co", "", "%", "person_@example.com", "' OR 1=1 --"]
            {
                #expect(try await store.credentials(for: EmailAddress(stored: address))?.user == nil)
            }
        }
    }

    @Test("a hash is kept, and replaced only while it is the one that was compared", arguments: StoreKind.all)
    func replacingAHash(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let email = EmailAddress(stored: "anna@example.com")
            let anna = try await store.insert(.named("anna@example.com", hash: "old")).id
            let other = try await store.insert(.named("other@example.com", hash: "old")).id
            func hash() async throws -> String? { try await store.credentials(for: email)?.passwordHash.rawValue }

            try await store.replaceHash(of: anna, from: PasswordHash("older"), to: PasswordHash("stale"))
            #expect(try await hash() == "old")
            try await store.replaceHash(of: anna, from: PasswordHash("old"), to: PasswordHash("new"))
            #expect(try await hash() == "new")
            try await store.replaceHash(of: anna, from: PasswordHash("old"), to: PasswordHash("stale"))
            #expect(try await hash() == "new")
            try await store.replaceHash(of: ID(other.rawValue + 1), from: PasswordHash("old"), to: PasswordHash("x"))
            let neighbour = try await store.credentials(for: EmailAddress(stored: "other@example.com"))
            #expect(neighbour?.passwordHash.rawValue == "old")
        }
    }
}
