import Domain
import UseCases

/// The rosters of all nodes, as far as this one knows them: who is there, and what follows from a change.
///
/// Each node alone changes its own roster, numbers the changes, and tells the others each of them and, with every beat,
/// the number of the last. Whoever misses one asks for the whole: state that is replicated by deltas, and anti-entropy
/// (Almeida, Shoker and Baquero, "Delta State Replicated Data Types", 2018; Phoenix.Tracker does the same).
///
/// It decides; the board acts.
struct Rosters {
    /// What is to be done after a change, in this order.
    struct Effects {
        /// For those who watch, on this node.
        var news: [Presence] = []
        /// For the other nodes.
        var words: [Attendance] = []
        /// To be kept: when those who have gone were last there.
        var seen: [(users: Set<ID<User>>, time: Timestamp)] = []
    }

    private let node: NodeID
    /// For how many of this node's beats another may be silent.
    private let lease: UInt64
    private var own = OwnRoster()
    private var copies: [NodeID: RosterCopy] = [:]
    /// When people who are still there last went from a node; empty on a server that is alone.
    private var departures: [ID<User>: Timestamp] = [:]
    private var beats: UInt64 = 0

    /// Nobody is there; other nodes have gone when they are silent for longer than so many beats of this one.
    init(node: NodeID, lease: UInt64) {
        self.node = node
        self.lease = lease
    }

    /// Whether any node has somebody.
    func isOnline(_ user: ID<User>) -> Bool {
        own.contains(user) || copies.values.contains { $0.people.contains(user) }
    }

    /// Those who are connected to this node, or were within the grace.
    var ownPeople: Set<ID<User>> { own.people }

    /// What to say to all when the bus begins to carry, or carries again.
    var wishForAll: Attendance { saying(.wish(nil)) }

    private func saying(_ word: Attendance.Word) -> Attendance {
        Attendance(node: node, version: own.version, word: word)
    }
}

// MARK: Here

extension Rosters {
    /// A connection has come to this node.
    mutating func arrive(_ user: ID<User>) -> Effects {
        let wasOnline = isOnline(user)
        guard own.arrive(user) else { return Effects() }
        return Effects(news: wasOnline ? [] : [.online(user)], words: [saying(.came(user))])
    }

    /// A connection has gone from this node; with the last one, what to name when the grace is over.
    mutating func leave(_ user: ID<User>) -> OwnRoster.Departure? {
        own.leave(user)
    }

    /// The grace is over, for somebody who was last here at this time.
    mutating func settle(_ user: ID<User>, after departure: OwnRoster.Departure, lastSeen: Timestamp) -> Effects {
        guard own.settle(user, after: departure) else { return Effects() }
        return Effects(
            news: depart([user], at: lastSeen),
            words: [saying(.gone(user, lastSeen: lastSeen))],
            seen: [([user], lastSeen)]
        )
    }

    /// A beat of this node: tells that it lives, and lets go of those who have been silent for too long.
    mutating func beat() -> Effects {
        beats += 1
        var effects = Effects(words: [saying(.beat)])
        for (node, copy) in copies where beats - copy.heard.beats > lease {
            copies[node] = nil
            let news = depart(copy.people, at: copy.heard.time)
            effects.news += news
            if !news.isEmpty { effects.seen.append((Set(news.map(\.user)), copy.heard.time)) }
        }
        return effects
    }

    /// People have left a roster: those whom nobody else has have gone, at the latest time that was heard.
    private mutating func depart(_ users: Set<ID<User>>, at time: Timestamp) -> [Presence] {
        users.compactMap { user in
            let last = max(departures[user] ?? time, time)
            let isElsewhere = isOnline(user)
            departures[user] = isElsewhere ? last : nil
            return isElsewhere ? nil : .offline(user, since: last)
        }
    }
}

// MARK: Elsewhere

extension Rosters {
    /// Another node says something; what this node said itself, it passes over.
    mutating func hear(_ attendance: Attendance, at time: Timestamp) -> Effects {
        guard attendance.node != node else { return Effects() }
        let moment = RosterCopy.Moment(beats: beats, time: time)
        let verdict = copies[attendance.node, default: RosterCopy()]
            .hear(attendance.word, version: attendance.version, at: moment)
        var effects = Effects(words: answer(to: attendance.word))
        switch verdict {
        case .pass: break
        case .ask: effects.words.append(saying(.wish(attendance.node)))
        case .changed(let came, let gone, let lastSeen):
            effects.news = came.filter { !isOnline($0, besides: attendance.node) }.map { .online($0) }
            effects.news += depart(gone, at: lastSeen)
        }
        return effects
    }

    private func answer(to word: Attendance.Word) -> [Attendance] {
        guard case .wish(let wanted) = word, wanted == nil || wanted == node else { return [] }
        return [saying(.roster(own.people))]
    }

    private func isOnline(_ user: ID<User>, besides node: NodeID) -> Bool {
        own.contains(user) || copies.contains { $0.key != node && $0.value.people.contains(user) }
    }
}

extension Presence {
    fileprivate static func online(_ user: ID<User>) -> Self {
        Self(user: user, isOnline: true, lastSeen: nil)
    }

    fileprivate static func offline(_ user: ID<User>, since time: Timestamp) -> Self {
        Self(user: user, isOnline: false, lastSeen: time)
    }
}
