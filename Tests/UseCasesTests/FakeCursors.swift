import Domain
import Synchronization
import UseCases

/// Moves cursors as it is told, one batch at a time, when the test lets it.
final class FakeCursors: ReceiptStore {
    struct State {
        var batches: [[CursorMove]] = []
        var failure: MessengerError?
        var outcome: (@Sendable (CursorMove) -> MoveOutcome)?
    }

    let state = Mutex(State())
    private let gate: Gate?

    /// With a gate, each commit waits until it is let through.
    init(gate: Gate? = nil) {
        self.gate = gate
    }

    var batches: [[CursorMove]] { state.withLock { $0.batches } }

    func move(_ moves: [CursorMove]) async throws(MessengerError) -> [MoveOutcome] {
        state.withLock { $0.batches.append(moves) }
        await gate?.pass()
        return try state.withLock { state throws(MessengerError) in
            if let failure = state.failure { throw failure }
            return moves.map { state.outcome?($0) ?? .moved(ReadState(of: $0), events: []) }
        }
    }
}

extension ReadState {
    /// What a move that was made in full leaves.
    init(of move: CursorMove) {
        let read: Seq =
            switch move.target {
            case .read(let seq), .delivered(let seq): seq
            case .readMessage(let message): Seq(message.rawValue)
            }
        self.init(chat: move.chat, read: read, unread: 0, counted: read)
    }
}

extension ChatState {
    /// A chat in which nothing has happened yet.
    init(empty chat: Chat, members count: Int) {
        self.init(
            chat: chat,
            lastSeq: .start,
            receiptSeq: .start,
            read: ReadState(chat: chat.id, read: .start, unread: 0, counted: .start),
            memberCount: Int64(count),
            members: nil,
            creator: nil,
            lastMessage: nil
        )
    }
}

extension FakeStore {
    func move(_ moves: [CursorMove]) async throws(MessengerError) -> [MoveOutcome] {
        try await cursors.move(moves)
    }

    func add(
        _ users: Set<ID<User>>,
        to chat: ID<Chat>,
        by actor: ID<User>,
        at time: Timestamp
    ) async throws(MessengerError) -> [Event] {
        users.sorted().map { .change(.membership(MembershipChange(.joined, $0, of: chat, by: actor, at: time))) }
    }

    func remove(
        _ user: ID<User>,
        from chat: ID<Chat>,
        by actor: ID<User>,
        at time: Timestamp
    ) async throws(MessengerError) -> [Event] {
        [.change(.membership(MembershipChange(.left, user, of: chat, by: actor, at: time)))]
    }

    func members(
        of chat: ID<Chat>,
        for reader: ID<User>,
        after: ID<User>?,
        limit: Int
    ) async throws(MessengerError) -> [Member] { [] }

    func acquaintances(of reader: ID<User>, among users: [ID<User>]) async throws(MessengerError) -> [Presence] { [] }

    func noteSeen(_ users: [ID<User>], at time: Timestamp) async throws(MessengerError) {
        try state.withLock { state throws(MessengerError) in
            state.seen.append(users)
            if state.forgetsSeen { throw .unavailable(retryAfter: .zero) }
        }
    }

    func snapshot(for user: ID<User>) async throws(MessengerError) -> Snapshot {
        Snapshot(position: try await position(of: user), chats: try await chats(of: user))
    }

    func changes(for user: ID<User>, since: Position, limit: Int) async throws(MessengerError) -> SyncAnswer {
        .slice(SyncSlice(events: [], position: since, hasMore: false))
    }

    func position(of user: ID<User>) async throws(MessengerError) -> Position {
        Position(epoch: StoreEpoch("fake"), account: .start, chats: [:])
    }

    func events(
        in lane: Lane,
        after: Int64,
        through: Int64,
        limit: Int
    ) async throws(MessengerError) -> [Event] { [] }

    func ends(of lanes: [Lane]) async throws(MessengerError) -> [Lane: Int64] { [:] }
}

extension MembershipChange {
    init(_ kind: Kind, _ user: ID<User>, of chat: ID<Chat>, by actor: ID<User>, at time: Timestamp) {
        self.init(
            chat: chat,
            seq: Seq(1),
            kind: kind,
            user: user,
            name: UserName(stored: "name"),
            actor: actor,
            createdAt: time
        )
    }
}
