import Domain
import GRDB
import StoreSQL
import UseCases

/// Messages on their way into the file, inside one transaction.
///
/// The counters of the chats and senders concerned stay here until the end, so that each costs one update for the whole
/// batch, and membership is asked once for each sender and chat.
struct MessageBatch {
    private let session: SQLiteSession
    private let place: PreparedStatement
    private let insert: PreparedStatement
    private let stored: PreparedStatement
    private var chats: [Counters] = []
    private var places: [ID<Chat>: Int] = [:]
    private var senders: [Membership: Sender?] = [:]

    init(_ session: SQLiteSession) throws {
        self.session = session
        place = try PreparedStatement(Self.placeText, on: session.database)
        insert = try PreparedStatement(Self.insertText, on: session.database)
        stored = try PreparedStatement(Self.storedText, on: session.database)
    }

    /// How many changes and messages a chat has so far.
    private struct Counters {
        let chat: ID<Chat>
        var seq: Int64
        var messages: Int64
        var isChanged = false
    }

    /// A member who sends.
    private struct Sender {
        /// Which of `chats` it is.
        let place: Int
        /// How many messages of this batch are theirs.
        var sent: Int64 = 0
    }

    private struct Membership: Hashable {
        let chat: ID<Chat>
        let user: ID<User>
    }

    /// Takes one draft, and says what becomes of it if the transaction is committed.
    mutating func add(_ draft: MessageDraft) throws -> CommitOutcome {
        let membership = Membership(chat: draft.chat, user: draft.sender)
        guard var sender = try sender(membership) else { return .refused(.notAMember) }
        var counters = chats[sender.place]
        counters.seq += 1
        counters.messages += 1
        counters.isChanged = true
        guard let id = try keep(draft, at: counters) else {
            return try outcome(ofRepeated: draft)
        }
        chats[sender.place] = counters
        sender.sent += 1
        senders[membership] = sender
        return .committed(
            Message(
                id: id,
                chat: draft.chat,
                seq: Seq(counters.seq),
                sender: draft.sender,
                text: draft.text,
                clientMessageID: draft.clientMessageID,
                createdAt: draft.createdAt
            )
        )
    }

    /// Writes the counters of the chats that have new messages, and of their senders.
    func finish() throws {
        for counters in chats where counters.isChanged {
            try session.execute(ChatSQL.count(counters.messages, upTo: Seq(counters.seq), in: counters.chat))
        }
        for case (let membership, let sender?) in senders where sender.sent > 0 {
            try session.execute(MemberSQL.raiseSent(by: sender.sent, of: membership.user, in: membership.chat))
        }
    }

    /// Nil for somebody who is no member.
    private mutating func sender(_ membership: Membership) throws -> Sender? {
        if let known = senders[membership] { return known }
        let sender = try lookUp(membership)
        senders[membership] = .some(sender)
        return sender
    }

    private mutating func lookUp(_ membership: Membership) throws -> Sender? {
        defer { place.reset() }
        try place.bind(membership.chat.rawValue, at: 1)
        try place.bind(membership.user.rawValue, at: 2)
        guard try place.step() else { return nil }
        if let known = places[membership.chat] { return Sender(place: known) }
        places[membership.chat] = chats.count
        chats.append(Counters(chat: membership.chat, seq: place.row.int64(0), messages: place.row.int64(1)))
        return Sender(place: chats.count - 1)
    }

    /// The number that the message was kept under; nil when its sender used its client message id before.
    private func keep(_ draft: MessageDraft, at counters: Counters) throws -> ID<Message>? {
        try insert.bind(draft.chat.rawValue, at: 1)
        try insert.bind(counters.seq, at: 2)
        try insert.bind(counters.messages, at: 3)
        try insert.bind(draft.sender.rawValue, at: 4)
        try insert.bind(draft.createdAt.microseconds, at: 7)
        try insert.run(with: draft.text.rawValue, at: 5, and: draft.clientMessageID.rawValue, at: 6)
        guard session.database.changesCount == 1 else { return nil }
        return ID(session.database.lastInsertedRowID)
    }

    private func outcome(ofRepeated draft: MessageDraft) throws -> CommitOutcome {
        defer { stored.reset() }
        try stored.bind(draft.chat.rawValue, at: 1)
        try stored.bind(draft.sender.rawValue, at: 2)
        try stored.bind(draft.clientMessageID.rawValue, at: 3)
        guard try stored.step() else { return .refused(.internalFault) }
        let message = try Message(row: stored.row)
        return message.text == draft.text ? .repeated(message) : .refused(.clientMessageIDReused)
    }

    static let placeText = """
        SELECT c.last_seq, c.message_count FROM members r JOIN chats c ON c.id = r.chat_id \
        WHERE r.chat_id = ?1 AND r.user_id = ?2
        """

    static let insertText = """
        INSERT INTO messages (chat_id, seq, number, sender_id, text, client_message_id, created_at) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (chat_id, client_message_id, sender_id) DO NOTHING
        """

    static let storedText = """
        SELECT \(MessageSQL.columns) FROM messages WHERE chat_id = ?1 AND sender_id = ?2 AND client_message_id = ?3
        """
}
