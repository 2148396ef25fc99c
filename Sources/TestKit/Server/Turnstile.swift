import Synchronization

/// Lets so many in at a time; the others wait in line.
///
/// Each server, program and database of a test means threads and connections, and the test runner would start them all
/// together.
public final class Turnstile: Sendable {
    private struct State {
        var free: Int
        var line: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    /// A turnstile to so many places.
    public init(places: Int) {
        state = Mutex(State(free: places))
    }

    /// Waits for a place, and has it for as long as `body` takes.
    public func pass<Value>(_ body: () async throws -> Value) async throws -> Value {
        await enter()
        defer { leave() }
        return try await body()
    }

    private func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.line.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    private func leave() {
        let next = state.withLock { state in
            guard !state.line.isEmpty else {
                state.free += 1
                return CheckedContinuation<Void, Never>?.none
            }
            return state.line.removeFirst()
        }
        next?.resume()
    }
}
