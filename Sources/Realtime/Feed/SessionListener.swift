public import Domain
public import NIOCore
public import UseCases

/// Hears that a session has ended, from the moment on when somebody is known to be there.
///
/// Bound to one event loop, and used only there.
public final class SessionListener: Listener {
    /// Whose session it is.
    public let user: ID<User>
    /// What is told to accounts.
    public var scope: ListenerScope { .account }
    /// That of the connection, so that nothing is encoded in a further one.
    public let rendition: Rendition
    /// Of no matter, since nothing is shown.
    public var takesCompressed: Bool { false }

    private let session: SessionID
    private let hub: Hub
    private let loop: any EventLoop
    private var ended: (() -> Void)?

    /// Begins to listen; `ended` is called once, on `loop`, unless `stop()` was called before.
    public init(
        to session: SessionID,
        of user: ID<User>,
        as rendition: Rendition,
        on hub: Hub,
        loop: any EventLoop,
        ended: @escaping () -> Void
    ) {
        self.user = user
        self.session = session
        self.rendition = rendition
        self.hub = hub
        self.loop = loop
        self.ended = ended
        _ = hub.subscribe(self, to: .user(user), having: nil, on: loop)
    }

    /// Ends listening.
    public func stop() {
        guard ended != nil else { return }
        ended = nil
        hub.unsubscribe(self, from: .user(user), on: loop)
    }

    /// Ends with the session.
    public func notice(_ event: Event) {
        guard case .sessionsEnded(_, let sessions) = event, sessions.include(session), let ended else { return }
        stop()
        ended()
    }

    /// Shows nothing.
    public func write(_ events: ByteBuffer) {}

    /// Sends nothing.
    public func flush() {}

    /// Keeps no place.
    public func advanced(_ lane: Lane, to number: Int64) {}

    /// Shows no chat.
    public func expelled(from chat: ID<Chat>) {}
}
