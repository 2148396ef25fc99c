import Domain
public import UseCases

extension SQLSession where Self: ~Copyable {
    /// What comes of those moves that change nothing; nil for each of the others.
    public func look(at moves: [CursorMove]) throws -> [MoveOutcome?] {
        let starts = try rows(moves.map { CursorSQL.start(of: $0) }).map(\.first)
        return zip(moves, starts).map { move, start in
            guard let start else { return .refused(.notAMember) }
            var walk = CursorWalk(start, of: move.user, in: move.chat)
            walk.take(move.target, found: start.message)
            return walk.isSettled ? .moved(walk.state, events: []) : nil
        }
    }

    /// Moves cursors; inside a transaction, which an error must undo.
    ///
    /// The moves of a member in a chat are one walk, with one receipt and one event of the account, which stand at its
    /// first move. Locks are taken in the order of the chats, then of the accounts, as everywhere; places are given
    /// out in the order of the moves, so that the events of a lane stand in its order.
    public func move(_ moves: [CursorMove]) throws -> [MoveOutcome] {
        _ = try rows(ChatSQL.lock(Set(moves.map(\.chat)).sorted()))
        let starts = try rows(moves.map { CursorSQL.start(of: $0) }).map(\.first)
        var walks = CursorWalks(moves, starts)
        walks.count(try rows(walks.tallies))
        let flagged = try rows(walks.flags)
        let readers = walks.readers
        let last = try rows(readers.map { PresenceSQL.advance($0.user, by: $0.count) }).map(\.first)
        guard last.allSatisfy({ $0 != nil }) else { throw MessengerError.internalFault }
        walks.number(accounts: zip(readers, last).map { ($0.user, $0.count, $1 ?? 0) })
        try execute(walks.commands)
        return walks.outcomes(flagged)
    }
}

/// The walks of a batch of moves, in the order of their first moves.
private struct CursorWalks {
    private var walks: [CursorWalk] = []
    /// For each move: its walk, and whether it is the walk's first; nil where the move is refused.
    private var places: [(walk: Int, isFirst: Bool)?] = []
    private var receipts: [ID<Chat>: ReceiptSeq] = [:]

    private struct Membership: Hashable {
        let chat: ID<Chat>
        let user: ID<User>
    }

    init(_ moves: [CursorMove], _ starts: [CursorStart?]) {
        var known: [Membership: Int] = [:]
        for (move, start) in zip(moves, starts) {
            guard let start else {
                places.append(nil)
                continue
            }
            let membership = Membership(chat: move.chat, user: move.user)
            let walk = known[membership] ?? walks.count
            places.append((walk, isFirst: walk == walks.count))
            if walk == walks.count {
                known[membership] = walk
                walks.append(CursorWalk(start, of: move.user, in: move.chat))
            }
            walks[walk].take(move.target, found: start.message)
        }
    }

    /// What has to be counted, for those walks that need it.
    var tallies: [SQLQuery<CursorTally>] {
        walks.compactMap(\.tally)
    }

    mutating func count(_ tallies: [[CursorTally]]) {
        var tallies = tallies[...]
        for place in walks.indices {
            let tally = walks[place].tally == nil ? nil : tallies.popFirst()?.first
            walks[place].count(tally)
        }
    }

    /// What has to be marked as read.
    var flags: [SQLQuery<FlaggedMessage>] {
        walks.flatMap { walk in walk.flags.map { $0.query(for: walk) } }
    }

    /// Who has read, in ascending order, and in how many chats.
    var readers: [(user: ID<User>, count: Int64)] {
        Dictionary(grouping: walks.filter(\.isRead), by: \.user)
            .map { ($0.key, Int64($0.value.count)) }.sorted { $0.0 < $1.0 }
    }

    /// Gives out places; `last` is the last one that an account has been given for its `count` walks.
    mutating func number(accounts: [(user: ID<User>, count: Int64, last: Int64)]) {
        var next = Dictionary(uniqueKeysWithValues: accounts.map { ($0.user, $0.last - $0.count) })
        for place in walks.indices {
            let walk = walks[place]
            if walk.isRead { next[walk.user, default: 0] += 1 }
            if walk.isReceipt {
                receipts[walk.chat] = ReceiptSeq((receipts[walk.chat] ?? walk.start.end.receipts).rawValue + 1)
            }
            walks[place].number(
                account: walk.isRead ? next[walk.user].map { UserSeq($0) } : nil,
                receipts: walk.isReceipt ? receipts[walk.chat] : nil
            )
        }
    }

    /// What has to be kept.
    var commands: [SQLCommand] {
        walks.filter(\.isMoved).map { CursorSQL.keep($0.cursors, of: $0.user, in: $0.chat) }
            + receipts.sorted { $0.key < $1.key }.map { ChatSQL.count(receipts: $0.value, in: $0.key) }
    }

    /// The answers in the order of the moves; `flagged` in the order of `flags`.
    func outcomes(_ flagged: [[FlaggedMessage]]) -> [MoveOutcome] {
        var flagged = flagged[...]
        let ofWalks = walks.map { walk in
            let own = flagged.prefix(walk.flags.count).flatMap { $0 }
            flagged = flagged.dropFirst(walk.flags.count)
            return walk.events(own)
        }
        return places.map { place in
            guard let place else { return .refused(.notAMember) }
            return .moved(walks[place.walk].state, events: place.isFirst ? ofWalks[place.walk] : [])
        }
    }
}
