public import NIOCore
public import NIOHTTP1
public import Wire

/// Decides about requests to leave HTTP on their connection: the door through which sockets come in.
public struct ProtocolSwitch: Sendable {
    /// Adds the handlers of a new protocol to a connection, at a place of its pipeline.
    public typealias Installation =
        @Sendable (any Channel, ChannelPipeline.SynchronousOperations.Position) throws -> Void

    /// What becomes of such a request.
    public enum Decision: Sendable {
        /// Answer 101 with these headers, then let `install` add the handlers of the new protocol.
        case accept(headers: HTTPHeaders, install: Installation)
        /// Stay with HTTP: the router answers the request as it answers any other, with this refusal if it comes to
        /// the route of sockets; nil when the handshake itself is not in order.
        case refuse(HandshakeRefusal?)
    }

    /// Decides; called on the connection's event loop for each request that asks for another protocol.
    public let decide: @Sendable (HTTPRequestHead, any Channel) -> EventLoopFuture<Decision>

    /// A door with the given keeper.
    public init(decide: @escaping @Sendable (HTTPRequestHead, any Channel) -> EventLoopFuture<Decision>) {
        self.decide = decide
    }
}

/// Why a socket was refused, for the reply to the request that asked for it.
public enum HandshakeRefusal: Sendable {
    /// A reply with a body.
    case reply(ErrorReply)
    /// A bare 403, as clients of the first server know it.
    case forbidden
}
