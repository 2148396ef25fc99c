public import Domain
import StoreSQL
public import UseCases

extension SQLiteStore {
    /// Makes accounts members of a group; those who are already stay as they are.
    public func add(
        _ users: Set<ID<User>>,
        to chat: ID<Chat>,
        by actor: ID<User>,
        at time: Timestamp
    ) async throws(MessengerError) -> [Event] {
        try await write { try $0.add(users, to: chat, by: actor, at: time) }
    }

    /// Ends a membership of a group.
    public func remove(
        _ user: ID<User>,
        from chat: ID<Chat>,
        by actor: ID<User>,
        at time: Timestamp
    ) async throws(MessengerError) -> [Event] {
        try await write { try $0.remove(user, from: chat, by: actor, at: time) }
    }

    /// The members of a chat after the one named, in ascending order of id, `limit` at most.
    public func members(
        of chat: ID<Chat>,
        for reader: ID<User>,
        after: ID<User>?,
        limit: Int
    ) async throws(MessengerError) -> [Member] {
        try await read {
            try [Member]($0.rows(MemberSQL.members(of: chat, for: reader, after: after, limit: limit)))
        }
    }

    /// Those of `users` who share a chat with `reader`, and when each was last seen.
    public func acquaintances(of reader: ID<User>, among users: [ID<User>]) async throws(MessengerError) -> [Presence] {
        try await read { try $0.rows(PresenceSQL.acquaintances(of: reader, among: users)) }
    }

    /// Notes when people were last seen, in one statement; never moves back.
    public func noteSeen(_ users: [ID<User>], at time: Timestamp) async throws(MessengerError) {
        _ = try await write { try $0.execute(PresenceSQL.noteSeen(users, at: time)) }
    }
}
