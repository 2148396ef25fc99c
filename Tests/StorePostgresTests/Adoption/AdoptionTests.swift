import Domain
import Testing
import UseCases

@testable import StorePostgres

@Suite("Adopting the original server's database", .serialized)
struct AdoptionTests {
    /// Loads the damaged database, adopts it, and gives the body the store and the report.
    private func adopt(
        _ body: (DatabaseFixture, PostgresStore, MigrationReport) async throws -> Void
    ) async throws {
        try await DatabaseFixture.use { fixture in
            try await fixture.loadOriginal()
            try await fixture.store { store async throws in
                #expect(try await store.pendingMigrations() == Adoption.steps)
                try await body(fixture, store, try await store.migrate())
            }
        }
    }

    @Test("every message is kept with its id, place, time, flag and client message id, to the microsecond")
    func messages() async throws {
        try await DatabaseFixture.use { fixture in
            try await fixture.loadOriginal()
            let original = try await fixture.originalMessages()
            try #require(original.count == 14)
            try await fixture.store { store async throws in _ = try await store.migrate() }
            #expect(try await fixture.adoptedMessages() == original)
            let dense = "SELECT bool_and(seq = number AND seq BETWEEN 1 AND last_seq AND last_seq = message_count)"
            #expect(try await fixture.lines("\(dense) FROM messages m JOIN chats c ON c.id = m.chat_id") == ["true"])
        }
    }

    @Test("history is what the original showed, through the store's own door")
    func history() async throws {
        try await adopt { _, store, _ async throws in
            let page = try await store.history(of: ID(1), for: ID(2), offset: 0, limit: 100)
            #expect(page.total == 7)
            #expect(page.messages.map(\.id.rawValue) == [6, 2, 3, 1, 5, 7, 8])
            #expect(page.messages.map(\.seq.rawValue) == Array(1...7))
            #expect(page.messages.map(\.sender.rawValue) == [1, 2, 1, 1, 2, 2, 1])
            #expect(page.messages[4].text.rawValue.isEmpty)
            #expect(page.messages[2].clientMessageID?.rawValue == "58219a50-fa27-46a8-b91e-695b5610efbb")
            #expect(page.messages[3].clientMessageID == nil)
            #expect(
                page.messages.map(\.createdAt.microseconds) == [
                    946_684_799_999_999, 1_795_408_650_440_322, 1_795_408_665_000_000, 1_795_408_710_440_236,
                    1_795_408_710_440_237, 1_795_408_711_000_001, 0,
                ]
            )
            let early = try await store.history(of: ID(3), for: ID(1), offset: 0, limit: 1)
            #expect(early.messages.map(\.createdAt.microseconds) == [-14_182_939_999_999])
            await #expect(throws: MessengerError.notAMember) {
                try await store.history(of: ID(2), for: ID(7), offset: 0, limit: 1)
            }
        }
    }

    @Test("everybody has the chats that either of the original's lists gave, under the same numbers")
    func chats() async throws {
        try await adopt { _, store, _ async throws in
            for (user, chats) in [
                1: [1, 2, 3, 6, 7, 9, 12, 13], 2: [1, 2, 4, 6, 7, 9, 13], 3: [2, 3, 4, 9], 5: [2, 8, 12], 7: [15],
                8: [15], 9: [], 11: [15],
            ] as [Int64: [Int64]] {
                #expect(try await store.chats(of: ID(user)).map(\.chat.id.rawValue) == chats)
            }
            let chats = try await store.chats(of: ID(1)).map(\.chat).map {
                "\($0.id) \($0.type.rawValue) \($0.name.rawValue)"
            }
            #expect(
                chats == [
                    "1 private Алиса и Боб", "2 group Команда проекта", "3 private Чат 3", "6 group дубль",
                    "7 group ещё дубль", "9 group трое", "12 group Имя группы", "13 group дубль без типа",
                ]
            )
            #expect(try await store.chats(of: ID(2))[2].chat.type == .private)
            let pair = try #require(UserPair(ID(2), ID(1)))
            await #expect(throws: MessengerError.privateChatExists) {
                try await store.insert(
                    .private(name: ChatName(stored: "again"), pair: pair, creator: ID(2)),
                    createdAt: .noon
                )
            }
        }
    }

    @Test("the original's own members and creators are kept row by row")
    func members() async throws {
        try await adopt { fixture, _, _ async throws in
            let lost = """
                SELECT chat_id || ' ' || user_id FROM original_server.chat_users
                EXCEPT SELECT chat_id || ' ' || user_id FROM members
                """
            #expect(try await fixture.lines(lost).isEmpty)
            #expect(try await fixture.lines("SELECT count(*) FROM members") == ["25"])
            #expect(try await fixture.lines("SELECT id FROM chats WHERE creator_id = 1") == ["2"])
        }
    }

    @Test(
        "everybody keeps logging in, twins by exactly their spelling",
        arguments: [
            ("alice@example.com", 1), ("ALICE@example.com", 1), ("Anna@example.com", 7), ("anna@example.com", 8),
            ("ANNA@example.com", 9), ("aNNa@example.com", 7), ("Почта@пример.рф", 12),
            ("ПОЧТА@xn--e1afmkfd.xn--p1ai", 12),
            ("nameless@example.com", 13),
        ] as [(String, Int64)]
    )
    func logIn(email: String, user: Int64) async throws {
        try await adopt { fixture, store, _ async throws in
            let found = try await store.credentials(for: try EmailAddress(parsing: email))
            #expect(found?.user.id == ID(user))
            let original = "SELECT concat_ws('|', email, password) FROM original_server.users WHERE id = \(user)"
            #expect(
                try await fixture.lines(original) == [
                    "\(found?.user.email.rawValue ?? "")|\(found?.passwordHash.rawValue ?? "")"
                ]
            )
        }
    }

    @Test("accounts with nothing in their columns are there, and nobody can log in to them")
    func emptyAccounts() async throws {
        try await adopt { _, store, _ async throws in
            let user = try #require(try await store.user(ID(11)))
            #expect(user.name.rawValue == "user 11")
            #expect(user.email.rawValue == "user-11@adopted.invalid")
            let hash = try await store.credentials(for: user.email)?.passwordHash
            #expect(hash == PasswordHash("!"))
            #expect(try await store.user(ID(13))?.name.rawValue == "")
            await #expect(throws: MessengerError.emailTaken) {
                try await store.insert(
                    NewUser(
                        email: EmailAddress(stored: "aNNa@example.com"),
                        name: UserName(stored: "x"),
                        passwordHash: PasswordHash("x"),
                        createdAt: .noon
                    )
                )
            }
        }
    }

    @Test("numbers go on after the greatest that the original gave out")
    func numbers() async throws {
        try await adopt { _, store, _ async throws in
            #expect(try await store.people(1) == [ID(21)])
            #expect(try await store.group([ID(1), ID(2)]) == ID(16))
            let sent = try await store.commit([.line("новое", id: "new", in: ID(1), by: ID(1))])
            #expect(sent.compactMap(\.committed).map(\.id.rawValue) == [58])
            #expect(sent.compactMap(\.committed).map(\.seq.rawValue) == [8])
        }
    }

    @Test("a retry of a message of the original's time gets that message")
    func retry() async throws {
        try await adopt { _, store, _ async throws in
            let id = "58219a50-fa27-46a8-b91e-695b5610efbb"
            let outcomes = try await store.commit([
                .line("третье", id: id, in: ID(1), by: ID(1)), .line("другое", id: id, in: ID(1), by: ID(1)),
                .line("третье", id: id, in: ID(1), by: ID(2)),
            ])
            #expect(outcomes[0].stored?.id == ID(3) && outcomes[0].committed == nil)
            #expect(outcomes[1] == .refused(.clientMessageIDReused))
            // A batch that turns out to hold a repeat is made again, and leaves a gap in the ids.
            #expect(try #require(outcomes[2].committed).id.rawValue >= 58)
        }
    }

    @Test("who has read what stays known, and an unread message still makes a receipt")
    func reading() async throws {
        try await adopt { fixture, store, _ async throws in
            let cursors = "SELECT user_id || ':' || read_seq FROM members WHERE chat_id = 1 ORDER BY user_id"
            #expect(try await fixture.lines(cursors) == ["1:2", "2:3"])
            #expect(try await store.markRead(ID(3), in: ID(1), by: ID(2)) == nil)
            let receipt = ReadReceipt(message: ID(1), chat: ID(1), author: ID(1), reader: ID(2))
            #expect(try await store.markRead(ID(1), in: ID(1), by: ID(2)) == receipt)
        }
    }

    @Test("everything that was repaired or is odd is named, and nothing else")
    func report() async throws {
        try await adopt { _, _, report async throws in
            #expect(report.applied == Adoption.steps)
            #expect(report.remarks == Self.remarks)
        }
    }

    private static let remarks = [
        "User 8, anna@example.com, differs from an older account in the case of letters only: it logs in with exactly "
            + "this spelling.",
        "User 9, ANNA@example.com, differs from an older account in the case of letters only: it logs in with exactly "
            + "this spelling.",
        "User 11 had no e-mail address, and is now user-11@adopted.invalid.",
        "User 11 had no name, and is now called \"user 11\".",
        "User 11 has no password, and cannot log in.",
        "Chat 3 had no name, and is now called \"Чат 3\".",
        "Chat 4 (\"без типа\") had no type, and is now private.",
        "Chat 6 (\"дубль\") was another private chat of the users 1 and 2, and is now a group of the two.",
        "Chat 7 (\"ещё дубль\") was another private chat of the users 1 and 2, and is now a group of the two.",
        "Chat 8 (\"один\") was a private chat of 1 person, and is now a group.",
        "Chat 9 (\"трое\") was a private chat of 3 people, and is now a group.",
        "Chat 10 (\"никого\") was a private chat of 0 people, and is now a group.",
        "Chat 12 had no name, and is now called \"Имя группы\".",
        "Chat 12 (\"Имя группы\") had no type, and is now a group.",
        "Chat 13 (\"дубль без типа\") had no type, and is now a group.",
        "Chat 13 (\"дубль без типа\") was another private chat of the users 1 and 2, and is now a group of the two.",
        "Chat 2 has members whom only the original's list of group members knew; they stay: 5.",
        "Chat 12 has members whom only the original's list of group members knew; they stay: 5.",
        "Chat 2 has messages by users who are not its members; they stay: 11.",
        "Chat 10 has messages by users who are not its members; they stay: 30.",
        "Chat 1 has messages without created_at, which now have their timestamp, or 1970: 6, 8.",
        "Chat 1 has messages without timestamp; they come last, as they did: 7, 8.",
        "Chat 1 has messages without a read flag, which now count as unread: 8.",
        "Chat 2 has messages without a read flag, which now count as unread: 9.",
        "The original's tables are kept in the schema original_server; when everything is as it should be, "
            + "DROP SCHEMA original_server CASCADE frees their space.",
    ]
}
