import Domain
public import UseCases

/// An address of a set of test data has an account already; whoever catches it undoes the transaction.
public struct DemoDataExists: Error, Hashable, Sendable {
    /// Reports that there is one.
    public init() {}
}

extension SQLSession where Self: ~Copyable {
    /// Keeps a set of accounts, chats and messages; inside a transaction, which an error must undo.
    ///
    /// - Throws: `DemoDataExists`, `.unknownMember` for a place outside of `data.users`, `.privateChatNeedsOneMember`
    ///   for a private chat that is not one of two people, and whatever the database throws.
    public func insert(_ data: DemoData) throws {
        var users: [ID<User>] = []
        for user in data.users {
            guard let id = try row(UserSQL.insert(user)) else { throw DemoDataExists() }
            users.append(id)
        }
        for chat in data.chats {
            guard let first = data.users.first else { throw MessengerError.unknownMember }
            try insert(chat, among: users, createdAt: first.createdAt)
        }
    }

    private func insert(_ chat: DemoChat, among users: [ID<User>], createdAt: Timestamp) throws {
        let id = try insert(NewChat(chat, among: users), createdAt: createdAt).chat.id
        var number: Int64 = 0
        for message in chat.messages {
            number += 1
            let sender = try users.user(at: message.sender)
            try execute(
                MessageSQL.insert(at: number, in: id, by: sender, text: message.text, createdAt: message.createdAt)
            )
        }
        try execute([ChatSQL.count(number, upTo: Seq(number), in: id), MemberSQL.countSent(in: id)])
    }
}

extension NewChat {
    /// The chat that a set of test data describes, between accounts that exist now.
    fileprivate init(_ chat: DemoChat, among users: [ID<User>]) throws {
        let members = try chat.members.map { try users.user(at: $0) }
        guard let creator = members.first else { throw MessengerError.unknownMember }
        switch chat.type {
        case .group:
            self = .group(name: chat.name, members: Set(members), creator: creator)
        case .private:
            guard members.count == 2, let pair = UserPair(members[0], members[1]) else {
                throw MessengerError.privateChatNeedsOneMember
            }
            self = .private(name: chat.name, pair: pair, creator: creator)
        }
    }
}

extension [ID<User>] {
    /// The account at a place of the set.
    fileprivate func user(at place: Int) throws(MessengerError) -> ID<User> {
        guard indices.contains(place) else { throw .unknownMember }
        return self[place]
    }
}
