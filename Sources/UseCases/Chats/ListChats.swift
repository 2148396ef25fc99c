public import Domain

extension Messenger {
    /// The chats that `user` is a member of, in ascending order of id.
    ///
    /// - Throws: `.unavailable`.
    public func listChats(of user: ID<User>) async throws(MessengerError) -> [Chat] {
        try await chats.chats(of: user)
    }
}
