/// When to copy the write-ahead log into the file: a while after a write, again as long as there is writing, and once
/// more, emptying the log, when it has become quiet.
///
/// SQLite's own way, a checkpoint by whoever makes the log long enough, halves the writes per second of a big database
/// and makes single callers wait.
struct CheckpointPlan {
    private var state = State.clean

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

    /// Notes a write; true when the first step has to be planned.
    mutating func wrote() -> Bool {
        switch state {
        case .clean:
            state = .planned(wrote: true)
            return true
        case .planned:
            state = .planned(wrote: true)
            return false
        case .closed:
            return false
        }
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
