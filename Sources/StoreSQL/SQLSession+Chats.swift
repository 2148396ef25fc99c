public import Domain

extension SQLSession where Self: ~Copyable {
    /// Keeps a new chat with all its members; inside a transaction, which an error must undo.
    ///
    /// - Throws: `.unknownMember` and `.privateChatExists`, and whatever the database throws.
    public func insert(_ chat: NewChat, createdAt: Timestamp) throws -> Chat {
        for user in [chat.creator, chat.pair?.first, chat.pair?.second] {
            guard let user else { continue }
            guard try row(UserSQL.user(user)) != nil else { throw MessengerError.unknownMember }
        }
        guard let id = try row(ChatSQL.insert(chat, createdAt: createdAt)) else {
            throw MessengerError.privateChatExists
        }
        for member in chat.members {
            guard try execute(ChatSQL.join(id, by: member, at: createdAt)) == 1 else {
                throw MessengerError.unknownMember
            }
        }
        return Chat(id: id, name: chat.name, type: chat.type)
    }
}
