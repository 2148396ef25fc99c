public import Domain
public import UseCases

extension SQLSession where Self: ~Copyable {
    /// Makes accounts members of a group; inside a transaction, which an error must undo.
    ///
    /// - Throws: what `MemberStore.add` says, and whatever the database throws.
    public func add(
        _ users: Set<ID<User>>,
        to chat: ID<Chat>,
        by actor: ID<User>,
        at time: Timestamp
    ) throws -> [Event] {
        let before = try lockedGroup(chat, for: actor)
        let present = try rows(MemberSQL.present(Array(users), in: chat))
        let added = users.subtracting(present).sorted()
        guard !added.isEmpty else { return [] }
        let people = try lockedPeople(added)
        let last = Seq(before.end.seq.rawValue + Int64(added.count))
        let count = before.memberCount + Int64(added.count)
        try execute([
            MemberSQL.join(added, to: before, at: time),
            MemberSQL.change(.joined, of: added, in: chat, after: before.end.seq, by: actor, at: time),
            MemberSQL.forgetDepartures(of: added, from: chat),
            PresenceSQL.advance(added),
            ChatSQL.count(members: count, peak: max(count, before.peakMemberCount), upTo: last, in: chat),
        ])
        guard let view = try rows(ChatSQL.standings(of: people[0].id, in: [chat])).first else {
            throw MessengerError.internalFault
        }
        let members = try sharedMembers(of: [view.standing])[chat]
        let seqs = before.end.seq.rawValue + 1...last.rawValue
        let changes = zip(people, seqs).map { person, seq in
            Event.membership(.joined, of: person, in: chat, seq: Seq(seq), by: actor, at: time)
        }
        let accounts = zip(people, seqs).map { person, seq in
            Event.account(person.id, person.next, .chatAdded(view.state(members: members, read: Seq(seq))))
        }
        return changes + accounts
    }

    /// Ends a membership of a group; inside a transaction, which an error must undo.
    ///
    /// - Throws: what `MemberStore.remove` says, and whatever the database throws.
    public func remove(
        _ user: ID<User>,
        from chat: ID<Chat>,
        by actor: ID<User>,
        at time: Timestamp
    ) throws -> [Event] {
        let before = try lockedGroup(chat, for: actor)
        guard user == actor || before.creator == actor else { throw MessengerError.notTheCreator }
        guard try row(MemberSQL.membership(of: user, in: chat)) != nil else { return [] }
        let person = try lockedPeople([user])[0]
        let seq = Seq(before.end.seq.rawValue + 1)
        try execute([
            MemberSQL.leave(chat, by: user),
            MemberSQL.change(.left, of: [user], in: chat, after: before.end.seq, by: actor, at: time),
            MemberSQL.depart(user, from: chat, at: person.next),
            PresenceSQL.advance([user]),
            ChatSQL.count(members: before.memberCount - 1, peak: before.peakMemberCount, upTo: seq, in: chat),
        ])
        return [
            .membership(.left, of: person, in: chat, seq: seq, by: actor, at: time),
            .account(user, person.next, .chatRemoved(chat)),
        ]
    }

    /// A group that nobody else changes until the transaction ends, and that `actor` belongs to.
    private func lockedGroup(_ chat: ID<Chat>, for actor: ID<User>) throws -> StoredChat {
        guard let stored = try row(ChatSQL.locked(chat)),
            try row(MemberSQL.membership(of: actor, in: chat)) != nil
        else { throw MessengerError.notAMember }
        guard stored.chat.type == .group else { throw MessengerError.privateChatIsFixed }
        return stored
    }
}

extension Event {
    fileprivate static func membership(
        _ kind: MembershipChange.Kind,
        of person: StoredPerson,
        in chat: ID<Chat>,
        seq: Seq,
        by actor: ID<User>,
        at time: Timestamp
    ) -> Event {
        .change(
            .membership(
                MembershipChange(
                    chat: chat,
                    seq: seq,
                    kind: kind,
                    user: person.id,
                    name: person.name,
                    actor: actor,
                    createdAt: time
                )
            )
        )
    }
}

extension StandingWithMessage {
    /// How the chat looks to another member who has just come: nothing is unread.
    fileprivate func state(members: [Member]?, read: Seq) -> ChatState {
        let own = ReadState(chat: standing.chat.id, read: read, unread: 0, counted: standing.end.seq)
        return ChatState(
            chat: standing.chat,
            lastSeq: standing.end.seq,
            receiptSeq: standing.end.receipts,
            read: own,
            memberCount: standing.memberCount,
            members: members,
            creator: standing.creator,
            lastMessage: lastMessage
        )
    }
}
