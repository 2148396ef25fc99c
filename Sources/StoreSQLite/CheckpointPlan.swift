/// When to copy the write-ahead log into the file: as soon as it is long, a while after a write however short it is, and
/// once more, emptying the log, when it has become quiet.
///
/// A log that starts over before it has grown stays on disk blocks and in memory that it has already, which makes
/// commits up to twice as fast as appending to an ever longer file. SQLite's own way, a checkpoint by whoever makes the
/// log long enough, makes that caller wait for the whole copy.
struct CheckpointPlan {
    private let longLog: Int
    private var state = State.clean
    private var isCopying = false
    /// How long the log was after the last write.
    private var pages = 0
    /// How long it has to be for the next copy at once: a reader that stays keeps it from starting over.
    private var tooLong: Int

    private enum State {
        /// The log is empty, and nothing is planned.
        case clean
        /// A step is planned; whether there was a write since the last one.
        case planned(wrote: Bool)
        /// The store is being closed, which copies everything anyway.
        case closed
    }

    /// What a step does.
    enum Step: Equatable {
        /// Copy what can be copied without making anybody wait, and come again later.
        case copy
        /// Copy everything and empty the log; nothing more is planned.
        case empty
    }

    /// What a write makes due.
    struct Due: OptionSet {
        let rawValue: Int

        /// The first step, after the usual delay.
        static let step = Due(rawValue: 1)
        /// A copy at once, since the log is long; `copied` tells that it is done.
        static let copy = Due(rawValue: 2)
    }

    /// A plan for a log that is long at so many pages.
    init(longLog: Int) {
        self.longLog = longLog
        tooLong = longLog
    }

    /// Whether nothing is to be done any more.
    var isClosed: Bool {
        if case .closed = state { true } else { false }
    }

    /// Notes a write, after which the log has so many pages.
    mutating func wrote(pages: Int) -> Due {
        var due: Due = []
        switch state {
        case .closed: return []
        case .clean: due.insert(.step)
        case .planned: break
        }
        state = .planned(wrote: true)
        if pages < self.pages { tooLong = longLog }
        self.pages = pages
        if pages >= tooLong, !isCopying {
            tooLong = pages + longLog
            isCopying = true
            due.insert(.copy)
        }
        return due
    }

    /// A copy that was due at once has been made.
    mutating func copied() {
        isCopying = false
    }

    /// The planned time has come; nil when there is nothing to do.
    mutating func step() -> Step? {
        switch state {
        case .planned(wrote: true):
            state = .planned(wrote: false)
            return .copy
        case .planned(wrote: false):
            state = .clean
            return .empty
        case .clean, .closed:
            return nil
        }
    }

    /// Emptying the log did not succeed, as somebody was reading; true when another step has to be planned.
    mutating func failedToEmpty() -> Bool {
        guard case .clean = state else { return false }
        state = .planned(wrote: false)
        return true
    }

    /// Nothing is due any more.
    mutating func close() {
        state = .closed
    }
}
