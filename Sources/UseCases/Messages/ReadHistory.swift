public import Domain

extension Messenger {
    /// A page of a chat's messages, oldest first: those after the first `offset`, `limit` at most.
    ///
    /// - Throws: `.notAMember`, `.unavailable`.
    public func readHistory(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage {
        try await messages.history(of: chat, for: reader, offset: offset, limit: limit)
    }
}
