import Domain
import Glibc
import Testing

@testable import Identity

@Suite("The pool of workers")
struct WorkerPoolTests {
    private static let overloaded = MessengerError.overloaded(retryAfter: .seconds(1))
    private static let gone = MessengerError.unavailable(retryAfter: .seconds(1))

    private func pool(threads: Int, waiting: Int) throws -> WorkerPool {
        try pool(threads: threads, waiting: waiting, patience: .seconds(3600))
    }

    private func pool(threads: Int, waiting: Int, patience: Duration) throws -> WorkerPool {
        try WorkerPool(limits: PasswordHasher.Limits(threads: threads, waiting: waiting), patience: patience)
    }

    @Test("work comes back to whoever asked for it")
    func results() async throws {
        let pool = try pool(threads: 2, waiting: 100)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...100 { group.addTask { try await pool.run { .success(number) } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 5050)
        await pool.shutdown()
    }

    @Test("an error of the work comes back, too")
    func failures() async throws {
        let pool = try pool(threads: 1, waiting: 1)
        let result = await outcome { () async throws(MessengerError) -> Int in
            try await pool.run { .failure(.internalFault) }
        }
        #expect(result == .failure(.internalFault))
        await pool.shutdown()
    }

    @Test("work runs on threads of the pool's own, in time that nobody else wants")
    func threads() async throws {
        let pool = try pool(threads: 1, waiting: 1)
        let (first, policy) = try await pool.run { .success((pthread_self(), sched_getscheduler(0))) }
        let second = try await pool.run { .success(pthread_self()) }
        #expect(first == second)
        #expect(policy == WorkerThread.idlePolicy)
        await pool.shutdown()
    }

    @Test("what a worker does not finish in time is done by the reserve, whose thread gets its share")
    func reserve() async throws {
        let (pool, gate) = (try pool(threads: 1, waiting: 1, patience: .zero), Gate())
        let own = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
        let rank = try await pool.run {
            // The worker is held up; the reserve is not, and the caller has its answer before the worker goes on.
            if sched_getscheduler(0) == WorkerThread.idlePolicy { gate.wait() }
            return .success([sched_getscheduler(0), getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)])
        }
        #expect(rank == [SCHED_OTHER, max(own, WorkerThread.niceness)])
        #expect(pool.count == 0)
        gate.open(1)
        await pool.shutdown()
    }

    @Test("work that both a worker and the reserve have done is answered once")
    func doubled() async throws {
        let pool = try pool(threads: 2, waiting: 100, patience: .zero)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...100 { group.addTask { try await pool.run { .success(number) } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 5050)
        #expect(pool.count == 0)
        await pool.shutdown()
    }

    @Test("whoever finds all places taken is turned away at once, and let in when one is free")
    func full() async throws {
        let (pool, gate) = (try pool(threads: 1, waiting: 2), Gate())
        gate.occupy(pool, count: 3)
        #expect(await number(from: pool) == .failure(Self.overloaded))
        #expect(gate.refused == 0)
        gate.open(3)
        while pool.count > 0 { await Task.yield() }
        #expect(await number(from: pool) == .success(5))
        #expect(gate.done == 3)
        await pool.shutdown()
    }

    @Test("without places for waiting, only idle threads take work")
    func noWaiting() async throws {
        let (pool, gate) = (try pool(threads: 2, waiting: 0), Gate())
        gate.occupy(pool, count: 1)
        #expect(await number(from: pool) == .success(5))
        gate.occupy(pool, count: 1)
        #expect(await number(from: pool) == .failure(Self.overloaded))
        gate.open(2)
        await pool.shutdown()
    }

    @Test("a caller that is cancelled while it waits leaves at once and frees its place")
    func cancellation() async throws {
        let (pool, gate) = (try pool(threads: 1, waiting: 1), Gate())
        gate.occupy(pool, count: 1)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let result = await outcome { () async throws(MessengerError) -> Int in
                    try await pool.run {
                        gate.pass()
                        return .success(1)
                    }
                }
                #expect(result == .failure(Self.gone))
            }
            while pool.count < 2 { await Task.yield() }
            group.cancelAll()
        }
        // The worker has been held up all the time, so the caller did not wait for it.
        #expect(pool.count == 1)
        gate.occupy(pool, count: 1)
        #expect(gate.refused == 0)
        gate.open(2)
        while pool.count > 0 { await Task.yield() }
        #expect(gate.done == 2)
        await pool.shutdown()
    }

    @Test("a caller that was cancelled before it came does not wait")
    func cancelledBefore() async throws {
        let (pool, gate) = (try pool(threads: 1, waiting: 1), Gate())
        gate.occupy(pool, count: 1)
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { #expect(await number(from: pool) == .failure(Self.gone)) }
        }
        #expect(pool.count == 1)
        gate.open(1)
        await pool.shutdown()
    }

    @Test("shutting down turns away those who wait and lets running work finish")
    func shutdown() async throws {
        let (pool, gate) = (try pool(threads: 1, waiting: 3), Gate())
        let started = AsyncStream<Void>.makeStream()
        async let running = outcome { () async throws(MessengerError) -> Int in
            try await pool.run {
                started.continuation.yield()
                gate.wait()
                return .success(1)
            }
        }
        var starts = started.stream.makeAsyncIterator()
        await starts.next()
        gate.occupy(pool, count: 2)
        pool.close()
        #expect(gate.refused == 2)
        #expect(await number(from: pool) == .failure(Self.gone))
        gate.open(1)
        #expect(await running == .success(1))
        await pool.shutdown()
        #expect(gate.done == 0)
    }

    @Test("shutting down twice, and at once, is as good as once")
    func shutdownTwice() async throws {
        let pool = try pool(threads: 3, waiting: 1)
        async let first: Void = pool.shutdown()
        async let second: Void = pool.shutdown()
        _ = await (first, second)
        await pool.shutdown()
        #expect(await number(from: pool) == .failure(Self.gone))
    }
}

/// What an easy piece of work ends in.
private func number(from pool: WorkerPool) async -> Result<Int, MessengerError> {
    await outcome { () async throws(MessengerError) -> Int in try await pool.run { .success(5) } }
}

/// What a call ends in, to compare it.
func outcome<Value>(
    _ call: () async throws(MessengerError) -> Value
) async -> Result<Value, MessengerError> {
    do {
        return .success(try await call())
    } catch {
        return .failure(error)
    }
}
