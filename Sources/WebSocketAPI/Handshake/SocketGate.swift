public import Domain
public import Logging
public import NIOCore
import NIOWebSocket
public import Realtime
public import UseCases
public import Wire

/// Lets sockets in: who may, to which chat, and what their connection is made of.
public struct SocketGate: Sendable {
    /// A socket that may be opened.
    public enum Admission: Sendable {
        /// One on which a user listens to a chat and writes in it.
        case chat(ID<Chat>, user: ID<User>)
        /// One that says everything back.
        case echo
    }

    private let messenger: Messenger
    private let hub: Hub
    private let limits: SocketLimits
    private let compression: Compression?
    private let echoes: Bool
    private let heartbeats: Heartbeats
    private let logger: Logger

    /// A gate to the chats of `messenger`, for connections on the loops of `group`.
    ///
    /// Without `compression` nobody gets any; `echoes` opens `/echo`, for test suites of the protocol.
    public init(
        messenger: Messenger,
        hub: Hub,
        group: some EventLoopGroup,
        limits: SocketLimits,
        compression: Compression?,
        echoes: Bool,
        logger: Logger
    ) {
        self.messenger = messenger
        self.hub = hub
        self.limits = limits
        self.compression = compression
        self.echoes = echoes
        self.logger = logger
        heartbeats = Heartbeats(group: group, interval: limits.pingInterval)
    }

    /// Decides about a handshake.
    public func admit(_ handshake: Handshake) async throws(SocketRefusal) -> Admission {
        switch try SocketTarget(handshake) {
        case .chat(let chat, let token): return try await admit(to: chat, token)
        case .echo where echoes: return .echo
        case .account, .echo: throw .unknownPath
        }
    }

    /// The compression that a handshake and the server agree on, if any.
    public func compression(for handshake: Handshake) -> CompressionAgreement? {
        compression == nil ? nil : CompressionAgreement(offers: handshake.extensions)
    }

    private func admit(to chat: ID<Chat>, _ token: AccessToken) async throws(SocketRefusal) -> Admission {
        do throws(MessengerError) {
            let user = try await messenger.authenticate(token)
            try await messenger.enterChat(chat, as: user.id)
            return .chat(chat, user: user.id)
        } catch {
            throw .refused(error)
        }
    }

    /// Makes a socket of a connection whose handshake was answered with 101, by handlers at `position` of its pipeline;
    /// call it on the connection's loop.
    public func install(
        _ admission: Admission,
        compression agreement: CompressionAgreement?,
        language: Language,
        on channel: any Channel,
        at position: ChannelPipeline.SynchronousOperations.Position
    ) throws {
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
            limits: limits,
            language: language,
            heartbeats: heartbeats,
            logger: logger
        )
        let decoder = ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: limits.messageBytes))
        try channel.pipeline.syncOperations.addHandlers([decoder, connection], position: position)
    }

    private func conversation(for admission: Admission) -> any Conversation {
        switch admission {
        case .chat(let chat, let user): ChatConversation(user: user, chat: chat, messenger: messenger, hub: hub)
        case .echo: EchoConversation()
        }
    }
}
