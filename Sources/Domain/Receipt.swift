/// Where a member stands in a chat: how far it was read, and how far it has reached one of the member's devices.
///
/// Both cursors only ever move forward, so of two receipts of one member the one with the greater number says all.
public struct Receipt: Hashable, Sendable {
    /// The chat.
    public let chat: ID<Chat>
    /// Whose cursors these are.
    public let user: ID<User>
    /// Everything up to here was read.
    public let read: Seq
    /// Everything up to here has arrived at a device; never before `read`.
    public let delivered: Seq
    /// The place of the last move in the chat's order of such moves.
    public let number: ReceiptSeq

    /// Puts together what a store wrote or read.
    public init(chat: ID<Chat>, user: ID<User>, read: Seq, delivered: Seq, number: ReceiptSeq) {
        self.chat = chat
        self.user = user
        self.read = read
        self.delivered = delivered
        self.number = number
    }
}
