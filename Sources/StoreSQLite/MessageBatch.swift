import Domain
import GRDB
import StoreSQL
import UseCases

/// Messages on their way into the file, inside one transaction.
///
/// The counters of the chats and senders concerned stay here until the end, so that each costs one update for the whole
/// batch, and membership is asked once for each sender and chat.
struct MessageBatch {
    private let place: PreparedStatement
    private let stored: PreparedStatement
    private let chatCount: PreparedStatement
    private let senderCount: PreparedStatement
    private let insert: MessageInsert
    private var chats: [Counters] = []
    private var places: [ID<Chat>: Int] = [:]
    private var senders: [Sender] = []
    private var known: [Membership: Int] = [:]

    init(_ session: SQLiteSession) throws {
        let database = session.database
        place = try PreparedStatement(Self.placeText, on: database)
        stored = try PreparedStatement(Self.storedText, on: database)
        chatCount = try PreparedStatement(ChatSQL.countStatement.sqlite, on: database)
        senderCount = try PreparedStatement(Self.senderCountText, on: database)
        insert = MessageInsert(database)
    }

    /// How many changes and messages a chat has so far.
    private struct Counters {
        let chat: ID<Chat>
        var seq: Int64
        var messages: Int64
        /// How many messages of this batch it has.
        var fresh = 0
    }

    /// A member who sends.
    private struct Sender {
        let membership: Membership
        /// Which of `chats` it is.
        let place: Int
        /// How many messages of this batch are theirs.
        var sent: Int64 = 0
    }

    private struct Membership: Hashable {
        let chat: ID<Chat>
        let user: ID<User>
    }

    /// Takes drafts in their order, and says what becomes of each if the transaction is committed.
    mutating func add(_ drafts: [MessageDraft]) throws -> [CommitOutcome] {
        var outcomes: [CommitOutcome] = []
        outcomes.reserveCapacity(drafts.count)
        var rest = drafts[...]
        while !rest.isEmpty {
            let size = MessageInsert.size(for: rest)
            let group = rest.prefix(size ?? 8)
            rest = rest.dropFirst(group.count)
            if size != nil, let messages = try keep(group) {
                outcomes += messages.lazy.map(CommitOutcome.committed)
            } else {
                for draft in group { outcomes.append(try add(draft)) }
            }
        }
        return outcomes
    }

    /// Writes the counters of the chats that have new messages, and of their senders.
    func finish() throws {
        for counters in chats where counters.fresh > 0 {
            try chatCount.run(with: counters.chat.rawValue, counters.seq, counters.messages)
        }
        for sender in senders where sender.sent > 0 {
            let (chat, user) = (sender.membership.chat.rawValue, sender.membership.user.rawValue)
            try senderCount.run(with: chat, user, sender.sent)
        }
    }

    /// Keeps several drafts with one statement.
    ///
    /// Nil when one of them wants a look of its own, because its sender is no member or has used its client message id
    /// before: then none is kept.
    private mutating func keep(_ drafts: ArraySlice<MessageDraft>) throws -> [Message]? {
        var counted: [(sender: Int, numbers: MessageInsert.Numbers)] = []
        counted.reserveCapacity(drafts.count)
        for draft in drafts {
            guard let sender = try sender(of: draft) else { break }
            counted.append((sender, count(sender)))
        }
        if counted.count == drafts.count, let first = try insert.run(drafts, counted.map(\.numbers)) {
            return zip(drafts, counted).enumerated().map { step, draft in
                Message(ID(first + Int64(step)), draft.0, draft.1.numbers)
            }
        }
        for (sender, _) in counted { uncount(sender) }
        return nil
    }

    private mutating func add(_ draft: MessageDraft) throws -> CommitOutcome {
        guard let sender = try sender(of: draft) else { return .refused(.notAMember) }
        let numbers = count(sender)
        if let id = try insert.run(CollectionOfOne(draft), CollectionOfOne(numbers)) {
            return .committed(Message(ID(id), draft, numbers))
        }
        uncount(sender)
        return try outcome(ofRepeated: draft)
    }

    /// Gives out the next numbers of the sender's chat.
    private mutating func count(_ sender: Int) -> MessageInsert.Numbers {
        let place = senders[sender].place
        senders[sender].sent += 1
        chats[place].seq += 1
        chats[place].messages += 1
        chats[place].fresh += 1
        return MessageInsert.Numbers(seq: chats[place].seq, number: chats[place].messages)
    }

    /// Takes the last numbers back.
    private mutating func uncount(_ sender: Int) {
        let place = senders[sender].place
        senders[sender].sent -= 1
        chats[place].seq -= 1
        chats[place].messages -= 1
        chats[place].fresh -= 1
    }

    /// Which of `senders` it is; nil for somebody who is no member.
    private mutating func sender(of draft: MessageDraft) throws -> Int? {
        let membership = Membership(chat: draft.chat, user: draft.sender)
        if let sender = known[membership] { return sender }
        guard let place = try lookUp(membership) else { return nil }
        senders.append(Sender(membership: membership, place: place))
        known[membership] = senders.count - 1
        return senders.count - 1
    }

    private mutating func lookUp(_ membership: Membership) throws -> Int? {
        defer { place.reset() }
        try place.bind(membership.chat.rawValue, at: 1)
        try place.bind(membership.user.rawValue, at: 2)
        guard try place.step() else { return nil }
        if let known = places[membership.chat] { return known }
        places[membership.chat] = chats.count
        chats.append(Counters(chat: membership.chat, seq: place.row.int64(0), messages: place.row.int64(1)))
        return chats.count - 1
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

    static let senderCountText = """
        UPDATE members SET sent_count = sent_count + ?3 WHERE chat_id = ?1 AND user_id = ?2
        """

    static let storedText = """
        SELECT \(MessageSQL.columns) FROM messages WHERE chat_id = ?1 AND sender_id = ?2 AND client_message_id = ?3
        """
}

extension Message {
    fileprivate init(_ id: ID<Message>, _ draft: MessageDraft, _ numbers: MessageInsert.Numbers) {
        self.init(
            id: id,
            chat: draft.chat,
            seq: Seq(numbers.seq),
            sender: draft.sender,
            text: draft.text,
            clientMessageID: draft.clientMessageID,
            createdAt: draft.createdAt
        )
    }
}
