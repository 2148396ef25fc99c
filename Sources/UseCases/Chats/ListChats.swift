public import Domain

extension Messenger {
    /// The chats that `user` is a member of, in ascending order of id, with what is unread in each.
    ///
    /// - Throws: `.unavailable`.
    public func listChats(of user: ID<User>) async throws(MessengerError) -> [ChatState] {
        try await chats.chats(of: user)
    }
}
