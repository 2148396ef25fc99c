import Domain
import Foundation
import Logging
import Testing
import UseCases

@testable import StorePostgres

/// A database of its own on the server that the tests are given, and stores on it.
struct DatabaseFixture: Sendable {
    let configuration: PostgresConfiguration

    /// Makes an empty database, runs the body, and drops the database.
    static func use(_ body: (DatabaseFixture) async throws -> Void) async throws {
        let server = try PostgresFixture.server()
        let name = "messenger_test_\(getpid())_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
        let admin = PostgresPool(patient(server), limits: PostgresFixture.one, logger: PostgresFixture.silent)
        try await admin.perform { session in try session.script("CREATE DATABASE \(name)") }
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(DatabaseFixture(configuration: try database(name))))
        } catch {
            result = .failure(error)
        }
        try await admin.perform { session in try session.script("DROP DATABASE \(name) WITH (FORCE)") }
        await admin.shutdown()
        try result.get()
    }

    /// The same for a database with its schema, and one store on it.
    static func useStore(_ body: (DatabaseFixture, PostgresStore) async throws -> Void) async throws {
        try await use { fixture in
            try await fixture.store { store async throws in
                _ = try await store.migrate()
                try await body(fixture, store)
            }
        }
    }

    /// Gives the body a store, and closes it afterwards.
    func store<Value>(
        _ configure: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: (PostgresStore) async throws -> Value
    ) async throws -> Value {
        var configuration = Self.patient(configuration)
        configure(&configuration)
        let limits = PostgresLimits(connections: 3, patience: .seconds(60))
        let store = PostgresStore(configuration, limits: limits, logger: PostgresFixture.silent)
        let result: Result<Value, any Error>
        do { result = .success(try await body(store)) } catch { result = .failure(error) }
        await store.close()
        return try result.get()
    }

    /// Runs statements past the store.
    func script(_ text: String) async throws {
        try await pool { pool in try await pool.perform { session in try session.script(text) } }
    }

    /// The first column of a query past the store, as text.
    func lines(_ query: String) async throws -> [String] {
        let statement = PostgresStatement(unprepared: "SELECT (q.line)::text FROM (\(query)) q (line)")
        return try await pool { pool in try await pool.rows(statement) { try $0.text(Int32(0)) } }
    }

    func pool<Value>(_ body: (PostgresPool) async throws -> Value) async throws -> Value {
        let limits = PostgresFixture.one
        let pool = PostgresPool(Self.patient(configuration), limits: limits, logger: PostgresFixture.silent)
        let result: Result<Value, any Error>
        do { result = .success(try await body(pool)) } catch { result = .failure(error) }
        await pool.shutdown()
        return try result.get()
    }

    private static func patient(_ configuration: PostgresConfiguration) -> PostgresConfiguration {
        var configuration = configuration
        configuration.settings["client_min_messages"] = "warning"
        configuration.timeouts = PostgresTimeouts(statement: .seconds(60), lock: .seconds(60), silence: .seconds(70))
        return configuration
    }

    private static func database(_ name: String) throws -> PostgresConfiguration {
        let url = try #require(ProcessInfo.processInfo.environment["MESSENGER_TEST_POSTGRES"])
        return try PostgresConfiguration("\(url)\(url.contains("?") ? "&" : "?")dbname=\(name)")
    }
}

extension PostgresStore {
    /// Accounts with made-up addresses.
    func people(_ count: Int) async throws -> [ID<User>] {
        var ids: [ID<User>] = []
        for number in 0..<count {
            let user = NewUser(
                email: EmailAddress(stored: "person\(number)@example.com"),
                name: UserName(stored: "Person \(number)"),
                passwordHash: PasswordHash("hash"),
                createdAt: .noon
            )
            ids.append(try await insert(user).id)
        }
        return ids
    }

    /// A group of these people, made by the first.
    func group(_ members: [ID<User>]) async throws -> ID<Chat> {
        let creator = try #require(members.first)
        let chat = NewChat.group(name: ChatName(stored: "group"), members: Set(members), creator: creator)
        return try await insert(chat, createdAt: .noon).chat.id
    }

    /// Marks a message as read, and says what its author is told.
    func markRead(_ message: ID<Message>, in chat: ID<Chat>, by reader: ID<User>) async throws -> ReadReceipt? {
        let wish = CursorMove(chat: chat, user: reader, target: .readMessage(message))
        guard case .moved(_, let events) = try await move([wish]).first else { throw MessengerError.notAMember }
        for case .messageRead(let receipt) in events { return receipt }
        return nil
    }

    /// The messages of a small chat.
    func messages(in chat: ID<Chat>, as reader: ID<User>) async throws -> [Message] {
        try await history(of: chat, for: reader, offset: 0, limit: 10_000).messages
    }
}

extension Timestamp {
    /// 2026-11-23T12:00:00Z.
    static let noon = Timestamp(microseconds: 1_795_435_200_000_000)
}

extension MessageDraft {
    /// A draft of one line.
    static func line(_ text: String, id: String, in chat: ID<Chat>, by sender: ID<User>) -> MessageDraft {
        MessageDraft(
            chat: chat,
            sender: sender,
            text: MessageText(stored: text),
            clientMessageID: ClientMessageID(stored: id),
            createdAt: .noon
        )
    }
}

extension CommitOutcome {
    /// The message, where it was committed just now.
    var committed: Message? {
        guard case .committed(let message) = self else { return nil }
        return message
    }

    /// The message, where it is stored, by whomever.
    var stored: Message? {
        switch self {
        case .committed(let message), .repeated(let message): message
        case .refused: nil
        }
    }
}
