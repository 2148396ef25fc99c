public import Domain

/// A message that is on disk, and whether it was there already.
public struct SentMessage: Hashable, Sendable {
    /// The message as it is kept.
    public let message: Message
    /// Whether the sender had sent it before: then nobody else was told again.
    public let isRepeat: Bool

    /// Puts together what a commit answered.
    public init(message: Message, isRepeat: Bool) {
        self.message = message
        self.isRepeat = isRepeat
    }
}

extension Messenger {
    /// Sends a message and waits until it is on disk and on its way to the chat's members.
    ///
    /// - Throws: `.notAMember`, `.clientMessageIDReused`, `.overloaded`, `.unavailable`.
    public func sendMessage(
        _ text: MessageText,
        to chat: ID<Chat>,
        by sender: ID<User>,
        clientMessageID: ClientMessageID?
    ) async throws(MessengerError) -> SentMessage {
        let result = await withCheckedContinuation { continuation in
            submitMessage(text, to: chat, by: sender, clientMessageID: clientMessageID) {
                continuation.resume(returning: $0)
            }
        }
        return try result.get()
    }

    /// Sends a message without waiting: messages of a chat that are submitted one after the other are committed in that
    /// order.
    ///
    /// `completion` is called once, from any thread, with what `sendMessage` would return or throw.
    public func submitMessage(
        _ text: MessageText,
        to chat: ID<Chat>,
        by sender: ID<User>,
        clientMessageID: ClientMessageID?,
        completion: @escaping MessageWriter.Completion
    ) {
        let draft = MessageDraft(
            chat: chat,
            sender: sender,
            text: text,
            clientMessageID: clientMessageID ?? clientMessageIDs.make(),
            createdAt: clock.now()
        )
        writer.submit(draft, completion: completion)
    }
}
