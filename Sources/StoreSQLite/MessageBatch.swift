import Domain
import GRDB
import StoreSQL
import UseCases

/// Messages on their way into the file, inside one transaction.
///
/// The counters of the chats and senders concerned stay here until the end, so that each costs one update for the whole
/// batch, and membership is asked once for each sender and chat. In batches of 512 a message takes 12 µs of CPU, in batches of
/// 100 it takes 24; the same statements from a program in C take 11 and 25, and both wait for the same disk.
struct MessageBatch {
    private let session: SQLiteSession
    private let place: PreparedStatement
    private let insert: PreparedStatement
    private let stored: PreparedStatement
    private var chats: [ID<Chat>: Counters] = [:]
    private var members: [Membership: Bool] = [:]
    private var sent: [Membership: Int64] = [:]

    init(_ session: SQLiteSession) throws {
        self.session = session
        place = try PreparedStatement(Self.placeText, on: session.database)
        insert = try PreparedStatement(Self.insertText, on: session.database)
        stored = try PreparedStatement(Self.storedText, on: session.database)
    }

    /// How many changes and messages a chat has so far.
    private struct Counters {
        var seq: Int64
        var messages: Int64
        var isChanged = false
    }

    private struct Membership: Hashable {
        let chat: ID<Chat>
        let user: ID<User>
    }

    /// Takes one draft, and says what becomes of it if the transaction is committed.
    mutating func add(_ draft: MessageDraft) throws -> CommitOutcome {
        guard try isMember(draft.sender, of: draft.chat), var counters = chats[draft.chat] else {
            return .refused(.notAMember)
        }
        counters.seq += 1
        counters.messages += 1
        counters.isChanged = true
        guard let id = try keep(draft, at: counters) else {
            return try outcome(ofRepeated: draft)
        }
        chats[draft.chat] = counters
        sent[Membership(chat: draft.chat, user: draft.sender), default: 0] += 1
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
        for (chat, counters) in chats where counters.isChanged {
            try session.execute(ChatSQL.count(counters.messages, upTo: Seq(counters.seq), in: chat))
        }
        for (membership, count) in sent {
            try session.execute(MemberSQL.raiseSent(by: count, of: membership.user, in: membership.chat))
        }
    }

    private mutating func isMember(_ user: ID<User>, of chat: ID<Chat>) throws -> Bool {
        let membership = Membership(chat: chat, user: user)
        if let known = members[membership] { return known }
        defer { place.reset() }
        try place.bind(chat.rawValue, at: 1)
        try place.bind(user.rawValue, at: 2)
        let isMember = try place.step()
        members[membership] = isMember
        if isMember, chats[chat] == nil {
            chats[chat] = Counters(seq: place.row.int64(0), messages: place.row.int64(1))
        }
        return isMember
    }

    /// The number that the message was kept under; nil when its sender used its client message id before.
    private func keep(_ draft: MessageDraft, at counters: Counters) throws -> ID<Message>? {
        try insert.bind(draft.chat.rawValue, at: 1)
        try insert.bind(counters.seq, at: 2)
        try insert.bind(counters.messages, at: 3)
        try insert.bind(draft.sender.rawValue, at: 4)
        try insert.bind(draft.text.rawValue, at: 5)
        try insert.bind(draft.clientMessageID.rawValue, at: 6)
        try insert.bind(draft.createdAt.microseconds, at: 7)
        try insert.run()
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
