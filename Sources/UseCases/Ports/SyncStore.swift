public import Domain

/// Reads what a device needs to have the whole of an account, or what it lacks of it.
public protocol SyncStore: Sendable {
    /// Everything that `user` sees, and the position at which it is true: read together.
    func snapshot(for user: ID<User>) async throws(MessengerError) -> Snapshot

    /// What has happened since a position, `limit` events at most, and the position after that.
    ///
    /// The events of a chat are in its order; a receipt and an account event may stand for earlier ones that it has
    /// overtaken. A chat that `since` does not know is told by an account event, which brings it up to date; one that
    /// `since` knows too much of, or an account event of the future, means that the database is not the one it was:
    /// `reset`. All of a slice is read together.
    func changes(for user: ID<User>, since: Position, limit: Int) async throws(MessengerError) -> SyncAnswer

    /// The chats of `user` and the last place of each order: a position with nothing missing.
    func position(of user: ID<User>) async throws(MessengerError) -> Position

    /// The last number of each of these lanes; a lane of a chat or account that does not exist is left out.
    func ends(of lanes: [Lane]) async throws(MessengerError) -> [Lane: Int64]

    /// The events of a lane after one number and up to another, in order, `limit` at most, for a node that has missed
    /// them.
    ///
    /// In the lanes of receipts and accounts an event may stand for earlier ones: then numbers are passed over.
    func events(in lane: Lane, after: Int64, through: Int64, limit: Int) async throws(MessengerError) -> [Event]
}

/// Everything that an account sees.
public struct Snapshot: Hashable, Sendable {
    /// The position at which it is true.
    public let position: Position
    /// The chats, in ascending order of id.
    public let chats: [ChatState]

    /// Puts together what a store read.
    public init(position: Position, chats: [ChatState]) {
        self.position = position
        self.chats = chats
    }
}

/// The answer to what has happened since a position.
public enum SyncAnswer: Hashable, Sendable {
    /// What has happened, in order.
    case slice(SyncSlice)
    /// The position cannot be continued from: start from a snapshot.
    case reset
}

/// A stretch of what has happened.
public struct SyncSlice: Hashable, Sendable {
    /// What has happened, in order for each lane.
    public let events: [Event]
    /// What the client has once it has these.
    public let position: Position
    /// Whether there is more to come at once.
    public let hasMore: Bool

    /// Puts together what a store read.
    public init(events: [Event], position: Position, hasMore: Bool) {
        self.events = events
        self.position = position
        self.hasMore = hasMore
    }
}
