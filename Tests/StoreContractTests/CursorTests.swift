import Domain
import Testing
import UseCases

@Suite("Moving cursors")
struct CursorTests {
    /// A talk of two in which the first has written so many lines.
    private func withTalk(
        _ kind: StoreKind,
        lines: Int,
        _ body: (any Store, [ID<User>], ID<Chat>, [Message]) async throws -> Void
    ) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let chat = try await store.talk(people[0], people[1]).id
            try await body(store, people, chat, try await store.sendLines(lines, in: chat, by: people[0]))
        }
    }

    @Test("reading up to a place tells the others, the own devices and the author", arguments: StoreKind.all)
    func reading(kind: StoreKind) async throws {
        try await withTalk(kind, lines: 5) { store, people, chat, lines async throws in
            let state = ReadState(chat: chat, read: Seq(3), unread: 2, counted: Seq(5))
            let moved = try await store.move(people[1], in: chat, .read(Seq(3)))
            #expect(moved.state == state)
            let flagged = lines.prefix(3).map { line in
                Event.messageRead(ReadReceipt(message: line.id, chat: chat, author: people[0], reader: people[1]))
            }
            let receipt = Receipt(
                chat: chat,
                user: people[1],
                read: Seq(3),
                delivered: Seq(3),
                number: ReceiptSeq(1)
            )
            #expect(moved.events == flagged + [.receipt(receipt), .account(people[1], UserSeq(2), .unread(state))])
            #expect(try await store.chats(of: people[1]).first?.read == state)
            #expect(try await store.chats(of: people[0]).first?.read.unread == 0)
        }
    }

    @Test("a place past the end is the end, and nothing moves back", arguments: StoreKind.all)
    func limits(kind: StoreKind) async throws {
        try await withTalk(kind, lines: 5) { store, people, chat, _ async throws in
            let before = ReadState(chat: chat, read: .start, unread: 5, counted: Seq(5))
            for target in [CursorMove.Target.read(Seq(-3)), .read(.start), .delivered(.start), .readMessage(ID(9_999))]
            {
                #expect(try await store.move(people[1], in: chat, target) == Moved(state: before, events: []))
            }
            #expect(try await store.move(people[1], in: chat, .read(Seq(.max))).state.read == Seq(5))
            for target in [CursorMove.Target.read(Seq(2)), .read(Seq(9)), .delivered(Seq(.max)), .delivered(Seq(1))] {
                let moved = try await store.move(people[1], in: chat, target)
                #expect(moved.state == ReadState(chat: chat, read: Seq(5), unread: 0, counted: Seq(5)))
                #expect(moved.events == [])
            }
        }
    }

    @Test("what has arrived need not be read, and what is read has arrived", arguments: StoreKind.all)
    func arriving(kind: StoreKind) async throws {
        try await withTalk(kind, lines: 5) { store, people, chat, _ async throws in
            for (target, read, delivered, number) in [
                (CursorMove.Target.delivered(Seq(4)), 0, 4, 1), (.read(Seq(2)), 2, 4, 2), (.read(Seq(5)), 5, 5, 3),
            ] {
                let receipts = try await store.move(people[1], in: chat, target).events.compactMap(\.receipt)
                #expect(
                    receipts == [
                        Receipt(
                            chat: chat,
                            user: people[1],
                            read: Seq(Int64(read)),
                            delivered: Seq(Int64(delivered)),
                            number: ReceiptSeq(Int64(number))
                        )
                    ]
                )
            }
            let members = try await store.members(of: chat, for: people[0], after: nil, limit: 9)
            #expect(members.map(\.read.rawValue) == [0, 5])
            #expect(members.map(\.delivered.rawValue) == [0, 5])
        }
    }

    @Test("an arrival is no business of the own devices", arguments: StoreKind.all)
    func silentArrival(kind: StoreKind) async throws {
        try await withTalk(kind, lines: 2) { store, people, chat, _ async throws in
            let events = try await store.move(people[1], in: chat, .delivered(Seq(2))).events
            #expect(events.compactMap(\.account).isEmpty && events.count == 1)
            #expect(try await store.position(of: people[1]).account == UserSeq(1))
        }
    }

    @Test("of what a jump covers the newest hundred are marked, others one by one", arguments: StoreKind.all)
    func manyMarks(kind: StoreKind) async throws {
        try await withTalk(kind, lines: 130) { store, people, chat, lines async throws in
            let own = try await store.send("own", id: "own", in: chat, by: people[1])
            #expect(try await store.markRead(lines[60].id, in: chat, by: people[1]) != nil)
            let events = try await store.move(people[1], in: chat, .read(own.seq)).events
            #expect(events.compactMap(\.readReceipt?.message) == lines.suffix(69).map(\.id))
            #expect(try await store.markRead(lines[0].id, in: chat, by: people[1]) != nil)
            #expect(try await store.markRead(lines[0].id, in: chat, by: people[1]) == nil)
        }
        try await withTalk(kind, lines: 130) { store, people, chat, lines async throws in
            let events = try await store.move(people[1], in: chat, .read(Seq(125))).events
            #expect(events.compactMap(\.readReceipt?.message) == lines[25..<125].map(\.id))
        }
    }

    @Test("the moves of a batch are answered in their order, and count in it", arguments: StoreKind.all)
    func batch(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(4)
            let (one, other) = (try await store.group(Array(people.prefix(3))), try await store.group(people))
            for chat in [one, other] { _ = try await store.sendLines(4, in: chat, by: people[0]) }
            let moves = [
                CursorMove(chat: other, user: people[2], target: .read(Seq(4))),
                CursorMove(chat: one, user: people[3], target: .read(Seq(4))),
                CursorMove(chat: other, user: people[1], target: .read(Seq(2))),
                CursorMove(chat: one, user: people[2], target: .delivered(Seq(3))),
                CursorMove(chat: ID(99_999), user: people[0], target: .read(Seq(1))),
                CursorMove(chat: one, user: people[1], target: .read(.start)),
                CursorMove(chat: one, user: people[2], target: .read(Seq(1))),
            ]
            let outcomes = try await store.move(moves)
            #expect(outcomes[1] == .refused(.notAMember) && outcomes[4] == .refused(.notAMember))
            #expect(outcomes[5] == .moved(ReadState(chat: one, read: .start, unread: 4, counted: Seq(4)), events: []))
            #expect(outcomes[0].events.compactMap(\.receipt?.number.rawValue) == [1])
            #expect(outcomes[2].events.compactMap(\.receipt?.number.rawValue) == [2])
            // Two moves of one member in one chat are told as one.
            let folded = Receipt(chat: one, user: people[2], read: Seq(1), delivered: Seq(3), number: ReceiptSeq(1))
            #expect(outcomes[3].events.compactMap(\.receipt) == [folded])
            #expect(outcomes[6].events == [])
            #expect(outcomes[3].state == outcomes[6].state && outcomes[6].state?.unread == 3)
            #expect(outcomes[0].events.last?.place?.number == 3)
            #expect(outcomes[3].events.last?.place?.number == 4)
            #expect(try await store.move([]) == [])
        }
    }

    @Test("own messages count for nobody's unread", arguments: StoreKind.all)
    func ownMessages(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            for number in 1...12 {
                _ = try await store.send("\(number)", id: "\(number)", in: chat, by: people[number % 3 == 0 ? 1 : 0])
            }
            // 3, 6, 9 and 12 are the reader's own.
            for (seq, unread) in [(0, 8), (1, 7), (3, 6), (4, 5), (7, 3), (9, 2), (12, 0)] {
                #expect(try await store.move(people[1], in: chat, .read(Seq(Int64(seq)))).state.unread == Int64(unread))
            }
            #expect(try await store.chats(of: people[0]).first?.read.unread == 4)
        }
    }

    @Test("many who read and write at once are all counted", arguments: StoreKind.all)
    func atOnce(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(6)
            let chat = try await store.group(people)
            let events = try await withThrowingTaskGroup(of: [Event].self) { group in
                for number in 0..<60 {
                    let person = people[number % 6]
                    group.addTask {
                        _ = try await store.send("\(number)", id: "\(number)", in: chat, by: person)
                        return try await store.move(person, in: chat, .read(Seq(.max))).events
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let numbers = events.compactMap(\.receipt?.number.rawValue).sorted()
            #expect(numbers == Array(1...Int64(numbers.count)))
            let marks = events.compactMap(\.readReceipt?.message)
            #expect(Set(marks).count == marks.count)
            for person in people {
                let state = try #require(try await store.chats(of: person).first)
                let later = try await store.everything(in: chat, as: person).filter { $0.seq > state.read.read }
                #expect(state.read.unread == Int64(later.count { $0.sender != person }))
            }
        }
    }
}

extension MoveOutcome {
    fileprivate var events: [Event] {
        guard case .moved(_, let events) = self else { return [] }
        return events
    }

    fileprivate var state: ReadState? {
        guard case .moved(let state, _) = self else { return nil }
        return state
    }
}
