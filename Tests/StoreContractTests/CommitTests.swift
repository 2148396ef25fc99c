import Domain
import TestKit
import Testing
import UseCases

@Suite("Committing messages")
struct CommitTests {
    @Test("a committed message is what was written, at the next place of its chat", arguments: StoreKind.all)
    func firstMessages(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            let time = Timestamp(microseconds: 1_795_435_200_123_456)
            let outcomes = try await store.commit([
                .line("Привет 👋", id: "a", in: chat, by: people[0], at: time),
                .line("и тебе", id: "a", in: chat, by: people[1]),
            ])
            let first = try #require(outcomes.first?.committed)
            #expect(first.chat == chat)
            #expect(first.seq == Seq(1))
            #expect(first.sender == people[0])
            #expect(first.text.rawValue == "Привет 👋")
            #expect(first.clientMessageID?.rawValue == "a")
            #expect(first.createdAt == time)
            #expect(outcomes.last?.committed?.seq == Seq(2))
            #expect(try await store.everything(in: chat, as: people[1]) == outcomes.compactMap(\.committed))
        }
    }

    @Test("nothing to commit has no outcomes", arguments: StoreKind.all)
    func emptyBatch(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let outcomes = try await store.commit([])
            #expect(outcomes.isEmpty)
        }
    }

    @Test("outcomes stand in the order of the drafts, places and ids ascend", arguments: StoreKind.all)
    func orderOfABatch(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let chats = [
                try await store.group(people), try await store.group(people), try await store.group([people[0]]),
            ]
            let drafts = (0..<512).map { number in
                MessageDraft.line("\(number)", id: "\(number)", in: chats[number % 3], by: people[0])
            }
            let messages = try await store.commit(drafts).map { try #require($0.committed) }
            #expect(messages.map(\.text) == drafts.map(\.text))
            #expect(messages.map(\.id) == messages.map(\.id).sorted())
            #expect(Set(messages.map(\.id)).count == 512)
            for chat in chats {
                let seqs = messages.filter { $0.chat == chat }.map(\.seq.rawValue)
                #expect(seqs == Array(1...Int64(seqs.count)))
            }
            let next = try await store.send("next", id: "next", in: chats[0], by: people[1])
            #expect(try next.id > #require(messages.last?.id))
            #expect(next.seq == Seq(172))
        }
    }

    @Test("a retry gets the stored message, however often", arguments: StoreKind.all)
    func retry(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            let first = try await store.send("once", id: "same", in: chat, by: people[0])
            for _ in 0..<3 {
                let later = MessageDraft.line("once", id: "same", in: chat, by: people[0], at: .noon + .seconds(9))
                #expect(try await store.commit([later]) == [.repeated(first)])
            }
            #expect(try await store.send("next", id: "other", in: chat, by: people[0]).seq == Seq(2))
            #expect(try await store.everything(in: chat, as: people[0]).count == 2)
        }
    }

    @Test("the same client message id with another text is refused and keeps nothing", arguments: StoreKind.all)
    func conflict(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            let first = try await store.send("one", id: "same", in: chat, by: people[0])
            for text in ["two", "One", "one ", "оne"] {
                let outcome = try await store.commit([.line(text, id: "same", in: chat, by: people[0])])
                #expect(outcome == [.refused(.clientMessageIDReused)])
            }
            #expect(try await store.everything(in: chat, as: people[0]) == [first])
        }
    }

    @Test("texts that differ only in their code points are other texts", arguments: StoreKind.all)
    func canonicalTwins(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let person = try await store.people(1)[0]
            let chat = try await store.group([person])
            _ = try await store.send("\u{E9}", id: "\u{E9}", in: chat, by: person)
            let other = try await store.send("e\u{301}", id: "e\u{301}", in: chat, by: person)
            #expect(other.seq == Seq(2))
            let texts = try await store.everything(in: chat, as: person).map { Array($0.text.rawValue.utf8) }
            #expect(texts == [Array("\u{E9}".utf8), Array("e\u{301}".utf8)])
        }
    }

    @Test("another sender, or another chat, may use the same client message id", arguments: StoreKind.all)
    func sameIDElsewhere(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let talk = try await store.talk(people[0], people[1]).id
            let group = try await store.group(people)
            for (chat, sender) in [(talk, people[0]), (talk, people[1]), (group, people[0]), (group, people[1])] {
                let message = try await store.send("from \(sender) in \(chat)", id: "shared", in: chat, by: sender)
                #expect(message.clientMessageID?.rawValue == "shared")
            }
            #expect(try await store.everything(in: talk, as: people[0]).count == 2)
            #expect(try await store.everything(in: group, as: people[0]).count == 2)
        }
    }

    @Test("of twins in one batch the second is a retry, or a conflict", arguments: StoreKind.all)
    func twinsInABatch(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            let outcomes = try await store.commit([
                .line("one", id: "a", in: chat, by: people[0]),
                .line("one", id: "a", in: chat, by: people[0], at: .noon + .seconds(1)),
                .line("two", id: "a", in: chat, by: people[0]),
                .line("one", id: "a", in: chat, by: people[1]),
                .line("three", id: "b", in: chat, by: people[0]),
                .line("one", id: "a", in: chat, by: people[0]),
            ])
            try #require(outcomes.count == 6)
            let first = try #require(outcomes[0].committed)
            #expect(outcomes[1] == .repeated(first))
            #expect(outcomes[2] == .refused(.clientMessageIDReused))
            #expect(outcomes[3].committed?.seq == Seq(2))
            #expect(outcomes[4].committed?.seq == Seq(3))
            #expect(outcomes[5] == .repeated(first))
            #expect(try await store.everything(in: chat, as: people[0]).map(\.seq.rawValue) == [1, 2, 3])
        }
    }

    /// A store may write many messages at once: that must not show.
    @Test("many drafts in one batch become what they become one by one", arguments: StoreKind.all)
    func mixedBatch(kind: StoreKind) async throws {
        var outcomes: [[String]] = []
        for together in [true, false] {
            try await kind.withStore { store in
                let people = try await store.people(3)
                let chats = [try await store.group(people), try await store.group(Array(people.prefix(2)))]
                _ = try await store.send("0", id: "0", in: chats[0], by: people[0])
                var random = SeededGenerator(seed: 7)
                let drafts = (0..<200).map { number in
                    // Now and then a repeat, a conflict, or a stranger in the second chat.
                    let id = Int.random(in: 0..<6, using: &random) == 0 ? number / 2 : number
                    let text = Int.random(in: 0..<9, using: &random) == 0 ? "\(number)" : "\(id)"
                    return MessageDraft.line(
                        text,
                        id: "\(id)",
                        in: chats[number % 7 == 0 ? 1 : 0],
                        by: people[Int.random(in: 0..<24, using: &random) == 0 ? 2 : 0]
                    )
                }
                var all: [CommitOutcome] = []
                for batch in together ? [drafts] : drafts.map({ [$0] }) { all += try await store.commit(batch) }
                let kept = try await store.everything(in: chats[0], as: people[0])
                #expect(kept.map(\.seq.rawValue) == Array(1...Int64(kept.count)))
                let unread = try await store.chats(of: people[1]).map { "unread \($0.read.unread)" }
                outcomes.append(all.map(\.withoutID) + kept.map(\.text.rawValue) + unread)
            }
        }
        #expect(outcomes[0] == outcomes[1])
        for word in ["committed", "repeated", "notAMember", "clientMessageIDReused"] {
            #expect(outcomes[0].contains { $0.hasPrefix(word) }, "\(word) does not occur")
        }
    }

    @Test("who is not a member, and a chat that does not exist, are refused alike", arguments: StoreKind.all)
    func notAMember(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let chat = try await store.talk(people[0], people[1]).id
            let outcomes = try await store.commit([
                .line("mine", id: "a", in: chat, by: people[0]),
                .line("stranger", id: "a", in: chat, by: people[2]),
                .line("nobody", id: "a", in: chat, by: ID(777)),
                .line("nowhere", id: "a", in: ID(777), by: people[0]),
                .line("nowhere", id: "b", in: ID(-1), by: people[0]),
                .line("stranger again", id: "b", in: chat, by: people[2]),
                .line("mine too", id: "b", in: chat, by: people[1]),
            ])
            #expect(outcomes.map { $0.committed?.seq.rawValue } == [1, nil, nil, nil, nil, nil, 2])
            let refused = CommitOutcome.refused(.notAMember)
            #expect(outcomes[1...5].allSatisfy { $0 == refused })
            #expect(try await store.everything(in: chat, as: people[1]).count == 2)
        }
    }

    @Test("a stranger does not learn which client message ids are used", arguments: StoreKind.all)
    func strangerProbes(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.group([people[0]])
            _ = try await store.send("secret", id: "known", in: chat, by: people[0])
            let outcomes = try await store.commit([
                .line("secret", id: "known", in: chat, by: people[1]), .line("x", id: "known", in: chat, by: people[1]),
            ])
            #expect(outcomes == [.refused(.notAMember), .refused(.notAMember)])
        }
    }

    @Test(
        "every text comes back byte for byte",
        arguments: StoreKind.all,
        [
            "👩‍👩‍👧‍👦 🏳️‍🌈 𝕏 😀", " \n\t ", "'; DROP TABLE messages; --", "\u{FEFF}bom", "\u{10FFFF}\u{1}", "$1 ?1 :a @b %s \\",
            String(repeating: "я", count: 32_768), String(repeating: "😀", count: 16_384),
        ]
    )
    func textFidelity(kind: StoreKind, text: String) async throws {
        try await kind.withStore { store in
            let person = try await store.people(1)[0]
            let chat = try await store.group([person])
            let sent = try await store.commit([
                MessageDraft(
                    chat: chat,
                    sender: person,
                    text: try MessageText(parsing: text),
                    clientMessageID: ClientMessageID(
                        stored: String(text.unicodeScalars.prefix(128).map(Character.init))
                    ),
                    createdAt: .noon
                )
            ])
            let read = try await store.everything(in: chat, as: person)
            #expect(read == sent.compactMap(\.committed))
            #expect(read.first.map { Array($0.text.rawValue.utf8) } == Array(text.utf8))
        }
    }

    @Test(
        "any time comes back to the microsecond",
        arguments: StoreKind.all,
        [0, -1, 1, 1_795_435_200_000_001, -62_135_596_800_000_000, 253_402_300_799_999_999] as [Int64]
    )
    func timeFidelity(kind: StoreKind, time: Int64) async throws {
        try await kind.withStore { store in
            let person = try await store.people(1)[0]
            let chat = try await store.group([person])
            _ = try await store.commit([
                .line("x", id: "x", in: chat, by: person, at: Timestamp(microseconds: time))
            ])
            #expect(try await store.everything(in: chat, as: person).map(\.createdAt.microseconds) == [time])
        }
    }
}

extension CommitOutcome {
    /// What became of a draft, but for the message's id.
    fileprivate var withoutID: String {
        switch self {
        case .committed(let message): "committed \(message.chat) \(message.seq.rawValue) \(message.text.rawValue)"
        case .repeated(let message): "repeated \(message.chat) \(message.seq.rawValue) \(message.text.rawValue)"
        case .refused(let error): "\(error)"
        }
    }
}
