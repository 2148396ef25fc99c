import Domain
import UseCases

/// The product on fakes.
struct Product {
    let store: FakeStore
    let bus = RecordingBus()
    let hasher = FakeHasher()
    let writer: MessageWriter
    let cursors: CursorWriter
    let messenger: Messenger

    init(
        messages: FakeMessages = FakeMessages(),
        moves: FakeCursors = FakeCursors(),
        clock: any WallClock = FixedClock()
    ) {
        store = FakeStore(messages: messages, cursors: moves)
        writer = MessageWriter(store: store, events: bus)
        cursors = CursorWriter(store: store, events: bus)
        messenger = Messenger(
            store: store,
            writer: writer,
            cursors: cursors,
            passwords: hasher,
            tokens: FakeTokens(),
            events: bus,
            clock: clock,
            clientMessageIDs: CountingNames()
        )
    }

    /// An account that the store has.
    @discardableResult
    func account(_ email: String, hash: String = "new:password") async throws -> User {
        try await store.insert(
            NewUser(
                email: EmailAddress(stored: email),
                name: UserName(stored: "name"),
                passwordHash: PasswordHash(hash),
                createdAt: FixedClock.moment
            )
        )
    }

    /// Runs the writer of cursors for as long as `body` takes.
    func moving<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try await cursors.running(body)
    }

    /// Runs the writer for as long as `body` takes.
    func sending<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try await writer.running(body)
    }
}

extension CursorWriter {
    /// Runs for as long as `body` takes, and then until nothing waits.
    func running<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.run() }
            defer { finish() }
            return try await body()
        }
    }
}

extension MessageWriter {
    /// Runs for as long as `body` takes, and then until nothing waits.
    func running<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.run() }
            defer { finish() }
            return try await body()
        }
    }

    /// Submits a line; the stream gives the answer.
    func submit(
        _ text: String,
        by sender: Int64 = 1,
        to chat: Int64 = 1
    ) -> AsyncStream<Result<SentMessage, MessengerError>> {
        let (stream, answers) = AsyncStream<Result<SentMessage, MessengerError>>.makeStream()
        submit(.line(text, by: sender, to: chat)) { result in
            answers.yield(result)
            answers.finish()
        }
        return stream
    }
}

extension MessageDraft {
    static func line(_ text: String, by sender: Int64 = 1, to chat: Int64 = 1) -> MessageDraft {
        MessageDraft(
            chat: ID(chat),
            sender: ID(sender),
            text: MessageText(stored: text),
            clientMessageID: ClientMessageID(stored: "id of \(text)"),
            createdAt: FixedClock.moment
        )
    }
}

extension AsyncStream where Element: Sendable {
    /// Everything that comes until its end.
    var all: [Element] {
        get async {
            var elements: [Element] = []
            for await element in self { elements.append(element) }
            return elements
        }
    }
}

extension Result where Success == SentMessage, Failure == MessengerError {
    var text: String? { try? get().message.text.rawValue }

    var error: MessengerError? {
        guard case .failure(let error) = self else { return nil }
        return error
    }
}
