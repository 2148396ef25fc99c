public import Domain

extension Messenger {
    /// Creates a private chat between `creator` and the one other person in `members`.
    ///
    /// - Throws: `.privateChatNeedsOneMember`, `.privateChatWithSelf`, `.privateChatExists`, `.unknownMember`,
    ///   `.unavailable`.
    public func createPrivateChat(
        name: ChatName,
        members: [ID<User>],
        by creator: ID<User>
    ) async throws(MessengerError) -> Chat {
        guard let other = members.first, members.count == 1 else { throw .privateChatNeedsOneMember }
        guard let pair = UserPair(creator, other) else { throw .privateChatWithSelf }
        return try await create(.private(name: name, pair: pair, creator: creator))
    }

    /// Creates a group of `creator` and `members`; naming somebody twice, or the creator, changes nothing.
    ///
    /// - Throws: `.unknownMember`, `.unavailable`.
    public func createGroup(
        name: ChatName,
        members: [ID<User>],
        by creator: ID<User>
    ) async throws(MessengerError) -> Chat {
        let everybody = Set(members).union([creator])
        return try await create(.group(name: name, members: everybody, creator: creator))
    }

    private func create(_ chat: NewChat) async throws(MessengerError) -> Chat {
        let created = try await chats.insert(chat, createdAt: clock.now())
        events.publish(created.events)
        return created.chat
    }
}
