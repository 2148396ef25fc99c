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
    public struct Admission: Sendable {
        /// Who listens and writes.
        public let user: ID<User>
        /// The chat that is listened to and written in.
        public let chat: ID<Chat>
    }

    private let messenger: Messenger
    private let hub: Hub
    private let limits: SocketLimits
    private let heartbeats: Heartbeats
    private let logger: Logger

    /// A gate to the chats of `messenger`, for connections on the loops of `group`.
    public init(
        messenger: Messenger,
        hub: Hub,
        group: some EventLoopGroup,
        limits: SocketLimits,
        logger: Logger
    ) {
        self.messenger = messenger
        self.hub = hub
        self.limits = limits
        self.logger = logger
        heartbeats = Heartbeats(group: group, interval: limits.pingInterval)
    }

    /// Decides about a handshake with the given target.
    public func admit(uri: String) async throws(SocketRefusal) -> Admission {
        let target = try SocketTarget(uri: uri)
        do throws(MessengerError) {
            let user = try await messenger.authenticate(target.token)
            try await messenger.enterChat(target.chat, as: user.id)
            return Admission(user: user.id, chat: target.chat)
        } catch {
            throw .refused(error)
        }
    }

    /// Makes a socket of a connection whose handshake was answered with 101, by handlers at `position` of its pipeline;
    /// call it on the connection's loop.
    public func install(
        _ admission: Admission,
        language: Language,
        on channel: any Channel,
        at position: ChannelPipeline.SynchronousOperations.Position
    ) throws {
        let options = channel.syncOptions
        try options?.setOption(
            .writeBufferWaterMark,
            value: .init(low: limits.outboxBytes / 2, high: limits.outboxBytes)
        )
        let handler = SocketHandler(
            admission: admission,
            messenger: messenger,
            hub: hub,
            limits: limits,
            language: language,
            heartbeats: heartbeats,
            logger: logger
        )
        let decoder = ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: limits.messageBytes))
        try channel.pipeline.syncOperations.addHandlers([decoder, handler], position: position)
    }
}
