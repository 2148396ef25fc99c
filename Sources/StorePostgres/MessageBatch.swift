import Domain
import StoreSQL
import UseCases

/// Waiting messages on their way into one commit, in one round trip.
///
/// The first statement locks the chats concerned, in the order of their ids, so that nodes that write at once wait for
/// each other and never in a circle. A statement's snapshot is taken when it starts: the second one, which gives out
/// `seq` and inserts, starts when the locks are held and sees whatever others committed before.
///
/// Nearly always every message is new. So it is tried first with a statement that does not look for repeats, of which
/// the table's constraint tells; only then with one that does.
struct MessageBatch {
    /// What makes a message the same message: D3 of the delivery contract.
    private struct Key: Hashable {
        let chat: ID<Chat>
        let sender: ID<User>
        let clientMessageID: ClientMessageID?

        init(_ draft: MessageDraft) {
            chat = draft.chat
            sender = draft.sender
            clientMessageID = draft.clientMessageID
        }

        init(_ message: Message) {
            chat = message.chat
            sender = message.sender
            clientMessageID = message.clientMessageID
        }
    }

    private let drafts: [MessageDraft]
    /// The drafts without those that repeat an earlier one of the batch.
    private let distinct: [MessageDraft]

    init(_ drafts: [MessageDraft]) {
        self.drafts = drafts
        var seen: Set<Key> = []
        distinct = drafts.filter { seen.insert(Key($0)).inserted }
    }

    /// The statements for messages that are all new, to be run in one transaction; the second answers with a row for
    /// each message that is stored now.
    ///
    /// They fail with `PostgresCondition.uniqueViolation` when one is not.
    var hopefulCalls: [PostgresCall] { calls(Self.insert) }

    /// The same for messages that may be repeats.
    var carefulCalls: [PostgresCall] { calls(Self.insertNew) }

    private func calls(_ insert: PostgresStatement) -> [PostgresCall] {
        let chats = Set(distinct.map(\.chat.rawValue)).sorted()
        return [
            PostgresCall(Self.lock, [.int8Array(chats)]),
            PostgresCall(
                insert,
                [
                    .int8Array(distinct.map(\.chat.rawValue)), .int8Array(distinct.map(\.sender.rawValue)),
                    .textArray(distinct.map(\.text.rawValue)), .textArray(distinct.map(\.clientMessageID.rawValue)),
                    .int8Array(distinct.map(\.createdAt.microseconds)),
                ]
            ),
        ]
    }

    /// What became of each draft, given what is stored now.
    ///
    /// A draft of which nothing is stored was refused: its sender is not a member.
    func outcomes(_ stored: [StoredMessage]) -> [CommitOutcome] {
        var fresh: Set<ID<Message>> = Set(stored.filter(\.isNew).map(\.message.id))
        let found = Dictionary(stored.map { (Key($0.message), $0.message) }) { first, _ in first }
        return drafts.map { draft in
            guard let message = found[Key(draft)] else { return .refused(.notAMember) }
            if fresh.remove(message.id) != nil { return .committed(message) }
            return message.text == draft.text ? .repeated(message) : .refused(.clientMessageIDReused)
        }
    }

    private static let lock = PostgresStatement(
        "SELECT id FROM chats WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
    )

    /// Numbers and stores messages, and answers with them.
    ///
    /// Membership and repeats are looked up by scalar subqueries, which always use their index; joins between the parts
    /// of a statement are avoided, since the planner takes them for small and would compare every row with every other.
    /// Of a column of `input` that must equal a number it expects few rows, so it looks up the chats of those that
    /// remain and does not read all there are. `chats` is read as it was before this statement, so its counters are the
    /// base of the new numbers.
    private static let insert = PostgresStatement(
        """
        WITH input AS MATERIALIZED (
            SELECT t.*, \(membership) FROM \(drafts)
        ), fresh AS MATERIALIZED (
            SELECT *, \(step) FROM input WHERE membership = 1
        ), \(counted), \(sent)
        \(insertFresh), TRUE
        """
    )

    /// Numbers and stores what is new, and answers with that and with what was known.
    private static let insertNew = PostgresStatement(
        """
        WITH input AS MATERIALIZED (
            SELECT t.*,
                (SELECT m.id FROM messages m WHERE m.chat_id = t.chat_id AND m.sender_id = t.sender_id
                    AND m.client_message_id = t.client_message_id) AS known,
                \(membership)
            FROM \(drafts)
        ), fresh AS MATERIALIZED (
            SELECT *, \(step) FROM input WHERE known IS NULL AND membership = 1
        ), \(counted), \(sent), inserted AS (
            \(insertFresh)
        )
        SELECT \(MessageSQL.columns), TRUE FROM inserted
        UNION ALL
        SELECT \(MessageSQL.columns), FALSE FROM messages
        WHERE id = ANY (ARRAY(SELECT known FROM input WHERE known IS NOT NULL AND membership = 1))
        """
    )

    private static let drafts = """
        unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS t (chat_id, sender_id, text, client_message_id, created_at, place)
        """

    private static let membership = """
        (SELECT 1 FROM members r WHERE r.chat_id = t.chat_id AND r.user_id = t.sender_id) AS membership
        """

    private static let step = "row_number() OVER (PARTITION BY chat_id ORDER BY place) AS step"

    private static let counted = """
        counted AS (
            UPDATE chats c SET last_seq = c.last_seq + f.count, message_count = c.message_count + f.count
            FROM (SELECT chat_id, count(*) AS count FROM fresh GROUP BY chat_id) f WHERE c.id = f.chat_id
        )
        """

    private static let sent = """
        sent AS (
            UPDATE members r SET sent_count = r.sent_count + f.count
            FROM (SELECT chat_id, sender_id, count(*) AS count FROM fresh GROUP BY chat_id, sender_id) f
            WHERE r.chat_id = f.chat_id AND r.user_id = f.sender_id
        )
        """

    private static let insertFresh = """
        INSERT INTO messages (chat_id, seq, number, sender_id, text, client_message_id, created_at)
        SELECT f.chat_id, (SELECT c.last_seq FROM chats c WHERE c.id = f.chat_id) + f.step,
            (SELECT c.message_count FROM chats c WHERE c.id = f.chat_id) + f.step,
            f.sender_id, f.text, f.client_message_id, f.created_at
        FROM fresh f ORDER BY f.place
        RETURNING \(MessageSQL.columns)
        """
}

/// A message of which the batch knows now that it is stored, and whether the batch stored it.
struct StoredMessage: RowDecodable {
    let message: Message
    let isNew: Bool

    init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        message = try Message(row: row)
        isNew = try row.bool(7)
    }
}
