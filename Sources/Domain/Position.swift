/// What a client has: a place in the account's order, and one in each chat's two orders.
///
/// It is a vector and not one number, so that no order is needed between chats, nor between nodes.
public struct Position: Hashable, Sendable {
    /// What the client has of one chat.
    public struct InChat: Hashable, Sendable {
        /// The last change.
        public var seq: Seq
        /// The last move of a member's cursor.
        public var receipts: ReceiptSeq

        /// A place in both orders of a chat.
        public init(seq: Seq, receipts: ReceiptSeq) {
            self.seq = seq
            self.receipts = receipts
        }
    }

    /// The mark of the database that gave out the places: another one's mean nothing here.
    public let epoch: StoreEpoch
    /// The last event of the account.
    public var account: UserSeq
    /// The chats that the client knows of.
    public var chats: [ID<Chat>: InChat]

    /// Puts together what a client has.
    public init(epoch: StoreEpoch, account: UserSeq, chats: [ID<Chat>: InChat]) {
        self.epoch = epoch
        self.account = account
        self.chats = chats
    }
}

/// A random mark that a database is given when it is made, so that a place in another one is told apart.
public struct StoreEpoch: Hashable, Sendable {
    /// Letters and digits, at most 32.
    public let rawValue: String

    /// Wraps what a store kept or a client named.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }
}
