import Domain
import Synchronization
import UseCases

/// A store of accounts and chats in memory, just enough for the rules that need one.
final class FakeStore: Store {
    struct State {
        var users: [Credentials] = []
        var chats: [(chat: Chat, new: NewChat)] = []
        var replaced: [PasswordHash] = []
        var demoData: DemoData?
        var refusesReplacing = false
        var floors: [ID<User>: Timestamp] = [:]
        var revoked: Set<SessionID> = []
        var usedTickets: Set<String> = []
        var calls: [IdempotencyKey: (call: KeyedCall, answer: KeptAnswer?)] = [:]
        var seen: [[ID<User>]] = []
        var forgetsSeen = false
    }

    let state = Mutex(State())
    let messages: FakeMessages
    let cursors: FakeCursors
    /// How often an account was looked up by its number.
    let lookUps = Counter()

    init(messages: FakeMessages = FakeMessages(), cursors: FakeCursors = FakeCursors()) {
        self.messages = messages
        self.cursors = cursors
    }

    func insert(_ user: NewUser) async throws(MessengerError) -> User {
        try state.withLock { state throws(MessengerError) in
            guard !state.users.contains(where: { $0.user.email.key == user.email.key }) else { throw .emailTaken }
            let kept = User(id: ID(Int64(state.users.count + 1)), email: user.email, name: user.name)
            state.users.append(Credentials(user: kept, passwordHash: user.passwordHash))
            return kept
        }
    }

    func user(_ id: ID<User>) async throws(MessengerError) -> User? {
        lookUps.increment()
        return state.withLock { $0.users.first { $0.user.id == id }?.user }
    }

    func users(named prefix: String, limit: Int) async throws(MessengerError) -> [User] {
        state.withLock { state in
            Array(state.users.map(\.user).filter { $0.name.key.hasPrefix(prefix) }.prefix(limit))
        }
    }

    func credentials(for email: EmailAddress) async throws(MessengerError) -> Credentials? {
        state.withLock { $0.users.first { $0.user.email.key == email.key } }
    }

    func replaceHash(of user: ID<User>, from old: PasswordHash, to new: PasswordHash) async throws(MessengerError) {
        try state.withLock { state throws(MessengerError) in
            guard !state.refusesReplacing else { throw .unavailable(retryAfter: .seconds(1)) }
            state.replaced.append(new)
        }
    }

    func insert(_ chat: NewChat, createdAt: Timestamp) async throws(MessengerError) -> CreatedChat {
        state.withLock { state in
            let kept = Chat(id: ID(Int64(state.chats.count + 1)), name: chat.name, type: chat.type)
            state.chats.append((kept, chat))
            let events = chat.members.map { user in
                Event.account(user, UserSeq(1), .chatAdded(ChatState(empty: kept, members: chat.members.count)))
            }
            return CreatedChat(chat: kept, events: events)
        }
    }

    func chats(of user: ID<User>) async throws(MessengerError) -> [ChatState] {
        state.withLock { state in
            state.chats.filter { $0.new.members.contains(user) }
                .map { ChatState(empty: $0.chat, members: $0.new.members.count) }
        }
    }

    func place(of user: ID<User>, in chat: ID<Chat>) async throws(MessengerError) -> Position.InChat? {
        let isMember = state.withLock { $0.chats.contains { $0.chat.id == chat && $0.new.members.contains(user) } }
        return isMember ? Position.InChat(seq: .start, receipts: .start) : nil
    }

    func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        try await messages.commit(drafts)
    }

    func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage {
        try await messages.history(of: chat, for: reader, offset: offset, limit: limit)
    }

    func insert(_ data: DemoData) async throws(MessengerError) -> Bool {
        state.withLock { state in
            guard state.demoData == nil else { return false }
            state.demoData = data
            return true
        }
    }

    func migrate() async throws(MigrationError) -> MigrationReport { MigrationReport(applied: []) }
    func pendingMigrations() async throws(MigrationError) -> [String] { [] }
    func close() async {}
}

/// Commits what it is given, one batch at a time, when the test lets it.
final class FakeMessages: MessageStore {
    struct State {
        var batches: [[MessageDraft]] = []
        var lastSeq: Int64 = 0
        var failure: MessengerError?
        var outcome: (@Sendable (MessageDraft, Message) -> CommitOutcome)?
    }

    let state = Mutex(State())
    private let gate: Gate?

    let commitLanes: Int

    /// With a gate, each commit waits until it is let through.
    init(gate: Gate? = nil, commitLanes: Int = 1) {
        self.gate = gate
        self.commitLanes = commitLanes
    }

    var batches: [[MessageDraft]] { state.withLock { $0.batches } }

    func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        state.withLock { $0.batches.append(drafts) }
        await gate?.pass()
        return try state.withLock { state throws(MessengerError) in
            if let failure = state.failure { throw failure }
            return drafts.map { draft in
                state.lastSeq += 1
                let message = Message(draft, seq: state.lastSeq)
                return state.outcome?(draft, message) ?? .committed(message)
            }
        }
    }

    func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage {
        HistoryPage(messages: [], total: 0)
    }
}

extension Message {
    init(_ draft: MessageDraft, seq: Int64) {
        self.init(
            id: ID(seq),
            chat: draft.chat,
            seq: Seq(seq),
            sender: draft.sender,
            text: draft.text,
            clientMessageID: draft.clientMessageID,
            createdAt: draft.createdAt
        )
    }
}

/// Holds callers until it is opened for one of them, and tells a test when somebody has come.
final class Gate: Sendable {
    private struct State {
        var inside: [CheckedContinuation<Void, Never>] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
        var isOpen = false
    }

    private let state = Mutex(State())

    func pass() async {
        await withCheckedContinuation { continuation in
            let (isOpen, watchers) = state.withLock { state in
                defer { state.watchers = [] }
                if !state.isOpen { state.inside.append(continuation) }
                return (state.isOpen, state.watchers)
            }
            if isOpen { continuation.resume() }
            for watcher in watchers { watcher.resume() }
        }
    }

    /// Waits until somebody is held.
    func arrival() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.inside.isEmpty else { return true }
                state.watchers.append(continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Lets the one who waits longest go on.
    func letOneThrough() {
        state.withLock { $0.inside.isEmpty ? nil : $0.inside.removeFirst() }?.resume()
    }

    /// Lets everybody through, from now on.
    func open() {
        let held = state.withLock { state in
            state.isOpen = true
            defer { state.inside = [] }
            return state.inside
        }
        for continuation in held { continuation.resume() }
    }
}

/// Keeps what is published.
final class RecordingBus: EventBus {
    let events = Mutex<[Event]>([])

    func publish(_ events: [Event]) {
        self.events.withLock { $0 += events }
    }

    var messages: [Message] {
        events.withLock { events in
            events.compactMap { if case .change(.message(let message)) = $0 { message } else { nil } }
        }
    }
}

/// Takes a password for its own hash, with a version in front.
struct FakeHasher: PasswordHashing {
    let verified = Counter()

    func hash(_ password: Password) async throws(MessengerError) -> PasswordHash {
        PasswordHash("new:\(password.rawValue)")
    }

    func verify(_ password: Password, against hash: PasswordHash?) async throws(MessengerError) -> PasswordVerdict {
        verified.increment()
        return switch hash?.rawValue {
        case "new:\(password.rawValue)": .match
        case "old:\(password.rawValue)": .matchNeedsRehash
        default: .mismatch
        }
    }
}

/// Counts from 0, for anybody.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    @discardableResult
    func increment() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// A token is `id address expiry`, and the name of its own session; a ticket is `number expiry token`.
struct FakeTokens: TokenIssuing {
    let tickets = Counter()

    func issue(
        for user: User,
        now: Timestamp,
        expiringAfter floor: Timestamp?
    ) throws(MessengerError) -> AccessToken {
        let expiry = max((now + .seconds(60)).microseconds, (floor?.microseconds ?? 0) + 1)
        return AccessToken("\(user.id) \(user.email.rawValue) \(expiry)")
    }

    func makeTicket(for session: Session, expiresAt: Timestamp) throws(MessengerError) -> SocketTicket {
        SocketTicket("\(tickets.increment()) \(expiresAt.microseconds) \(session.id.rawValue)")
    }

    func read(_ ticket: SocketTicket, now: Timestamp) throws(MessengerError) -> TicketClaims {
        let parts = ticket.rawValue.split(separator: " ", maxSplits: 2)
        guard parts.count == 3, let expiry = Int64(parts[1]), expiry > now.microseconds else { throw .invalidToken }
        let claims = try read(AccessToken(String(parts[2])), now: now)
        return TicketClaims(
            id: String(parts[0]),
            expiresAt: Timestamp(microseconds: expiry),
            user: claims.user,
            session: claims.session,
            sessionExpiresAt: claims.expiresAt
        )
    }

    func read(_ token: AccessToken, now: Timestamp) throws(MessengerError) -> TokenClaims {
        let parts = token.rawValue.split(separator: " ")
        guard parts.count == 3, let id = Int64(parts[0]), let expiry = Int64(parts[2]) else { throw .incompleteToken }
        guard expiry > now.microseconds else { throw .invalidToken }
        return TokenClaims(
            user: ID(id),
            email: EmailAddress(stored: String(parts[1])),
            expiresAt: Timestamp(microseconds: expiry),
            session: SessionID(token.rawValue)
        )
    }
}

/// Always the same moment.
struct FixedClock: WallClock {
    static let moment = Timestamp(microseconds: 1_795_435_200_000_000)

    func now() -> Timestamp { Self.moment }
}

/// Names that count.
struct CountingNames: ClientMessageIDMaking {
    let counter = Counter()

    func make() -> ClientMessageID {
        ClientMessageID(stored: "made-\(counter.increment())")
    }
}
