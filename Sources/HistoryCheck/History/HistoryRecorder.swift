import Synchronization

/// Writes down what many clients do at once, in one order.
public final class HistoryRecorder: Sendable {
    private struct State {
        var history = History()
        var numbers = 0
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now

    /// Begins a history.
    public init() {}

    /// What was written down so far.
    public var history: History {
        state.withLock { $0.history }
    }

    /// Writes down an event, after all that were written down before.
    public func note(_ event: HistoryEvent) {
        state.withLock { state in
            let time = (ContinuousClock.now - start) / .microseconds(1)
            state.history.lines.append(History.Line(at: Int64(time), event: event))
        }
    }

    /// A number for an attempt, a connection or a read that nothing else in the history has.
    public func number() -> Int {
        state.withLock { state in
            state.numbers += 1
            return state.numbers
        }
    }
}
