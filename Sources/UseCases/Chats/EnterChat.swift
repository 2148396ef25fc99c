public import Domain

extension Messenger {
    /// Lets `user` listen to a chat.
    ///
    /// - Throws: `.notAMember`, `.unavailable`.
    public func enterChat(_ chat: ID<Chat>, as user: ID<User>) async throws(MessengerError) {
        guard try await chats.isMember(user, of: chat) else { throw .notAMember }
    }
}
