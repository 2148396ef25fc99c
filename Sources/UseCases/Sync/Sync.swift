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

    /// The chats of `user` and the last place of each order.
    ///
    /// - Throws: `.unavailable`.
    public func position(of user: ID<User>) async throws(MessengerError) -> Position {
        try await sync.position(of: user)
    }
}

extension Messenger {
    /// The events of a lane after one number and up to another, in order, `limit` at most.
    ///
    /// - Throws: `.unavailable`.
    public func events(
        in lane: Lane,
        after: Int64,
        through: Int64,
        limit: Int
    ) async throws(MessengerError) -> [Event] {
        try await sync.events(in: lane, after: after, through: through, limit: limit)
    }

    /// The last number of each of these lanes.
    ///
    /// - Throws: `.unavailable`.
    public func ends(of lanes: [Lane]) async throws(MessengerError) -> [Lane: Int64] {
        try await sync.ends(of: lanes)
    }
}
