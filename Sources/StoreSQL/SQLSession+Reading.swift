public import Domain
public import UseCases

extension SQLSession where Self: ~Copyable {
    /// Marks a message as read and moves the reader's cursor; inside a transaction.
    ///
    /// Of readers that come at once, the one whose statement finds the flag unset gets the receipt: the cursor and the
    /// flag are compared again where they are set.
    ///
    /// - Throws: `.notAMember`, and whatever the database throws.
    public func markRead(_ message: ID<Message>, in chat: ID<Chat>, by reader: ID<User>) throws -> ReadReceipt? {
        guard let target = try row(MessageSQL.readTarget(message, in: chat, by: reader)) else {
            throw MessengerError.notAMember
        }
        guard let found = target.message else { return nil }
        if target.cursor < found.seq {
            try execute(MessageSQL.advanceCursor(of: reader, in: chat, to: found.seq))
        }
        guard found.author != reader, !found.isRead else { return nil }
        guard try execute(MessageSQL.flagRead(message)) == 1 else { return nil }
        return ReadReceipt(message: message, chat: chat, author: found.author, reader: reader)
    }
}
