public import Domain
public import Logging
public import NIOCore
public import Realtime
public import UseCases
import Wire

/// Lets sockets in: who may, to which chat, and what their connection is made of.
public struct SocketGate: Sendable {
    /// A socket that may be opened.
    public enum Admission: Sendable {
        /// One on which somebody listens to a chat, after a place, and writes in it.
        case chat(ID<Chat>, after: Position.InChat, Session)
        /// One that shows all of somebody's chats; with nil its first frame is to say whose.
        case account(Session?)
        /// One that says everything back.
        case echo
    }

    private let messenger: Messenger
    private let hub: Hub
    private let accounts: AccountConversation.Surroundings
    private let sockets: SocketConnection.Surroundings
    private let origins: OriginPolicy
    private let compression: Compression?
    private let echoes: Bool

    /// A gate to the chats of `messenger`, for connections on the loops of `group`.
    ///
    /// `origins` are those whose pages may open sockets, `*` for all. Without `compression` nobody gets any; `echoes`
    /// opens `/echo`, for test suites of the protocol.
    public init(
        group: some EventLoopGroup,
        messenger: Messenger,
        hub: Hub,
        feeds: AccountFeed.Surroundings,
        presence: PresenceBoard,
        census: ListenerCensus,
        heartbeats: Heartbeats,
        limits: SocketLimits,
        origins: [String],
        compression: Compression?,
        echoes: Bool,
        version: String,
        logger: Logger
    ) {
        self.messenger = messenger
        self.hub = hub
        accounts = AccountConversation.Surroundings(
            messenger: messenger,
            feeds: feeds,
            presence: presence,
            limits: limits,
            version: version
        )
        sockets = SocketConnection.Surroundings(
            limits: limits,
            census: census,
            heartbeats: heartbeats,
            answers: AnswerQueues(group: group),
            logger: logger
        )
        self.origins = OriginPolicy(origins: origins)
        self.compression = compression
        self.echoes = echoes
    }

    /// Decides about a handshake; call it once for each, since to be admitted may use something up.
    public func admit(_ handshake: Handshake) async throws(SocketRefusal) -> Admission {
        do throws(SocketRefusal) {
            return try await decide(about: handshake)
        } catch {
            sockets.logger.debug("Refused a socket", metadata: ["reason": "\(error)"])
            throw error
        }
    }

    private func decide(about handshake: Handshake) async throws(SocketRefusal) -> Admission {
        let target = try SocketTarget(handshake)
        guard origins.allows(handshake) else { throw .originNotAllowed }
        if let address = address(of: handshake) { try checkRoom(for: address) }
        switch target {
        case .chat(let chat, let token): return try await admit(to: chat, token)
        case .account(let credential): return .account(try await session(credential))
        case .echo where echoes: return .echo
        case .echo: throw .unknownPath
        }
    }

    /// The compression that a handshake and the server agree on, if any.
    public func compression(for handshake: Handshake) -> CompressionAgreement? {
        compression == nil ? nil : CompressionAgreement(offers: handshake.extensions)
    }

    private func admit(to chat: ID<Chat>, _ token: AccessToken) async throws(SocketRefusal) -> Admission {
        let session: Session
        let place: Position.InChat
        do throws(MessengerError) {
            session = try await messenger.session(of: token)
            place = try await messenger.enterChat(chat, as: session.user.id)
        } catch {
            throw .refused(error)
        }
        try checkRoom(for: .user(session.user.id))
        return .chat(chat, after: place, session)
    }

    private func session(_ credential: AccountCredential) async throws(SocketRefusal) -> Session? {
        let session: Session
        do throws(MessengerError) {
            switch credential {
            case .token(let token): session = try await messenger.session(of: token)
            case .ticket(let ticket): session = try await messenger.redeemTicket(SocketTicket(ticket))
            case .firstFrame: return nil
            }
        } catch {
            throw .refused(error)
        }
        try checkRoom(for: .user(session.user.id))
        return session
    }

    /// There must be room for one more of the holder's connections.
    private func checkRoom(for holder: ListenerCensus.Holder) throws(SocketRefusal) {
        guard sockets.census.hasRoom(for: holder) else { throw .tooManySockets }
    }

    private func address(of handshake: Handshake) -> ListenerCensus.Holder? {
        sockets.census.address(of: handshake.remoteAddress, forwardedFor: handshake.forwardedFor)
    }

    /// Makes a socket of a connection whose handshake was answered with 101, by handlers at `position` of its pipeline;
    /// call it on the connection's loop.
    public func install(
        _ admission: Admission,
        _ handshake: Handshake,
        compression agreement: CompressionAgreement?,
        on channel: any Channel,
        at position: ChannelPipeline.SynchronousOperations.Position
    ) throws {
        let limits = sockets.limits
        let options = channel.syncOptions
        try options?.setOption(
            .writeBufferWaterMark,
            value: .init(low: limits.outboxBytes / 2, high: limits.outboxBytes)
        )
        let connection = SocketConnection(
            conversation: conversation(for: admission),
            eventLoop: channel.eventLoop,
            codec: agreement == nil ? nil : compression?.codec(of: channel.eventLoop),
            compresses: agreement?.coversShared ?? false,
            address: address(of: handshake),
            language: handshake.language,
            surroundings: sockets
        )
        try channel.pipeline.syncOperations.addHandlers(connection, position: position)
    }

    private func conversation(for admission: Admission) -> any Conversation {
        switch admission {
        case .chat(let chat, let place, let session):
            ChatConversation(session: session, chat: chat, after: place, messenger: messenger, hub: hub)
        case .account(let session): AccountConversation(session: session, surroundings: accounts)
        case .echo: EchoConversation()
        }
    }
}
