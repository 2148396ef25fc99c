import Domain
import UseCases

/// The moves of one member in one chat, made one after another: where they lead, and what they mark as read.
struct CursorWalk {
    /// Messages to mark as read by somebody.
    enum Flags {
        case message(ID<Message>)
        /// The newest of others after one place and up to another.
        case range(after: Seq, through: Seq)
    }

    let chat: ID<Chat>
    let user: ID<User>
    /// Where the member stood.
    let start: CursorStart
    /// Where the member stands after the moves.
    private(set) var cursors: Cursors
    private(set) var flags: [Flags] = []

    /// The member stands still.
    init(_ start: CursorStart, of user: ID<User>, in chat: ID<Chat>) {
        self.chat = chat
        self.user = user
        self.start = start
        cursors = start.cursors
    }

    /// Makes one move; `found` is the message that it names.
    mutating func take(_ target: CursorMove.Target, found: CursorStart.Found?) {
        switch target {
        case .read(let seq):
            let goal = min(seq, start.end.seq)
            if goal > cursors.read { flags.append(.range(after: cursors.read, through: goal)) }
            read(upTo: goal)
        case .readMessage(let message):
            guard let found else { return }
            if found.author != user, !found.isRead { flags.append(.message(message)) }
            read(upTo: found.seq)
        case .delivered(let seq):
            cursors.delivered = max(cursors.delivered, min(seq, start.end.seq))
        }
    }

    private mutating func read(upTo seq: Seq) {
        cursors.read = max(cursors.read, seq)
        cursors.delivered = max(cursors.delivered, seq)
    }

    /// Whether the read cursor moves.
    var isRead: Bool { cursors.read > start.cursors.read }

    /// Whether one of the cursors moves.
    var isMoved: Bool { isRead || cursors.delivered > start.cursors.delivered }

    /// Whether others in the chat are told.
    var isReceipt: Bool { isMoved && start.sharesReceipts }

    /// Whether nothing changes at all.
    var isSettled: Bool { !isMoved && flags.isEmpty }

    /// What has to be counted for the new place; nil at the end of the chat, where the counts are known.
    var tally: SQLQuery<CursorTally>? {
        guard isRead, cursors.read < start.end.seq else { return nil }
        return CursorSQL.tally(of: user, in: chat, after: start.cursors.read, through: cursors.read)
    }

    /// Takes in what was counted, or what is known at the end of the chat.
    mutating func count(_ tally: CursorTally?) {
        guard isRead else { return }
        cursors.readNumber = tally?.number ?? start.messageCount
        cursors.readSent = tally.map { start.cursors.readSent + $0.ownPassed } ?? start.sentCount
    }

    /// Takes the places that the moves have in the account's order and the chat's order of moves.
    mutating func number(account: UserSeq?, receipts: ReceiptSeq?) {
        cursors.userSeq = account ?? cursors.userSeq
        cursors.receiptSeq = receipts ?? cursors.receiptSeq
    }

    /// Where the member stands now.
    var state: ReadState {
        ReadState(
            chat: chat,
            read: cursors.read,
            unread: start.messageCount - cursors.readNumber - (start.sentCount - cursors.readSent),
            counted: start.end.seq
        )
    }

    /// What others, and the member's devices, are to hear.
    func events(_ flagged: [FlaggedMessage]) -> [Event] {
        var events: [Event] = flagged.sorted { $0.id < $1.id }.map {
            .messageRead(ReadReceipt(message: $0.id, chat: chat, author: $0.author, reader: user))
        }
        if isReceipt {
            let receipt = Receipt(
                chat: chat,
                user: user,
                read: cursors.read,
                delivered: cursors.delivered,
                number: cursors.receiptSeq
            )
            events.append(.receipt(receipt))
        }
        if isRead { events.append(.account(user, cursors.userSeq, .unread(state))) }
        return events
    }
}

extension CursorWalk.Flags {
    /// The statement that marks them.
    func query(for walk: CursorWalk) -> SQLQuery<FlaggedMessage> {
        switch self {
        case .message(let message): CursorSQL.flag(message)
        case .range(let after, let through):
            CursorSQL.flag(in: walk.chat, after: after, through: through, by: walk.user)
        }
    }
}
