/// A call to the pool that waits for a connection, or has one.
protocol PostgresJob: AnyObject, Sendable {
    /// The statement, when the job is one statement that reads: such jobs may share a round trip.
    var read: PostgresCall? { get }

    /// Whether there is such a statement.
    var isRead: Bool { get }

    /// Runs on a connection's thread and answers the caller.
    ///
    /// - Returns: false when nobody was answered because the job may run again on another connection.
    func run(on link: PostgresLink, mayRunAgain: Bool) -> Bool

    /// Answers the caller from the result of `read`.
    func answer(_ result: consuming PostgresResult)

    /// Answers the caller without having run.
    func fail(_ error: PostgresError)
}

/// A closure over a session.
final class PostgresWork<Value: Sendable>: PostgresJob {
    private let access: PostgresAccess
    private let continuation: CheckedContinuation<Value, any Error>
    private let work: @Sendable (borrowing PostgresSession) throws -> Value

    init(
        _ access: PostgresAccess,
        _ continuation: CheckedContinuation<Value, any Error>,
        _ work: @escaping @Sendable (borrowing PostgresSession) throws -> Value
    ) {
        self.access = access
        self.continuation = continuation
        self.work = work
    }

    var read: PostgresCall? { nil }
    var isRead: Bool { false }

    func run(on link: PostgresLink, mayRunAgain: Bool) -> Bool {
        link.start(access)
        do {
            continuation.resume(returning: try work(PostgresSession(link)))
        } catch {
            if mayRunAgain && link.mayRunAgain { return false }
            continuation.resume(throwing: error)
        }
        return true
    }

    func answer(_ result: consuming PostgresResult) {
        preconditionFailure("only a single read is answered from a result")
    }

    func fail(_ error: PostgresError) {
        continuation.resume(throwing: error)
    }
}

/// One statement that reads.
final class PostgresRead<Value: Sendable>: PostgresJob {
    private let call: PostgresCall
    private let continuation: CheckedContinuation<Value, any Error>
    private let decode: @Sendable (borrowing PostgresResult) throws -> Value

    init(
        _ call: PostgresCall,
        _ continuation: CheckedContinuation<Value, any Error>,
        _ decode: @escaping @Sendable (borrowing PostgresResult) throws -> Value
    ) {
        self.call = call
        self.continuation = continuation
        self.decode = decode
    }

    var read: PostgresCall? { call }
    var isRead: Bool { true }

    func run(on link: PostgresLink, mayRunAgain: Bool) -> Bool {
        link.start(.read)
        do throws(PostgresError) {
            try link.enqueue(call.statement, call.values)
            answer(PostgresResult(taking: try link.settle()[0]))
        } catch {
            if mayRunAgain && link.mayRunAgain { return false }
            continuation.resume(throwing: error)
        }
        return true
    }

    func answer(_ result: consuming PostgresResult) {
        do {
            continuation.resume(returning: try decode(result))
        } catch {
            continuation.resume(throwing: error)
        }
    }

    func fail(_ error: PostgresError) {
        continuation.resume(throwing: error)
    }
}
