import Domain

/// What this node knows of the roster of another one.
///
/// It decides; the board acts.
struct RosterCopy {
    /// When word came: after how many of this node's own beats, and at what time of day.
    struct Moment: Hashable {
        var beats: UInt64 = 0
        var time = Timestamp(microseconds: 0)
    }

    /// What to do with word that has come.
    enum Verdict: Equatable {
        /// It tells nothing new.
        case pass
        /// Something is missing: wish for the roster.
        case ask
        /// People have come and gone.
        case changed(came: Set<ID<User>>, gone: Set<ID<User>>, lastSeen: Timestamp)
    }

    /// Those who are there.
    private(set) var people: Set<ID<User>> = []
    /// When the node was last heard.
    private(set) var heard = Moment()
    /// The version of what is known; nil until the first roster has come.
    private var version: RosterVersion?
    /// Whether the roster was wished for, and has not come.
    private var isAsked = false

    /// The node says something, while its roster is at a version.
    mutating func hear(_ word: Attendance.Word, version: RosterVersion, at moment: Moment) -> Verdict {
        heard = moment
        switch word {
        case .came(let user): return change(to: version, came: [user], gone: [], lastSeen: moment.time)
        case .gone(let user, let time): return change(to: version, came: [], gone: [user], lastSeen: time)
        case .roster(let people): return replace(with: people, version)
        case .wish: return compare(version)
        case .beat:
            // A wish that was not answered until now was lost, or its answer was.
            isAsked = false
            return compare(version)
        }
    }

    private mutating func change(
        to version: RosterVersion,
        came: Set<ID<User>>,
        gone: Set<ID<User>>,
        lastSeen: Timestamp
    ) -> Verdict {
        guard let known = self.version, version == known + 1 else { return compare(version) }
        self.version = version
        people.formUnion(came)
        people.subtract(gone)
        return .changed(came: came, gone: gone, lastSeen: lastSeen)
    }

    private mutating func replace(with people: Set<ID<User>>, _ version: RosterVersion) -> Verdict {
        guard isAhead(version) else { return .pass }
        let verdict = Verdict.changed(
            came: people.subtracting(self.people),
            gone: self.people.subtracting(people),
            // When they went was said and not heard: not long ago, or the node would count as gone itself.
            lastSeen: heard.time
        )
        self.version = version
        self.people = people
        isAsked = false
        return verdict
    }

    /// Asks for the roster where it has gone on, once until the next beat.
    private mutating func compare(_ version: RosterVersion) -> Verdict {
        guard isAhead(version), !isAsked else { return .pass }
        isAsked = true
        return .ask
    }

    private func isAhead(_ version: RosterVersion) -> Bool {
        self.version.map { version > $0 } ?? true
    }
}
