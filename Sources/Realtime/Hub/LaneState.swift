/// How far a lane has come on this node, and what is known to be missing.
///
/// It decides; the hub acts.
struct LaneState {
    /// The last number that was handed on; nil until the first one is known.
    private(set) var last: Int64?
    /// The greatest number that is known to exist.
    private(set) var known: Int64 = 0
    /// Whether somebody is fetching what is missing.
    private(set) var isFetching = false

    /// What to do with a number that has been heard of.
    enum Verdict: Equatable {
        /// It is the next one: hand it on.
        case deliver
        /// It was handed on already, or will be by whoever fetches.
        case pass
        /// Something before it is missing: fetch from the store, up to and with it.
        case fetch
    }

    /// Sets where the lane begins for the first listener that follows it.
    mutating func begin(at number: Int64) {
        if last == nil { last = number }
        known = max(known, number)
    }

    /// An event with this number is at hand.
    mutating func hear(_ number: Int64) -> Verdict {
        known = max(known, number)
        guard let last else {
            self.last = number
            return .deliver
        }
        guard number > last, !isFetching else { return .pass }
        guard number > last + 1 else {
            self.last = number
            return .deliver
        }
        isFetching = true
        return .fetch
    }

    /// Word has come that this number exists; the event is not at hand.
    mutating func hearOf(_ number: Int64) -> Verdict {
        known = max(known, number)
        guard let last, number > last, !isFetching else { return .pass }
        isFetching = true
        return .fetch
    }

    /// What is to be fetched; nil when nothing is missing any more, which ends the fetching.
    mutating func missing() -> (after: Int64, through: Int64)? {
        guard isFetching, let last, last < known else {
            isFetching = false
            return nil
        }
        return (last, known)
    }

    /// An event was fetched; whether to hand it on.
    mutating func fetched(_ number: Int64) -> Bool {
        guard let last, number > last else { return false }
        self.last = number
        return true
    }

    /// The store has nothing of what was said to be missing after a number.
    ///
    /// It was a rumour, or later events stand for it. Where the lane has gone on meanwhile, another answer was better.
    mutating func nothingFound(after number: Int64) {
        if last == number { known = number }
    }
}
