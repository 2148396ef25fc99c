import Domain
import Foundation
import Logging
import StoreSQL
import Synchronization
import Testing
import UseCases

@testable import StoreSQLite

/// A folder for a test's files, gone afterwards.
struct Folder {
    let url: URL

    static func use(_ body: (Folder) async throws -> Void) async throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        try await body(Folder(url: url))
    }

    /// A store on a file of the folder, without a schema; whoever opens it closes it.
    func open(
        _ name: String = "messenger.sqlite",
        options: SQLiteOptions = SQLiteOptions(),
        log: LogCapture = LogCapture()
    ) throws -> SQLiteStore {
        try SQLiteStore(path: path(name), options: options, logger: log.logger)
    }

    /// A store with its schema, closed afterwards.
    func withStore(
        options: SQLiteOptions = SQLiteOptions(),
        log: LogCapture = LogCapture(),
        _ body: (SQLiteStore) async throws -> Void
    ) async throws {
        let store = try open(options: options, log: log)
        do {
            _ = try await store.migrate()
            try await body(store)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    func path(_ name: String) -> String {
        url.appending(path: name).path
    }

    func size(_ name: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path(name)))?[.size] as? Int
    }
}

/// What was logged.
final class LogCapture: Sendable {
    private let taken = Mutex<[String]>([])

    var lines: [String] {
        taken.withLock { $0 }
    }

    var logger: Logger {
        Logger(label: "test") { _ in Handler(capture: self) }
    }

    private struct Handler: LogHandler {
        let capture: LogCapture
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            capture.taken.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
        }
    }
}

extension Timestamp {
    static let noon = Timestamp(microseconds: 1_795_435_200_000_000)
}

extension NewUser {
    static func named(_ email: String) -> NewUser {
        NewUser(
            email: EmailAddress(stored: email),
            name: UserName(stored: email),
            passwordHash: PasswordHash("hash"),
            createdAt: .noon
        )
    }
}

extension SQLiteStore {
    /// A new group of one new person.
    func soloChat() async throws -> (chat: ID<Chat>, person: ID<User>) {
        let person = try await insert(.named("solo@example.com")).id
        let chat = NewChat.group(name: ChatName(stored: "solo"), members: [person], creator: person)
        return (try await insert(chat, createdAt: .noon).chat.id, person)
    }

    /// Marks a message as read, and says what its author is told.
    func markRead(_ message: ID<Message>, in chat: ID<Chat>, by reader: ID<User>) async throws -> ReadReceipt? {
        let wish = CursorMove(chat: chat, user: reader, target: .readMessage(message))
        guard case .moved(_, let events) = try await move([wish]).first else { throw MessengerError.notAMember }
        for case .messageRead(let receipt) in events { return receipt }
        return nil
    }

    /// The rows of a statement of the test's own, on the writer.
    func onWriter<Output>(_ text: String, _ type: Output.Type = Output.self) async throws -> [Output]
    where Output: RowDecodable {
        let query = SQLQuery<Output>(SharedStatement(text))
        return try await write { try $0.rows(query) }
    }
}

extension MessageDraft {
    static func line(_ number: Int, bytes: Int = 10, in chat: ID<Chat>, by sender: ID<User>) -> MessageDraft {
        MessageDraft(
            chat: chat,
            sender: sender,
            text: MessageText(stored: String(repeating: "x", count: bytes)),
            clientMessageID: ClientMessageID(stored: "line \(number)"),
            createdAt: .noon
        )
    }
}
