import Domain
import Testing
import UseCases

extension NewUser {
    /// An account whose values follow from its address.
    static func named(_ email: String, hash: String = "hash") -> NewUser {
        NewUser(
            email: EmailAddress(stored: email),
            name: UserName(stored: "Имя \(email)"),
            passwordHash: PasswordHash(hash),
            createdAt: .noon
        )
    }
}

extension Timestamp {
    /// 2026-11-23T12:00:00Z.
    static let noon = Timestamp(microseconds: 1_795_435_200_000_000)
}

extension MessageDraft {
    /// A draft of one line.
    static func line(
        _ text: String,
        id: String,
        in chat: ID<Chat>,
        by sender: ID<User>,
        at time: Timestamp = .noon
    ) -> MessageDraft {
        MessageDraft(
            chat: chat,
            sender: sender,
            text: MessageText(stored: text),
            clientMessageID: ClientMessageID(stored: id),
            createdAt: time
        )
    }
}

extension CommitOutcome {
    /// The message, where it was committed just now.
    var committed: Message? {
        guard case .committed(let message) = self else { return nil }
        return message
    }
}

/// A move that was not refused.
struct Moved: Equatable {
    let state: ReadState
    let events: [Event]
}

extension Event {
    /// What an author is told.
    var readReceipt: ReadReceipt? {
        guard case .messageRead(let receipt) = self else { return nil }
        return receipt
    }

    /// Where a member stands.
    var receipt: Receipt? {
        guard case .receipt(let receipt) = self else { return nil }
        return receipt
    }

    /// What an account's devices are told.
    var account: AccountEvent? {
        guard case .account(_, _, let event) = self else { return nil }
        return event
    }

    /// Who came or went.
    var membership: MembershipChange? {
        guard case .change(.membership(let change)) = self else { return nil }
        return change
    }
}

extension Store {
    /// Accounts with made-up addresses.
    func people(_ count: Int) async throws -> [ID<User>] {
        var ids: [ID<User>] = []
        for number in 0..<count {
            ids.append(try await insert(.named("person\(number)@example.com")).id)
        }
        return ids
    }

    /// A group of these people, made by the first.
    func group(_ members: [ID<User>], name: String = "group") async throws -> ID<Chat> {
        let creator = try #require(members.first)
        let chat = NewChat.group(name: ChatName(stored: name), members: Set(members), creator: creator)
        return try await insert(chat, createdAt: .noon).chat.id
    }

    /// A talk of these two, made by the first.
    func talk(_ one: ID<User>, _ other: ID<User>, name: String = "talk") async throws -> Chat {
        let pair = try #require(UserPair(one, other))
        return try await insert(
            .private(name: ChatName(stored: name), pair: pair, creator: one),
            createdAt: .noon
        ).chat
    }

    /// Whether somebody is a member of a chat.
    func isMember(_ user: ID<User>, of chat: ID<Chat>) async throws -> Bool {
        try await place(of: user, in: chat) != nil
    }

    /// Makes one move.
    func move(_ user: ID<User>, in chat: ID<Chat>, _ target: CursorMove.Target) async throws -> Moved {
        let outcomes = try await move([CursorMove(chat: chat, user: user, target: target)])
        try #require(outcomes.count == 1)
        switch outcomes[0] {
        case .moved(let state, let events): return Moved(state: state, events: events)
        case .refused(let error): throw error
        }
    }

    /// Marks a message as read, and says what its author is told.
    func markRead(_ message: ID<Message>, in chat: ID<Chat>, by reader: ID<User>) async throws -> ReadReceipt? {
        let receipts = try await move(reader, in: chat, .readMessage(message)).events.compactMap(\.readReceipt)
        try #require(receipts.count <= 1)
        return receipts.first
    }

    /// Commits one message, which must be new.
    func send(_ text: String, id: String, in chat: ID<Chat>, by sender: ID<User>) async throws -> Message {
        let outcomes = try await commit([.line(text, id: id, in: chat, by: sender)])
        try #require(outcomes.count == 1)
        return try #require(outcomes[0].committed)
    }

    /// Commits so many lines "1", "2", … of one sender.
    func sendLines(_ count: Int, in chat: ID<Chat>, by sender: ID<User>) async throws -> [Message] {
        guard count > 0 else { return [] }
        let drafts = (1...count).map { MessageDraft.line("\($0)", id: "line-\($0)", in: chat, by: sender) }
        return try await commit(drafts).compactMap(\.committed)
    }

    /// Everything that was ever written in a chat, in order, read page by page.
    func everything(in chat: ID<Chat>, as reader: ID<User>, page: Int = 100) async throws -> [Message] {
        var messages: [Message] = []
        while true {
            let next = try await history(of: chat, for: reader, offset: Int64(messages.count), limit: page)
            messages += next.messages
            if next.messages.count < page {
                #expect(next.total == Int64(messages.count))
                return messages
            }
        }
    }
}
