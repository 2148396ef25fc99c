import Domain
import Logging
import NIOCore
import Realtime
import UseCases
import Wire

/// The socket of all of an account's chats.
///
/// It begins with who the client is, unless the handshake said so, goes on with what the client has, and then shows
/// everything as it happens. It has a timer until the client has said what it has, and none afterwards.
final class AccountConversation: Conversation {
    /// What all conversations of this kind share.
    final class Surroundings: Sendable {
        let messenger: Messenger
        let feeds: AccountFeed.Surroundings
        let presence: PresenceBoard
        let limits: SocketLimits
        let version: String

        init(
            messenger: Messenger,
            feeds: AccountFeed.Surroundings,
            presence: PresenceBoard,
            limits: SocketLimits,
            version: String
        ) {
            self.messenger = messenger
            self.feeds = feeds
            self.presence = presence
            self.limits = limits
            self.version = version
        }
    }

    private enum Phase {
        /// Nobody has said whose socket this is.
        case anonymous
        /// It is being found out.
        case authenticating
        /// It is known, and what the client has is not.
        case greeted(Session)
        /// What the client lacks is sent, and then what happens.
        case following(Session, AccountFeed)
        case closed
    }

    let surroundings: Surroundings
    private var phase: Phase
    private(set) var connection: SocketConnection?
    private var deadline: Scheduled<Void>?
    private var check = SessionCheck()
    /// Hears of the end of the session until the feed does.
    private var listener: SessionListener?
    private var typingTold: [ID<Chat>: NIODeadline] = [:]
    private var positionTold: Position?

    /// A conversation with whoever a session belongs to; with nil the first frame must say.
    init(session: Session?, surroundings: Surroundings) {
        self.surroundings = surroundings
        phase = session.map { .greeted($0) } ?? .anonymous
    }

    func opened(on connection: SocketConnection) {
        self.connection = connection
        let conversation = NIOLoopBound(self, eventLoop: connection.eventLoop)
        // Not before the handlers of HTTP have left the pipeline.
        connection.eventLoop.execute { conversation.value.greet() }
        let patience = TimeAmount.microseconds(surroundings.limits.greetingTimeout.wholeMicroseconds)
        deadline = connection.eventLoop.scheduleTask(in: patience) { conversation.value.patienceEnded() }
    }

    func received(text: ByteBuffer) {
        take(AccountFrame.parse(text.readableBytesView))
    }

    func received(binary: ByteBuffer) {
        connection?.send(.binary)
    }

    func beat() {
        guard let session else { return }
        guard surroundings.messenger.secondsLeft(of: session) != nil else {
            connection?.close(.sessionEnded)
            return
        }
        if check.isDue() { connection?.closeIfEnded(session, asking: surroundings.messenger) }
        tellPosition()
    }

    func farewell(before code: CloseCode) -> ByteBuffer? {
        guard code == .serviceRestart else { return nil }
        let pause = Int64.random(in: surroundings.limits.reconnectPause)
        return FrameBytes.text(ServerFrame.reconnect(afterMilliseconds: pause))
    }

    func closed() {
        deadline?.cancel()
        deadline = nil
        stopListening()
        if case .following(_, let feed) = phase { feed.stop() }
        phase = .closed
        connection = nil
    }

    /// Whose socket it is, once that is known.
    var session: Session? {
        switch phase {
        case .greeted(let session), .following(let session, _): session
        case .anonymous, .authenticating, .closed: nil
        }
    }

    /// What shows the account, once the client has said what it has.
    var feed: AccountFeed? {
        guard case .following(_, let feed) = phase else { return nil }
        return feed
    }
}

// MARK: The beginning

extension AccountConversation {
    private func greet() {
        if case .greeted(let session) = phase { welcome(session) }
    }

    private func patienceEnded() {
        switch phase {
        case .anonymous, .authenticating: connection?.close(.sessionEnded)
        // A client that only sends need not say what it has.
        case .greeted, .following, .closed: break
        }
    }

    private func authenticate(_ token: String) {
        guard case .anonymous = phase, let connection else { return refuseNow() }
        phase = .authenticating
        let messenger = surroundings.messenger
        let finish = connection.begin { [self] in authenticated($0) }
        // Owned by the connection, which works on no more frames than its limit; it ends with its call to the store.
        Task {
            do throws(MessengerError) {
                finish(.success(try await messenger.session(of: AccessToken(token))))
            } catch {
                finish(.failure(error))
            }
        }
    }

    private func authenticated(_ result: Result<Session, MessengerError>) {
        guard case .authenticating = phase else { return }
        switch result {
        case .success(let session):
            phase = .greeted(session)
            welcome(session)
        case .failure(let error):
            phase = .anonymous
            connection?.send(error)
            connection?.close(error.isPassing ? .unavailable : .sessionEnded)
        }
    }

    private func welcome(_ session: Session) {
        guard let connection else { return }
        listen(for: session, on: connection.eventLoop)
        connection.count(for: session.user.id)
        let limits = surroundings.limits
        connection.send(
            FrameBytes.text(
                ServerFrame.welcome(
                    ServerFrame.Welcome(
                        user: session.user,
                        sessionExpiresIn: surroundings.messenger.secondsLeft(of: session) ?? 0,
                        heartbeat: limits.pingInterval.components.seconds,
                        messageBytes: Int64(limits.messageBytes),
                        inFlight: Int64(limits.inFlight),
                        version: surroundings.version
                    )
                )
            )
        )
    }

    private func listen(for session: Session, on loop: any EventLoop) {
        let hub = surroundings.feeds.hub
        let user = session.user.id
        listener = SessionListener(to: session.id, of: user, as: .webSocket, on: hub, loop: loop) { [weak self] in
            self?.connection?.close(.sessionEnded)
        }
    }

    private func stopListening() {
        listener?.stop()
        listener = nil
    }

    private func begin(from beginning: AccountFrame.Beginning, isPresent: Bool) {
        guard case .greeted(let session) = phase, let connection else { return refuseNow() }
        let feed = AccountFeed(
            of: session.user,
            session: session.id,
            into: self,
            as: .webSocket,
            surroundings: surroundings.feeds,
            on: connection.eventLoop
        )
        phase = .following(session, feed)
        deadline?.cancel()
        deadline = nil
        feed.start(from: FeedBeginning(beginning), isPresent: isPresent)
        stopListening()
    }

    private func refuseNow() {
        connection?.send(.unexpectedFrame)
    }
}

// MARK: What comes in

extension AccountConversation {
    private func take(_ frame: AccountFrame) {
        switch frame {
        case .auth(let token): authenticate(token)
        case .hello(let beginning, let isPresent): begin(from: beginning, isPresent: isPresent)
        case .message(let chat, let text, let clientMessageID): post(text, in: chat, clientMessageID)
        case .read(let chat, let seq): move(.read(seq), in: chat)
        case .readMessage(let chat, let message): move(.readMessage(message), in: chat)
        case .delivered(let chat, let seq): move(.delivered(seq), in: chat)
        case .typing(let chat): tellTyping(in: chat)
        case .watch(let people): watch(people)
        case .ping: connection?.send(FrameBytes.text(ServerFrame.pong))
        case .ignored: break
        case .malformed(let problem, let clientMessageID): connection?.send(problem, for: clientMessageID)
        }
    }

    private func post(_ text: MessageText, in chat: ID<Chat>, _ clientMessageID: ClientMessageID?) {
        guard let session, let connection else { return refuseNow() }
        surroundings.messenger.submitMessage(
            text,
            to: chat,
            by: session.user.id,
            clientMessageID: clientMessageID,
            completion: connection.begin { [self] in posted($0, clientMessageID) }
        )
    }

    private func posted(_ result: Result<SentMessage, MessengerError>, _ clientMessageID: ClientMessageID?) {
        switch result {
        case .success(let sent):
            connection?.write(FrameBytes.text(ServerFrame.ack(sent.message, isRepeat: sent.isRepeat)))
        case .failure(let error): connection?.send(error, for: clientMessageID)
        }
    }

    private func move(_ target: CursorMove.Target, in chat: ID<Chat>) {
        guard let session, let connection else { return refuseNow() }
        let move = CursorMove(chat: chat, user: session.user.id, target: target)
        surroundings.messenger.submitMove(move, completion: connection.begin { [self] in moved($0) })
    }

    private func moved(_ result: Result<ReadState, MessengerError>) {
        if case .failure(let error) = result { connection?.send(error) }
    }

    /// Word of typing goes out at most once in a while for each chat, however often the client says it.
    private func tellTyping(in chat: ID<Chat>) {
        guard let feed else { return refuseNow() }
        let now = NIODeadline.now()
        if let last = typingTold[chat], now < last + SocketLimits.typingPause { return }
        if typingTold.count >= SocketLimits.typingChats { typingTold.removeAll() }
        typingTold[chat] = now
        feed.tellTyping(in: chat)
    }

    private func watch(_ people: Set<ID<User>>) {
        guard let session, feed != nil, let connection else { return refuseNow() }
        let messenger = surroundings.messenger
        let finish = connection.begin { [self] in watching($0) }
        // Owned by the connection, as above.
        Task {
            do throws(MessengerError) {
                finish(.success(try await messenger.acquaintances(of: session.user.id, among: people)))
            } catch {
                finish(.failure(error))
            }
        }
    }

    private func watching(_ result: Result<[Presence], MessengerError>) {
        switch result {
        case .failure(let error): connection?.send(error)
        case .success(let known):
            feed?.watch(Set(known.map(\.user)))
            for presence in known {
                let isOnline = surroundings.presence.isOnline(presence.user)
                connection?.write(
                    FrameBytes.text(
                        ServerFrame.presence(
                            of: presence.user,
                            isOnline: isOnline,
                            lastSeen: isOnline ? nil : presence.lastSeen
                        )
                    )
                )
            }
        }
    }

    private func tellPosition() {
        guard let position = feed?.reached, position != positionTold else { return }
        positionTold = position
        connection?.write(FrameBytes.text(ServerFrame.position(position)))
    }
}

// MARK: What goes out

extension AccountConversation: FeedSink {
    var takesCompressed: Bool { connection?.compresses ?? false }

    func write(_ bytes: ByteBuffer) {
        connection?.write(bytes)
    }

    func flush() {
        connection?.flush()
    }

    func send(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
        guard let connection else { preconditionFailure("a feed was not stopped") }
        return connection.sendInBulk(bytes)
    }

    func ended(_ reason: FeedEnd) {
        switch reason {
        case .sessionEnded: connection?.close(.sessionEnded)
        case .tooSlow: connection?.close(.tooSlow)
        case .failed(let error):
            connection?.send(error)
            connection?.close(.unavailable)
        }
    }
}

extension FeedBeginning {
    fileprivate init(_ beginning: AccountFrame.Beginning) {
        switch beginning {
        case .nothing: self = .nothing
        case .position(let position): self = .position(position)
        case .cursors(let cursors): self = .cursors(cursors)
        }
    }
}

extension MessengerError {
    /// Whether the same may succeed another time.
    fileprivate var isPassing: Bool {
        switch self {
        case .idempotencyKeyInUse, .tooManyRequests, .overloaded, .unavailable, .internalFault: true
        case .emailTaken, .unknownEmail, .wrongPassword, .invalidToken, .incompleteToken, .accountGone,
            .privateChatNeedsOneMember, .privateChatWithSelf, .privateChatExists, .unknownMember, .privateChatIsFixed,
            .notTheCreator, .notAMember, .clientMessageIDReused, .idempotencyKeyReused:
            false
        }
    }
}
