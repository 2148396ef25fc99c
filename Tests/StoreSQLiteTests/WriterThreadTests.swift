import Glibc
import Synchronization
import Testing

@testable import StoreSQLite

@Suite("The writer's thread")
struct WriterThreadTests {
    @Test("what is handed in is done in its order, by one thread")
    func order() async throws {
        let thread = try WriterThread()
        let seen = Mutex<[Int]>([])
        for number in 0..<1000 {
            thread.async { seen.withLock { $0.append(number) } }
        }
        await thread.drain()
        #expect(seen.withLock { $0 } == Array(0..<1000))
    }

    @Test("a task that prefers it runs there, between other work")
    func tasks() async throws {
        let thread = try WriterThread()
        let name = Mutex<ThreadName?>(nil)
        thread.async { name.withLock { $0 = .current } }
        await thread.drain()
        let before = await withTaskExecutorPreference(thread) { await Self.nameAfterPause() }
        #expect(before == name.withLock { $0 })
    }

    @Test("its end waits for what was handed in")
    func end() async throws {
        let (ended, report) = AsyncStream.makeStream(of: Int.self)
        var thread: WriterThread? = try WriterThread()
        for number in 0..<100 {
            thread?.async { report.yield(number) }
        }
        thread?.async { report.finish() }
        thread = nil
        var count = 0
        for await number in ended {
            #expect(number == count)
            count += 1
        }
        #expect(count == 100)
    }

    private static func nameAfterPause() async -> ThreadName {
        await Task.yield()
        return .current
    }
}

/// What tells a thread from others.
private struct ThreadName: Hashable, Sendable {
    private let number: UInt

    static var current: ThreadName {
        ThreadName(number: UInt(pthread_self()))
    }
}
