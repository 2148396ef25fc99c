public import Domain
import StoreSQL
public import UseCases

extension SQLiteStore {
    /// Moves cursors forward together, in one transaction, and tells of each what came of it.
    ///
    /// Many moves change nothing, so a reader looks first: those cost no commit.
    public func move(_ moves: [CursorMove]) async throws(MessengerError) -> [MoveOutcome] {
        let look = CursorLook(moves, try await read { try $0.look(at: moves) })
        guard !look.moves.isEmpty else { return look.outcomes([]) }
        return look.outcomes(try await write { try $0.move(look.moves) })
    }

    /// Everything that `user` sees, and the position at which it is true.
    public func snapshot(for user: ID<User>) async throws(MessengerError) -> Snapshot {
        try await read { try $0.snapshot { try $0.snapshot(for: user) } }
    }

    /// What has happened since a position, `limit` events at most, and the position after that.
    public func changes(
        for user: ID<User>,
        since: Position,
        limit: Int
    ) async throws(MessengerError) -> SyncAnswer {
        try await read { try $0.snapshot { try $0.changes(for: user, since: since, limit: limit) } }
    }

    /// The chats of `user` and the last place of each order.
    public func position(of user: ID<User>) async throws(MessengerError) -> Position {
        try await read { try $0.position(of: user) }
    }

    /// The last number of each of these lanes; a lane of a chat or account that does not exist is left out.
    public func ends(of lanes: [Lane]) async throws(MessengerError) -> [Lane: Int64] {
        try await read { try $0.ends(of: lanes) }
    }

    /// The events of a lane after one number and up to another, in order, `limit` at most.
    public func events(
        in lane: Lane,
        after: Int64,
        through: Int64,
        limit: Int
    ) async throws(MessengerError) -> [Event] {
        try await read { try $0.snapshot { try $0.events(in: lane, after: after, through: through, limit: limit) } }
    }
}
