public import Domain

extension Messenger {
    /// Notes that `user` has read a chat up to a place, or a message of it, and tells whoever is to see it.
    ///
    /// A message of another chat and one that does not exist are passed over in silence.
    ///
    /// - Throws: `.notAMember`, `.overloaded`, `.unavailable`.
    public func markRead(
        _ target: CursorMove.Target,
        in chat: ID<Chat>,
        by user: ID<User>
    ) async throws(MessengerError) -> ReadState {
        let result = await withCheckedContinuation { continuation in
            submitMove(CursorMove(chat: chat, user: user, target: target)) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }

    /// Notes how far somebody has read or received, without waiting.
    ///
    /// `completion` is called once, from any thread, with what `markRead` would return or throw.
    public func submitMove(_ move: CursorMove, completion: @escaping CursorWriter.Completion) {
        cursors.submit(move, completion: completion)
    }
}
