import Domain
import Testing
import UseCases

@testable import StoreSQLite

@Suite("Copying the log into the file")
struct CheckpointTests {
    @Test("while there is writing the log is copied, and when it is quiet it is emptied")
    func plan() {
        var plan = CheckpointPlan(longLog: 100)
        expect(plan.step(), nil)
        expect(plan.wrote(pages: 1), .step)
        expect(plan.wrote(pages: 2), [])
        expect(plan.step(), .copy)
        expect(plan.wrote(pages: 3), [])
        expect(plan.step(), .copy)
        expect(plan.step(), .empty)
        expect(plan.step(), nil)
        expect(plan.wrote(pages: 1), .step)
    }

    @Test("a long log is copied at once, one copy at a time, and again when it has started over and is long again")
    func longLog() {
        var plan = CheckpointPlan(longLog: 100)
        expect(plan.wrote(pages: 99), .step)
        expect(plan.wrote(pages: 100), .copy)
        expect(plan.wrote(pages: 300), [])
        plan.copied()
        expect(plan.wrote(pages: 5), [])
        expect(plan.wrote(pages: 101), .copy)
    }

    @Test("a log that cannot start over is copied each time that it has become longer by as much")
    func heldUp() {
        var plan = CheckpointPlan(longLog: 100)
        expect(plan.wrote(pages: 150), [.step, .copy])
        plan.copied()
        expect(plan.wrote(pages: 249), [])
        expect(plan.wrote(pages: 250), .copy)
    }

    @Test("what could not be emptied is tried again, unless there was a write meanwhile")
    func tryingAgain() {
        var plan = CheckpointPlan(longLog: 100)
        expect(plan.wrote(pages: 1), .step)
        expect(plan.step(), .copy)
        expect(plan.step(), .empty)
        expect(plan.failedToEmpty(), true)
        expect(plan.step(), .empty)
        expect(plan.wrote(pages: 2), .step)
        expect(plan.failedToEmpty(), false)
        expect(plan.step(), .copy)
    }

    @Test("after closing nothing is due")
    func closing() {
        var plan = CheckpointPlan(longLog: 100)
        expect(plan.wrote(pages: 1), .step)
        #expect(!plan.isClosed)
        plan.close()
        #expect(plan.isClosed)
        expect(plan.step(), nil)
        expect(plan.wrote(pages: 1000), [])
        expect(plan.failedToEmpty(), false)
    }

    /// `#expect` cannot call what changes a value, so the call is made before it.
    private func expect<Value: Equatable>(
        _ found: Value,
        _ expected: Value,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(found == expected, sourceLocation: location)
    }

    @Test("the log of a quiet store is empty, while the store is open")
    func emptied() async throws {
        var options = SQLiteOptions()
        options.checkpointDelay = .milliseconds(1)
        try await Folder.use { folder in
            try await folder.withStore(options: options) { store in
                let (chat, person) = try await store.soloChat()
                _ = try await store.commit((0..<200).map { .line($0, bytes: 500, in: chat, by: person) })
                while folder.size("messenger.sqlite-wal") != 0 { await Task.yield() }
                try #expect(#require(folder.size("messenger.sqlite")) > 100_000)
                #expect(try await store.history(of: chat, for: person, offset: 0, limit: 300).messages.count == 200)
            }
        }
    }

    @Test("however much is written without a pause, the log stays short", .timeLimit(.minutes(1)))
    func bounded() async throws {
        var options = SQLiteOptions()
        options.longLogPages = 50
        options.checkpointDelay = .seconds(3600)
        try await Folder.use { folder in
            try await folder.withStore(options: options) { store in
                let (chat, person) = try await store.soloChat()
                var longest = 0
                for round in 0..<400 {
                    _ = try await store.commit([.line(round, bytes: 2000, in: chat, by: person)])
                    longest = max(longest, folder.size("messenger.sqlite-wal") ?? 0)
                }
                // Each of the commits writes five pages or more: 8 MB, were the log to grow.
                #expect(longest > 50 * 4096)
                #expect(longest < 1000 * 4096)
            }
        }
    }
}
