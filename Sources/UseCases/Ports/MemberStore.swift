public import Domain

/// Changes who belongs to a group.
public protocol MemberStore: Sendable {
    /// Makes accounts members of a group; those who are already stay as they are.
    ///
    /// Each one that is new is a change of the chat, in ascending order of id, and an event of the account. A new
    /// member's cursors stand at the chat's end: what came before counts as read.
    ///
    /// - Throws: `.notAMember` when `actor` is not in the chat; `.privateChatIsFixed`; `.unknownMember` when one of
    ///   `users` has no account: then nobody is added.
    func add(
        _ users: Set<ID<User>>,
        to chat: ID<Chat>,
        by actor: ID<User>,
        at time: Timestamp
    ) async throws(MessengerError) -> [Event]

    /// Ends a membership of a group: `actor`'s own, or, when `actor` created the chat, another's.
    ///
    /// Returns the change, and the event of the account that left; nothing when `user` is not in the chat.
    ///
    /// - Throws: `.notAMember` when `actor` is not in the chat; `.privateChatIsFixed`; `.notTheCreator`.
    func remove(
        _ user: ID<User>,
        from chat: ID<Chat>,
        by actor: ID<User>,
        at time: Timestamp
    ) async throws(MessengerError) -> [Event]

    /// The members of a chat after the one named, in ascending order of id, `limit` at most.
    ///
    /// - Throws: `.notAMember` when `reader` is not in the chat.
    func members(
        of chat: ID<Chat>,
        for reader: ID<User>,
        after: ID<User>?,
        limit: Int
    ) async throws(MessengerError) -> [Member]

    /// Those of `users` who share a chat with `reader`, and when each was last seen.
    func acquaintances(of reader: ID<User>, among users: [ID<User>]) async throws(MessengerError) -> [Presence]

    /// Notes when people were last seen, in one statement; never moves back.
    func noteSeen(_ users: [ID<User>], at time: Timestamp) async throws(MessengerError)
}
