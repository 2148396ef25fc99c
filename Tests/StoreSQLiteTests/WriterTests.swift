import Domain
import StoreSQL
import Synchronization
import Testing
import UseCases

@testable import StoreSQLite

@Suite("Sharing a commit")
struct WriterTests {
    @Test("calls that come while a commit is under way share the next one")
    func sharedCommit() async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let (chat, person) = try await store.soloChat()
                let before = store.writer.commits
                let gate = try await store.blockWriter()
                let sends = (0..<50).map { number in
                    Task { try await store.commit([.line(number, in: chat, by: person)]) }
                }
                while store.writer.waitingCalls < 50 { await Task.yield() }
                gate.open()
                var seqs: Set<Int64> = []
                for send in sends {
                    for case .committed(let message) in try await send.value { seqs.insert(message.seq.rawValue) }
                }
                #expect(seqs == Set(1...50))
                #expect(store.writer.commits - before == 2)
            }
        }
    }

    @Test("a call that is refused undoes its own changes and no others")
    func savepoints() async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let gate = try await store.blockWriter()
                let outcomes = (0..<6).map { number in
                    Task {
                        await store.writer.write { session in
                            _ = try session.row(UserSQL.insert(.named("user\(number)@example.com")))
                            if number.isMultiple(of: 2) { throw MessengerError.unknownMember }
                        }
                    }
                }
                while store.writer.waitingCalls < 6 { await Task.yield() }
                gate.open()
                var failures = 0
                for outcome in outcomes {
                    if case .failure(let error) = await outcome.value {
                        #expect(error as? MessengerError == .unknownMember)
                        failures += 1
                    }
                }
                #expect(failures == 3)
                let kept = try await store.onWriter("SELECT email FROM users ORDER BY email", String.self)
                #expect(kept == ["user1@example.com", "user3@example.com", "user5@example.com"])
            }
        }
    }

    @Test("a task on the writer's thread has its turn, however much waits for the writer")
    func turns() async throws {
        var options = SQLiteOptions()
        options.callsPerCommit = 1
        try await Folder.use { folder in
            try await folder.withStore(options: options) { store in
                let gate = try await store.blockWriter()
                let before = store.writer.commits
                let task = Task(executorPreference: store.thread) { store.writer.commits }
                let writes = (0..<20).map { _ in Task { await store.writer.write { _ in } } }
                while store.writer.waitingCalls < 20 { await Task.yield() }
                gate.open()
                // At most the commit that was under way, and the one that was next.
                #expect(await task.value - before <= 2)
                for write in writes { try await write.value.get() }
            }
        }
    }

    @Test("a queue that is full refuses, and takes in again when there is room")
    func fullQueue() async throws {
        var options = SQLiteOptions()
        options.waitingCalls = 3
        try await Folder.use { folder in
            try await folder.withStore(options: options) { store in
                let gate = try await store.blockWriter()
                let waiting = (0..<3).map { number in
                    Task { try await store.insert(.named("user\(number)@example.com")) }
                }
                while store.writer.waitingCalls < 3 { await Task.yield() }
                await #expect(throws: MessengerError.overloaded(retryAfter: .seconds(1))) {
                    try await store.insert(.named("late@example.com"))
                }
                gate.open()
                for call in waiting { _ = try await call.value }
                _ = try await store.insert(.named("late@example.com"))
            }
        }
    }

    @Test("marking as read again costs no commit")
    func settledReads() async throws {
        try await Folder.use { folder in
            try await folder.withStore { store in
                let (chat, person) = try await store.soloChat()
                guard case .committed(let message)? = try await store.commit([.line(0, in: chat, by: person)]).first
                else {
                    Issue.record("the line was not committed")
                    return
                }
                _ = try await store.markRead(message.id, in: chat, by: person)
                let before = store.writer.commits
                for _ in 0..<5 { _ = try await store.markRead(message.id, in: chat, by: person) }
                _ = try await store.markRead(ID(99), in: chat, by: person)
                #expect(store.writer.commits == before)
            }
        }
    }
}

@Suite("The queue of waiting calls")
struct WorkQueueTests {
    @Test("the first calls wake the lanes, the next ones wait, one too many is refused")
    func admission() {
        var queue = WorkQueue<Int>(lanes: 2, limit: 3)
        let admissions = (1...4).map { queue.add($0) }
        #expect(admissions == [.wake(lane: 0), .wake(lane: 1), .wait, .refuse(.full)])
        #expect(queue.count == 3)
        let first = queue.take(upTo: 2, for: 0)
        #expect(Array(first) == [1, 2])
        let later = queue.add(5)
        #expect(later == .wait)
        let rest = queue.take(upTo: 9, for: 1)
        #expect(Array(rest) == [3, 5])
    }

    @Test("a lane that finds nothing sleeps until it is woken")
    func sleeping() {
        var queue = WorkQueue<Int>(lanes: 1, limit: 9)
        var log: [WorkQueue<Int>.Admission] = []
        var taken: [[Int]] = []
        for job in 1...3 {
            log.append(queue.add(job))
            taken.append(Array(queue.take(upTo: 1, for: 0)))
            if job == 2 { taken.append(Array(queue.take(upTo: 1, for: 0))) }
        }
        #expect(log == [.wake(lane: 0), .wait, .wake(lane: 0)])
        #expect(taken == [[1], [2], [], [3]])
    }

    @Test("a closed queue gives out what waits and takes in nothing")
    func closing() {
        var queue = WorkQueue<Int>(lanes: 1, limit: 9)
        _ = queue.add(1)
        queue.close()
        let refused = queue.add(2)
        #expect(refused == .refuse(.closed))
        let taken = [queue.take(upTo: 9, for: 0), queue.take(upTo: 9, for: 0)]
        #expect(taken.map(Array.init) == [[1], []])
    }
}
