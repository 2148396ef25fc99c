public import Domain

extension Messenger {
    /// Everything that `user` sees, and the position at which it is true.
    ///
    /// - Throws: `.unavailable`.
    public func snapshot(for user: ID<User>) async throws(MessengerError) -> Snapshot {
        try await sync.snapshot(for: user)
    }

    /// What has happened since a position, `limit` events at most; `reset` where the position is none of this database.
    ///
    /// - Throws: `.unavailable`.
    public func changes(
        for user: ID<User>,
        since position: Position,
        limit: Int
    ) async throws(MessengerError) -> SyncAnswer {
        try await sync.changes(for: user, since: position, limit: limit)
    }
}
