import Domain
import StoreSQL
import Testing
import UseCases

@Suite("What a device lacks")
struct SyncStoreTests {
    private func slice(_ answer: SyncAnswer) throws -> SyncSlice {
        guard case .slice(let slice) = answer else { throw MessengerError.internalFault }
        return slice
    }

    @Test("somebody without chats has an empty state and a position", arguments: StoreKind.all)
    func empty(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let person = try await store.people(1)[0]
            for user in [person, ID(99_999)] {
                let snapshot = try await store.snapshot(for: user)
                #expect(snapshot.chats.isEmpty && snapshot.position.chats.isEmpty)
                #expect(snapshot.position.account == .start)
                #expect(snapshot.position == (try await store.position(of: user)))
                let answer = try await store.changes(for: user, since: snapshot.position, limit: 5)
                #expect(try slice(answer) == SyncSlice(events: [], position: snapshot.position, hasMore: false))
            }
        }
    }

    @Test("the epoch is the database's, and another database has another", arguments: StoreKind.all)
    func epoch(kind: StoreKind) async throws {
        var epochs: Set<StoreEpoch> = []
        for _ in 0..<2 {
            try await kind.withHome { home in
                try await home.withStore { store in
                    let epoch = try await store.position(of: ID(1)).epoch
                    #expect(epoch.rawValue.count == 16)
                    #expect(epoch.rawValue.allSatisfy { $0.isHexDigit && !$0.isUppercase })
                    let other = try await home.open()
                    #expect(try await other.position(of: ID(1)).epoch == epoch)
                    await other.close()
                    epochs.insert(epoch)
                }
            }
        }
        #expect(epochs.count == 2)
    }

    @Test("a state is what everybody did", arguments: StoreKind.all)
    func snapshot(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let group = try await store.group(people, name: "all")
            let talk = try await store.talk(people[1], people[2])
            let lines = try await store.sendLines(3, in: group, by: people[0])
            _ = try await store.move(people[1], in: group, .read(Seq(2)))
            let snapshot = try await store.snapshot(for: people[1])
            let name = { (number: Int) in UserName(stored: "Имя person\(number)@example.com") }
            #expect(
                snapshot.chats == [
                    ChatState(
                        chat: Chat(id: group, name: ChatName(stored: "all"), type: .group),
                        lastSeq: Seq(3),
                        receiptSeq: ReceiptSeq(1),
                        read: ReadState(chat: group, read: Seq(2), unread: 1, counted: Seq(3)),
                        memberCount: 3,
                        members: [
                            Member(user: people[0], name: name(0), read: .start, delivered: .start),
                            Member(user: people[1], name: name(1), read: Seq(2), delivered: Seq(2)),
                            Member(user: people[2], name: name(2), read: .start, delivered: .start),
                        ],
                        creator: people[0],
                        lastMessage: lines[2]
                    ),
                    ChatState(
                        chat: talk,
                        lastSeq: .start,
                        receiptSeq: .start,
                        read: ReadState(chat: talk.id, read: .start, unread: 0, counted: .start),
                        memberCount: 2,
                        members: [
                            Member(user: people[1], name: name(1), read: .start, delivered: .start),
                            Member(user: people[2], name: name(2), read: .start, delivered: .start),
                        ],
                        creator: people[1],
                        lastMessage: nil
                    ),
                ]
            )
            let places = snapshot.position.chats
            #expect(places[group] == Position.InChat(seq: Seq(3), receipts: ReceiptSeq(1)))
            #expect(places[talk.id] == Position.InChat(seq: .start, receipts: .start))
            #expect(snapshot.position.account == UserSeq(3))
            #expect(try await store.place(of: people[1], in: group) == places[group])
            #expect(try await store.position(of: people[1]) == snapshot.position)
        }
    }

    @Test("the account comes first, then chat by chat what changed and who read", arguments: StoreKind.all)
    func order(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(3)
            let (first, second) = (try await store.group(people), try await store.group(people))
            let since = try await store.position(of: people[0])
            let late = try await store.sendLines(2, in: second, by: people[1])
            let early = try await store.sendLines(1, in: first, by: people[1])
            _ = try await store.move(people[2], in: second, .read(Seq(1)))
            _ = try await store.move(people[0], in: first, .read(Seq(1)))
            let new = try await store.talk(people[0], people[1])
            let whole = try slice(try await store.changes(for: people[0], since: since, limit: 50))
            let kinds = whole.events.map { event in event.account?.chat.description ?? event.place.map { "\($0.lane)" }
            }
            #expect(kinds.first == "\(first)" && kinds.dropFirst().first == "\(new.id)")
            #expect(whole.events[2] == .change(.message(early[0])))
            #expect(whole.events[3].receipt?.chat == first)
            #expect(whole.events[4...5] == [.change(.message(late[0])), .change(.message(late[1]))])
            #expect(whole.events[6].receipt?.user == people[2])
            #expect(whole.events.count == 7 && !whole.hasMore)
            #expect(whole.position == (try await store.position(of: people[0])))
            for limit in 1...7 {
                let part = try slice(try await store.changes(for: people[0], since: since, limit: limit))
                #expect(part.events == Array(whole.events.prefix(limit)))
                #expect(part.hasMore == (limit < 7))
                let rest = try slice(try await store.changes(for: people[0], since: part.position, limit: 50))
                #expect(rest.events == Array(whole.events.dropFirst(limit)))
                #expect(rest.position == whole.position)
            }
            let least = try slice(try await store.changes(for: people[0], since: since, limit: -4))
            #expect(least.events.count == 1)
        }
    }

    @Test("of several moves the last is told", arguments: StoreKind.all)
    func folding(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.talk(people[0], people[1]).id
            _ = try await store.sendLines(5, in: chat, by: people[0])
            let since = try await store.position(of: people[1])
            for seq in [1, 3, 4] as [Int64] { _ = try await store.move(people[1], in: chat, .read(Seq(seq))) }
            let events = try slice(try await store.changes(for: people[1], since: since, limit: 9)).events
            #expect(events.map(\.place?.number) == [4, 3])
            #expect(events.first?.account == .unread(ReadState(chat: chat, read: Seq(4), unread: 1, counted: Seq(5))))
            #expect(events.last?.receipt?.read == Seq(4))
        }
    }

    @Test("who left, or came back, is told what holds now", arguments: StoreKind.all)
    func memberships(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chats = [try await store.group(people), try await store.group(people), try await store.group(people)]
            let since = try await store.position(of: people[1])
            for chat in chats.dropLast() { _ = try await store.remove(people[1], from: chat, by: people[0], at: .noon) }
            _ = try await store.sendLines(1, in: chats[1], by: people[0])
            let left = try await store.changes(for: people[1], since: since, limit: 9)
            #expect(try slice(left).events.map(\.account) == [.chatRemoved(chats[0]), .chatRemoved(chats[1])])
            #expect(try slice(left).position.chats.keys.sorted() == [chats[2]])
            _ = try await store.add([people[1]], to: chats[1], by: people[0], at: .noon)
            // A device that has heard of the departure is told of the chat anew, one that has not of what it missed.
            let heard = try slice(try await store.changes(for: people[1], since: try slice(left).position, limit: 9))
            let state = try #require(try await store.snapshot(for: people[1]).chats.first)
            #expect(heard.events.map(\.account) == [.chatAdded(state)])
            let unheard = try slice(try await store.changes(for: people[1], since: since, limit: 9)).events
            #expect(unheard.prefix(2).map(\.account) == [.chatRemoved(chats[0]), .unread(state.read)])
            #expect(unheard.dropFirst(2).compactMap(\.place?.number) == [1, 2, 3])
        }
    }

    @Test("a position of another database, or of the future, starts anew", arguments: StoreKind.all)
    func resets(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let (chat, other) = (try await store.group(people), try await store.group([people[0]]))
            _ = try await store.sendLines(2, in: chat, by: people[0])
            let good = try await store.position(of: people[1])
            var bad: [Position] = [Position(epoch: StoreEpoch("0"), account: good.account, chats: good.chats)]
            var place = good
            place.account = UserSeq(good.account.rawValue + 1)
            bad.append(place)
            for wrong in [
                Position.InChat(seq: Seq(3), receipts: .start), Position.InChat(seq: Seq(2), receipts: ReceiptSeq(1)),
            ] {
                place = good
                place.chats[chat] = wrong
                bad.append(place)
            }
            // A chat that was never the account's, one that is nobody's, and one that is kept back.
            for stranger in [other, ID(99_999)] {
                place = good
                place.chats[stranger] = Position.InChat(seq: .start, receipts: .start)
                bad.append(place)
            }
            place = good
            place.chats = [:]
            bad.append(place)
            for position in bad {
                #expect(try await store.changes(for: people[1], since: position, limit: 9) == .reset)
            }
            #expect(try slice(try await store.changes(for: people[1], since: good, limit: 9)).events == [])
        }
    }

    @Test("lanes of what does not exist are empty, and have no end", arguments: StoreKind.all)
    func lanes(kind: StoreKind) async throws {
        try await kind.withStore { store in
            let people = try await store.people(2)
            let chat = try await store.group(people)
            let lines = try await store.sendLines(3, in: chat, by: people[0])
            let asked: [Lane] = [.changes(chat), .account(people[1]), .receipts(ID(99)), .account(ID(999))]
            #expect(try await store.ends(of: asked) == [.changes(chat): 3, .account(people[1]): 1])
            #expect(try await store.ends(of: []) == [:])
            for (after, through, limit, expected) in [
                (0, 3, 9, lines), (1, 3, 1, [lines[1]]), (0, .max, 2, Array(lines.prefix(2))), (3, 9, 9, []),
                (2, 2, 9, []),
                (0, 3, 0, []), (2, .max, .max, [lines[2]]),
            ] as [(Int64, Int64, Int, [Message])] {
                let events = try await store.events(in: .changes(chat), after: after, through: through, limit: limit)
                #expect(events == expected.map { .change(.message($0)) })
            }
            for lane in [Lane.changes(ID(99)), .receipts(ID(99)), .account(ID(999))] {
                #expect(try await store.events(in: lane, after: 0, through: .max, limit: 9) == [])
            }
            _ = try await store.move(people[1], in: chat, .read(Seq(2)))
            let read = try await store.events(in: .account(people[1]), after: 1, through: 9, limit: 9)
            #expect(read.map(\.account) == [.unread(ReadState(chat: chat, read: Seq(2), unread: 1, counted: Seq(3)))])
            let added = try await store.events(in: .account(people[1]), after: 0, through: 9, limit: 9)
            #expect(added.map(\.account) == (try await store.snapshot(for: people[1]).chats.map { .chatAdded($0) }))
        }
    }
}
