public import Domain

extension Messenger {
    /// Lets `user` listen to a chat, from the places that are returned.
    ///
    /// - Throws: `.notAMember`, `.unavailable`.
    public func enterChat(_ chat: ID<Chat>, as user: ID<User>) async throws(MessengerError) -> Position.InChat {
        guard let place = try await chats.place(of: user, in: chat) else { throw .notAMember }
        return place
    }
}
