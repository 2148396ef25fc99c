public import Domain

extension Messenger {
    /// Notes that `reader` has read a message, and tells its author the first time somebody has.
    ///
    /// A message of another chat, one that does not exist, and the reader's own are passed over in silence.
    ///
    /// - Throws: `.notAMember`, `.unavailable`.
    public func markRead(
        _ message: ID<Message>,
        in chat: ID<Chat>,
        by reader: ID<User>
    ) async throws(MessengerError) {
        guard let receipt = try await messages.markRead(message, in: chat, by: reader) else { return }
        events.publish([.messageRead(receipt)])
    }
}
