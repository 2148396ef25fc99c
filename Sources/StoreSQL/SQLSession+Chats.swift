public import Domain
public import UseCases

extension SQLSession where Self: ~Copyable {
    /// Keeps a new chat with all its members; inside a transaction, which an error must undo.
    ///
    /// - Throws: `.unknownMember` and `.privateChatExists`, and whatever the database throws.
    public func insert(_ chat: NewChat, createdAt: Timestamp) throws -> CreatedChat {
        let everybody = Set(chat.members).union([chat.creator]).sorted()
        let people = try lockedPeople(everybody)
        guard let id = try row(ChatSQL.insert(chat, createdAt: createdAt)) else {
            throw MessengerError.privateChatExists
        }
        let members = chat.members
        try execute([
            MemberSQL.settle(members, in: id, at: createdAt), PresenceSQL.advance(members),
        ])
        let present = Set(members)
        let made = Chat(id: id, name: chat.name, type: chat.type)
        let addressees = people.filter { present.contains($0.id) }
        return CreatedChat(chat: made, events: Self.events(for: addressees, of: made, by: chat.creator))
    }

    private static func events(for people: [StoredPerson], of chat: Chat, by creator: ID<User>) -> [Event] {
        let isShared = Int64(people.count) <= ChatState.sharedReceiptsLimit
        let members = people.map { Member(user: $0.id, name: $0.name, read: .start, delivered: .start) }
        let state = ChatState(
            chat: chat,
            lastSeq: .start,
            receiptSeq: .start,
            read: ReadState(chat: chat.id, read: .start, unread: 0, counted: .start),
            memberCount: Int64(people.count),
            members: isShared ? members : nil,
            creator: creator,
            lastMessage: nil
        )
        return people.map { .account($0.id, $0.next, .chatAdded(state)) }
    }

    /// Accounts, in ascending order of id, that nobody else changes until the transaction ends.
    ///
    /// - Throws: `.unknownMember` when one of them does not exist, and whatever the database throws.
    func lockedPeople(_ ids: [ID<User>]) throws -> [StoredPerson] {
        let people = try rows(PresenceSQL.locked(ids))
        guard people.count == ids.count else { throw MessengerError.unknownMember }
        return people
    }

    /// The members of those chats that show them, by chat.
    func sharedMembers(of standings: some Sequence<Standing>) throws -> [ID<Chat>: [Member]] {
        let shared = standings.filter(\.sharesReceipts).map(\.chat.id)
        guard !shared.isEmpty else { return [:] }
        return Dictionary(grouping: try rows(MemberSQL.everybody(in: shared)), by: \.chat)
            .mapValues { $0.map(\.member) }
    }
}
