public import Domain
import StoreSQL
public import UseCases

extension PostgresStore {
    /// Moves cursors forward together, in one transaction, and tells of each what came of it.
    ///
    /// Many moves change nothing, so a read looks first: those cost no commit and no lock.
    public func move(_ moves: [CursorMove]) async throws(MessengerError) -> [MoveOutcome] {
        try await answering {
            let look = CursorLook(moves, try await pool.perform(.read) { session in try session.look(at: moves) })
            guard !look.moves.isEmpty else { return look.outcomes([]) }
            return look.outcomes(try await pool.transaction { session in try session.move(look.moves) })
        }
    }

    /// Everything that `user` sees, and the position at which it is true.
    public func snapshot(for user: ID<User>) async throws(MessengerError) -> Snapshot {
        try await reading { session in try session.snapshot(for: user) }
    }

    /// What has happened since a position, `limit` events at most, and the position after that.
    public func changes(
        for user: ID<User>,
        since: Position,
        limit: Int
    ) async throws(MessengerError) -> SyncAnswer {
        try await reading { session in try session.changes(for: user, since: since, limit: limit) }
    }

    /// The chats of `user` and the last place of each order.
    public func position(of user: ID<User>) async throws(MessengerError) -> Position {
        try await answering { try await pool.perform(.read) { session in try session.position(of: user) } }
    }

    /// The last number of each of these lanes; a lane of a chat or account that does not exist is left out.
    public func ends(of lanes: [Lane]) async throws(MessengerError) -> [Lane: Int64] {
        try await answering { try await pool.perform(.read) { session in try session.ends(of: lanes) } }
    }

    /// The events of a lane after one number and up to another, in order, `limit` at most.
    public func events(
        in lane: Lane,
        after: Int64,
        through: Int64,
        limit: Int
    ) async throws(MessengerError) -> [Event] {
        try await reading { session in try session.events(in: lane, after: after, through: through, limit: limit) }
    }

    /// Runs statements that read, all of which see one state of the data.
    private func reading<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing PostgresSession) throws -> Value
    ) async throws(MessengerError) -> Value {
        try await answering {
            try await pool.perform(.read) { session in try session.transaction(.repeatableRead, body) }
        }
    }
}
