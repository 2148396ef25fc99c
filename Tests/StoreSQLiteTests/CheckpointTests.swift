import Domain
import Testing
import UseCases

@testable import StoreSQLite

@Suite("Copying the log into the file")
struct CheckpointTests {
    @Test("while there is writing the log is copied, and when it is quiet it is emptied")
    func plan() {
        var plan = CheckpointPlan()
        expect(plan.step(), nil)
        expect(plan.wrote(), true)
        expect(plan.wrote(), false)
        expect(plan.step(), .copy)
        expect(plan.wrote(), false)
        expect(plan.step(), .copy)
        expect(plan.step(), .empty)
        expect(plan.step(), nil)
        expect(plan.wrote(), true)
    }

    @Test("what could not be emptied is tried again, unless there was a write meanwhile")
    func tryingAgain() {
        var plan = CheckpointPlan()
        expect(plan.wrote(), true)
        expect(plan.step(), .copy)
        expect(plan.step(), .empty)
        expect(plan.failedToEmpty(), true)
        expect(plan.step(), .empty)
        expect(plan.wrote(), true)
        expect(plan.failedToEmpty(), false)
        expect(plan.step(), .copy)
    }

    @Test("after closing nothing is due")
    func closing() {
        var plan = CheckpointPlan()
        expect(plan.wrote(), true)
        plan.close()
        expect(plan.step(), nil)
        expect(plan.wrote(), false)
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
}
