public import Domain
public import UseCases

extension SQLSession where Self: ~Copyable {
    /// Everything that a user sees; inside a transaction that sees one state of the data.
    public func snapshot(for user: ID<User>) throws -> Snapshot {
        let end = try accountEnd(of: user)
        let views = try rows(ChatSQL.standings(of: user))
        let members = try sharedMembers(of: views.map(\.standing))
        let places = views.map { ($0.standing.chat.id, $0.standing.end) }
        return Snapshot(
            position: Position(
                epoch: end.epoch,
                account: end.account,
                chats: Dictionary(uniqueKeysWithValues: places)
            ),
            chats: views.map { $0.state(members: members[for: $0.standing]) }
        )
    }

    /// What has happened since a position; inside a transaction that sees one state of the data.
    public func changes(for user: ID<User>, since: Position, limit: Int) throws -> SyncAnswer {
        let end = try accountEnd(of: user)
        guard since.epoch == end.epoch, since.account <= end.account else { return .reset }
        let standings = try rows(SyncSQL.standings(of: user))
        let departures = try rows(SyncSQL.departures(of: user, after: since.account, through: end.account))
        let made = SlicePlan(since: since, limit: limit, end: end, standings: standings, departures: departures)
        guard var plan = made else { return .reset }
        plan.planChats(try rows(plan.chatsWithReceipts))
        let events = try accountEvents(plan.account, of: user) + chatEvents(plan.items)
        return .slice(SyncSlice(events: events, position: plan.position, hasMore: plan.hasMore))
    }

    /// The chats of a user and the last place of each order.
    public func position(of user: ID<User>) throws -> Position {
        let lines = try rows(SyncSQL.position(of: user))
        guard let end = lines.first?.end else { throw MessengerError.internalFault }
        let places = lines.compactMap { line in
            line.chat.flatMap { chat in line.inChat.map { (chat, $0) } }
        }
        return Position(epoch: end.epoch, account: end.account, chats: Dictionary(uniqueKeysWithValues: places))
    }

    private func accountEnd(of user: ID<User>) throws -> AccountEnd {
        guard let end = try row(SyncSQL.end(of: user)) else { throw MessengerError.internalFault }
        return end
    }

    /// The events that these items stand for, in their order.
    func accountEvents(_ items: [SlicePlan.AccountItem], of user: ID<User>) throws -> [Event] {
        let states = try states(of: items.added, for: user)
        return items.compactMap { item in
            switch item {
            case .added(let standing):
                states[standing.chat.id].map { .account(user, standing.userSeq, .chatAdded($0)) }
            case .read(let standing): .account(user, standing.userSeq, .unread(standing.read))
            case .removed(let departure): .account(user, departure.userSeq, .chatRemoved(departure.chat))
            }
        }
    }

    private func states(of chats: [ID<Chat>], for user: ID<User>) throws -> [ID<Chat>: ChatState] {
        guard !chats.isEmpty else { return [:] }
        let views = try rows(ChatSQL.standings(of: user, in: chats))
        let members = try sharedMembers(of: views.map(\.standing))
        let states = views.map { ($0.standing.chat.id, $0.state(members: members[for: $0.standing])) }
        return Dictionary(uniqueKeysWithValues: states)
    }

    private func chatEvents(_ items: [SlicePlan.ChatItem]) throws -> [Event] {
        var changes = try changes(in: items.stretches)[...]
        return items.flatMap { item -> [Event] in
            switch item {
            case .changes: (changes.popFirst() ?? []).map { .change($0) }
            case .receipts(let receipts): receipts.map { .receipt($0) }
            }
        }
    }

    /// The changes of each of these stretches, in order.
    func changes(in stretches: [SlicePlan.Stretch]) throws -> [[Change]] {
        let messages = try rows(
            stretches.map { SyncSQL.messages(in: $0.chat, after: $0.after, through: $0.through) }
        )
        let memberships = try rows(
            stretches.map { SyncSQL.memberships(in: $0.chat, after: $0.after, through: $0.through) }
        )
        return zip(messages, memberships).map { messages, memberships in
            let all = messages.map { Change.message($0) } + memberships.map { .membership($0) }
            return memberships.isEmpty ? all : all.sorted { $0.seq < $1.seq }
        }
    }
}

extension [ID<Chat>: [Member]] {
    /// The members that a chat shows; nil where it shows none.
    fileprivate subscript(for standing: Standing) -> [Member]? {
        standing.sharesReceipts ? self[standing.chat.id] ?? [] : nil
    }
}

extension [SlicePlan.AccountItem] {
    fileprivate var added: [ID<Chat>] {
        compactMap { item in
            switch item {
            case .added(let standing): standing.chat.id
            case .read, .removed: nil
            }
        }
    }
}

extension [SlicePlan.ChatItem] {
    fileprivate var stretches: [SlicePlan.Stretch] {
        compactMap { item in
            switch item {
            case .changes(let stretch): stretch
            case .receipts: nil
            }
        }
    }
}
