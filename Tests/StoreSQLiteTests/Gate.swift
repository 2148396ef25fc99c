import Dispatch

@testable import StoreSQLite

/// Holds up a store's writer, inside a transaction, until it is opened.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() {
        semaphore.signal()
    }

    func wait() {
        semaphore.wait()
    }
}

extension SQLiteStore {
    /// Returns when the writer stands in a transaction and waits for the gate.
    func blockWriter() async throws -> Gate {
        let gate = Gate()
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        // The call ends when the gate opens; nobody needs its answer.
        Task {
            await writer.write { _ in
                arrived.finish()
                gate.wait()
            }
        }
        for await _ in arrivals {}
        return gate
    }
}
