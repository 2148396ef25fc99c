public import Domain
public import NIOCore
public import UseCases

/// Shows everything of an account over one connection: first what it lacks, then what happens, with neither a gap nor an
/// overlap.
///
/// It reads what is missing in slices; then it subscribes to the account and its chats, each after the place it has
/// come to; then it reads what the hub has handed on between the two. What happens meanwhile is held back. The same feed
/// serves sockets and event streams.
///
/// Bound to its event loop, and called only there.
public final class AccountFeed: Listener {
    /// What a feed keeps within.
    public struct Limits: Sendable {
        /// How many bytes may be held back while the client catches up.
        public var heldBytes = 1 << 20
        /// How many events are read at once.
        public var slice = 200
        /// How many bytes are sent before the client must have read them.
        public var chunk = 256 << 10
        /// How many people may be watched.
        public var watched = 200

        /// Limits that fit a chat.
        public init() {}
    }

    /// What a feed needs of the server.
    public final class Surroundings: Sendable {
        /// Where feeds hear what happens.
        public let hub: Hub
        /// Turns events into bytes.
        public let encoder: any FeedEncoding
        let presence: PresenceBoard
        let limits: Limits

        /// Puts together what all feeds share.
        public init(
            hub: Hub,
            encoder: some FeedEncoding,
            presence: PresenceBoard,
            limits: Limits = Limits()
        ) {
            self.hub = hub
            self.encoder = encoder
            self.presence = presence
            self.limits = limits
        }
    }

    enum Phase {
        case idle
        case catchingUp
        case live
        case ended
    }

    /// Whose account it is.
    public let account: User
    /// Whose account it is.
    public var user: ID<User> { account.id }
    /// Everything of an account.
    public var scope: ListenerScope { .account }
    /// The form in which the connection takes events.
    public let rendition: Rendition
    /// Whether the connection takes WebSocket frames in their compressed form.
    public var takesCompressed: Bool { sink?.takesCompressed ?? false }

    let session: SessionID?
    let surroundings: Surroundings
    let loop: any EventLoop
    private(set) weak var sink: (any FeedSink)?
    private(set) var phase = Phase.idle
    /// Hears of the end of the session, also while topics are not followed yet.
    private var ending: SessionListener?
    /// What the client has, or will have once what is held back is written.
    var position: Position?
    /// How many readers are at work: until the last is done, what happens is held back.
    private var readers = 0
    private var held = ByteBuffer()
    /// Whether the client is to be told when it has everything.
    var owesSynced = false
    private var watched: Set<ID<User>> = []
    private var isAnnounced = false

    /// A feed of `account` into `sink`, which must live on `loop`.
    public init(
        of account: User,
        session: SessionID?,
        into sink: some FeedSink,
        as rendition: Rendition,
        surroundings: Surroundings,
        on loop: any EventLoop
    ) {
        self.account = account
        self.session = session
        self.sink = sink
        self.rendition = rendition
        self.surroundings = surroundings
        self.loop = loop
    }

    /// Gives the client what it lacks, and then what happens; later calls change nothing.
    ///
    /// With `isPresent` those who watch the account see it online.
    public func start(from beginning: FeedBeginning, isPresent: Bool) {
        guard case .idle = phase else { return }
        ending = session.map { session in
            SessionListener(to: session, of: user, as: rendition, on: hub, loop: loop) { [weak self] in
                self?.end(.sessionEnded)
            }
        }
        if isPresent {
            isAnnounced = true
            surroundings.presence.arrive(user)
        }
        let reader = startReading()
        // Owned by the feed: each of its steps ends when the feed does.
        Task { await reader.run(from: beginning) }
    }

    /// Ends the feed; nothing more is written.
    public func stop() {
        guard phase != .ended else { return }
        phase = .ended
        held = ByteBuffer()
        ending?.stop()
        ending = nil
        if isAnnounced { surroundings.presence.leave(user, on: loop) }
        for person in watched { hub.unsubscribe(self, from: .presence(person), on: loop) }
        guard let position else { return }
        hub.unsubscribe(self, from: .user(user), on: loop)
        for chat in position.chats.keys { hub.unsubscribe(self, from: .chat(chat), on: loop) }
    }

    /// Whether the client has everything up to now.
    public var isLive: Bool { phase == .live }

    /// What a client has, once it is live, for it to keep.
    public var reached: Position? { isLive ? position : nil }

    var hub: Hub { surroundings.hub }
}

// MARK: What happens

extension AccountFeed {
    /// Passes live events on, or holds them back until the client has what came before.
    public func write(_ events: ByteBuffer) {
        switch phase {
        case .live: sink?.write(events)
        case .catchingUp:
            held.writeImmutableBuffer(events)
            if held.readableBytes > surroundings.limits.heldBytes { end(.tooSlow) }
        case .idle, .ended: break
        }
    }

    /// Sends what was written.
    public func flush() {
        if phase == .live { sink?.flush() }
    }

    /// Notes how far the client has come.
    public func advanced(_ lane: Lane, to number: Int64) {
        position?.advance(lane, to: number)
    }

    /// Follows chats as they come and go.
    public func notice(_ event: Event) {
        switch event {
        case .account(_, _, .chatAdded(let state)): join(state)
        case .account(_, _, .chatRemoved(let chat)): leave(chat)
        case .account(_, _, .unread), .change, .receipt, .messageRead, .typing, .presence, .sessionsEnded: break
        }
    }

    /// Hears no more of a chat; the account's own event tells the client.
    public func expelled(from chat: ID<Chat>) {
        hub.unsubscribe(self, from: .chat(chat), on: loop)
    }

    func end(_ reason: FeedEnd) {
        guard phase != .ended else { return }
        stop()
        sink?.ended(reason)
    }

    /// A reader has sent all it was to send: after the last one, what was held back goes out, and from now on events go
    /// straight through.
    func readerIsDone() {
        readers -= 1
        guard readers == 0, phase == .catchingUp else { return }
        phase = .live
        if held.readableBytes > 0 { sink?.write(held) }
        held = ByteBuffer()
        tellSynced()
        sink?.flush()
    }

    /// Tells the client once that it has everything, and its position.
    ///
    /// Not before what was held back is written: the position has that too.
    private func tellSynced() {
        guard owesSynced, let position else { return }
        owesSynced = false
        sink?.write(surroundings.encoder.bytes(for: .synced(position), as: rendition))
    }

    private func startReading() -> FeedReader {
        phase = .catchingUp
        readers += 1
        let feed = NIOLoopBound(self, eventLoop: loop)
        return FeedReader(feed: feed, user: account, rendition: rendition, surroundings: surroundings)
    }

    private func join(_ state: ChatState) {
        guard phase == .live || phase == .catchingUp, position?.chats[state.chat.id] == nil else { return }
        let gaps = follow([state.chat.id: Position.InChat(seq: state.lastSeq, receipts: state.receiptSeq)])
        let reader = startReading()
        // Owned by the feed, as above.
        Task { await reader.settle(gaps) }
    }

    private func leave(_ chat: ID<Chat>) {
        guard position?.chats.removeValue(forKey: chat) != nil else { return }
        hub.unsubscribe(self, from: .chat(chat), on: loop)
    }
}

// MARK: Passing things

extension AccountFeed {
    /// Tells the other members of a chat that the user is writing; nothing for a chat that is not the user's.
    public func tellTyping(in chat: ID<Chat>) {
        guard phase != .ended, position?.chats[chat] != nil else { return }
        hub.publish([.typing(chat, user)])
    }

    /// Watches these people and nobody else; the caller has made sure that the user may.
    public func watch(_ people: Set<ID<User>>) {
        guard phase != .ended else { return }
        for person in watched.subtracting(people) { hub.unsubscribe(self, from: .presence(person), on: loop) }
        for person in people.subtracting(watched) {
            _ = hub.subscribe(self, to: .presence(person), having: nil, on: loop)
        }
        watched = people
    }
}

extension EndedSessions {
    /// Whether a session is among them; one that is not known is not.
    public func include(_ session: SessionID?) -> Bool {
        switch self {
        case .one(let ended): session == ended
        case .all(let remaining): session != remaining
        }
    }
}
