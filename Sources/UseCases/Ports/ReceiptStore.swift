public import Domain

/// Keeps how far everybody has read, and how far messages have arrived.
public protocol ReceiptStore: Sendable {
    /// Moves cursors forward together, in one transaction, and tells of each what came of it.
    ///
    /// Returns after the commit is on disk, one outcome for each move in the order of `moves`. A move that is refused
    /// keeps none of the others from being made; one that changes nothing costs no commit.
    func move(_ moves: [CursorMove]) async throws(MessengerError) -> [MoveOutcome]
}

/// A member's wish to move a cursor.
public struct CursorMove: Hashable, Sendable {
    /// How far.
    public enum Target: Hashable, Sendable {
        /// The chat was read up to this place; a place past the end counts as the end.
        ///
        /// The newest 100 messages of others that this covers count as read by somebody.
        case read(Seq)
        /// This message was read, and all before it; one that is not in the chat is passed over.
        case readMessage(ID<Message>)
        /// The chat has arrived at a device up to this place.
        case delivered(Seq)
    }

    /// The chat.
    public let chat: ID<Chat>
    /// Whose cursor.
    public let user: ID<User>
    /// How far.
    public let target: Target

    /// Puts together a wish.
    public init(chat: ID<Chat>, user: ID<User>, target: Target) {
        self.chat = chat
        self.user = user
        self.target = target
    }
}

/// What came of moving a cursor.
public enum MoveOutcome: Hashable, Sendable {
    /// Where the member stands now, and what others are to hear of it: nothing where nothing has changed.
    ///
    /// A receipt stands among the events only where the chat shows its members each other's cursors
    /// (`ChatState.members`); otherwise it is not counted.
    case moved(ReadState, events: [Event])
    /// It was not moved.
    case refused(MessengerError)
}
