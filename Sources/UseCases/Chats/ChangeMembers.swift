public import Domain

extension Messenger {
    /// Makes people members of a group; any member may, and whoever is in it already stays as they are.
    ///
    /// - Throws: `.notAMember`, `.privateChatIsFixed`, `.unknownMember`, `.unavailable`.
    public func addMembers(
        _ users: Set<ID<User>>,
        to chat: ID<Chat>,
        by actor: ID<User>
    ) async throws(MessengerError) {
        events.publish(try await members.add(users, to: chat, by: actor, at: clock.now()))
    }

    /// Takes somebody out of a group: oneself, or, for who created it, anybody.
    ///
    /// Somebody who is not in it is passed over in silence.
    ///
    /// - Throws: `.notAMember`, `.privateChatIsFixed`, `.notTheCreator`, `.unavailable`.
    public func removeMember(
        _ user: ID<User>,
        from chat: ID<Chat>,
        by actor: ID<User>
    ) async throws(MessengerError) {
        events.publish(try await members.remove(user, from: chat, by: actor, at: clock.now()))
    }

    /// The members of a chat after the one named, in ascending order of id, `limit` at most.
    ///
    /// - Throws: `.notAMember`, `.unavailable`.
    public func listMembers(
        of chat: ID<Chat>,
        for reader: ID<User>,
        after: ID<User>?,
        limit: Int
    ) async throws(MessengerError) -> [Member] {
        try await members.members(of: chat, for: reader, after: after, limit: limit)
    }
}

extension Messenger {
    /// Those of `people` who share a chat with `user`, and when each was last seen.
    ///
    /// - Throws: `.unavailable`.
    public func acquaintances(
        of user: ID<User>,
        among people: Set<ID<User>>
    ) async throws(MessengerError) -> [Presence] {
        try await members.acquaintances(of: user, among: people.sorted())
    }

    /// Keeps when people were last there, a thousand of them in one call; a store that is away forgets it.
    public func noteSeen(_ users: Set<ID<User>>, at time: Timestamp) async {
        var rest = users.sorted()[...]
        while !rest.isEmpty {
            guard (try? await members.noteSeen(Array(rest.prefix(1000)), at: time)) != nil else { return }
            rest = rest.dropFirst(1000)
        }
    }
}
