import Dispatch
import Domain
import Testing
import UseCases

@testable import StorePostgres

@Suite("A store whose connections are cut")
struct LostConnectionTests {
    /// A store with a person in a chat, and a second store, by whose locks the first one's commits can be held up.
    private func withChat(
        _ body: @escaping (DatabaseFixture, PostgresStore, ID<User>, ID<Chat>) async throws -> Void
    ) async throws {
        try await DatabaseFixture.useStore { fixture, store in
            let person = try await store.people(1)[0]
            try await body(fixture, store, person, try await store.group([person]))
        }
    }

    @Test("a commit that is cut in the middle is unavailable, the next one works, and a retry doubles nothing")
    func cutCommit() async throws {
        try await withChat { fixture, store, person, chat in
            _ = try await store.commit([.line("before", id: "before", in: chat, by: person)])
            let drafts = (0..<5).map { MessageDraft.line("\($0)", id: "\($0)", in: chat, by: person) }
            let answer = try await fixture.pool { pool in
                try await holdingChat(chat, on: pool, untilCut: store) { try await store.commit(drafts) }
            }
            #expect(throws: MessengerError.unavailable(retryAfter: .seconds(1))) { try answer.get() }
            #expect(try await store.commit(drafts).compactMap(\.committed).map(\.seq.rawValue) == Array(2...6))
            let again = try await store.commit(drafts)
            #expect(again.allSatisfy { $0.committed == nil && $0.stored != nil })
            #expect(try await store.messages(in: chat, as: person).count == 6)
        }
    }

    /// Runs a commit that waits for a lock on its chat, and cuts its connection once it waits.
    private func holdingChat(
        _ chat: ID<Chat>,
        on pool: PostgresPool,
        untilCut store: PostgresStore,
        _ commit: @escaping @Sendable () async throws -> [CommitOutcome]
    ) async throws -> Result<[CommitOutcome], any Error> {
        let backend = try await store.writer.backend()
        let task = try await pool.transaction { session in
            _ = try session.row(.lockChat, [.int8(chat.rawValue)]) { _ in }
            let task = Task { try await commit() }
            while try session.row(.isWaiting, [.int8(backend)], { try $0.bool(Int32(0)) }) != true {}
            _ = try session.row(.terminate, [.int8(backend)]) { _ in }
            return task
        }
        return await task.result
    }

    @Test("idle connections that are cut are replaced without anybody noticing", arguments: [1, 3])
    func idleConnections(times: Int) async throws {
        try await withChat { fixture, store, person, chat in
            for round in 0..<times {
                try await fixture.script(
                    """
                    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """
                )
                let outcomes = try await store.commit([.line("x", id: "\(round)", in: chat, by: person)])
                #expect(outcomes.compactMap(\.committed).map(\.seq.rawValue) == [Int64(round + 1)])
                #expect(try await store.place(of: person, in: chat) != nil)
            }
        }
    }

    @Test("a server that is not there is unavailable, to every call")
    func noServer() async throws {
        var configuration = try PostgresConfiguration("postgresql:///x?host=/nonexistent/socket/folder")
        configuration.timeouts.statement = .seconds(1)
        let store = PostgresStore(configuration, connections: 1, logger: PostgresFixture.silent)
        let unavailable = MessengerError.unavailable(retryAfter: .seconds(1))
        await #expect(throws: unavailable) { try await store.user(ID(1)) }
        await #expect(throws: unavailable) { try await store.user(ID(1)) }
        await #expect(throws: unavailable) {
            try await store.commit([.line("x", id: "x", in: ID(1), by: ID(1))])
        }
        await #expect {
            try await store.migrate()
        } throws: { error in
            guard case MigrationError.failed(let reason) = error else { return false }
            return reason.contains("/nonexistent/socket/folder")
        }
        await store.close()
    }

    @Test("a commit that waits too long for a chat is unavailable, and leaves nothing")
    func lockTimeout() async throws {
        try await withChat { fixture, _, person, chat in
            try await fixture.store({ $0.timeouts.lock = .milliseconds(20) }) { store async throws in
                try await fixture.pool { pool in
                    try await pool.transaction { session in
                        _ = try session.row(.lockChat, [.int8(chat.rawValue)]) { _ in }
                        let task = Task { try await store.commit([.line("x", id: "x", in: chat, by: person)]) }
                        let end = DispatchSemaphore(value: 0)
                        Task {
                            let result = await task.result
                            #expect(throws: MessengerError.unavailable(retryAfter: .seconds(1))) { try result.get() }
                            end.signal()
                        }
                        end.wait()
                    }
                }
                #expect(try await store.messages(in: chat, as: person).isEmpty)
            }
        }
    }
}

extension PostgresStatement {
    fileprivate static let lockChat = PostgresStatement("SELECT id FROM chats WHERE id = $1 FOR UPDATE")
    fileprivate static let isWaiting = PostgresStatement(
        "SELECT cardinality(pg_blocking_pids($1::int)) > 0"
    )
}
