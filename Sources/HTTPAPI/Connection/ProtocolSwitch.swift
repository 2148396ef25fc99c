public import NIOCore
public import NIOHTTP1

/// Decides about requests to leave HTTP on their connection: the door through which sockets come in.
public struct ProtocolSwitch: Sendable {
    /// Adds the handlers of a new protocol to a connection, at a place of its pipeline.
    public typealias Installation =
        @Sendable (any Channel, ChannelPipeline.SynchronousOperations.Position) throws -> Void

    /// What becomes of such a request.
    public enum Decision: Sendable {
        /// Answer 101 with these headers, then let `install` add the handlers of the new protocol.
        case accept(headers: HTTPHeaders, install: Installation)
        /// Stay with HTTP: the router answers the request as it answers any other.
        case refuse
    }

    /// Decides; called on the connection's event loop for each request that asks for another protocol.
    public let decide: @Sendable (HTTPRequestHead, any EventLoop) -> EventLoopFuture<Decision>

    /// A door with the given keeper.
    public init(decide: @escaping @Sendable (HTTPRequestHead, any EventLoop) -> EventLoopFuture<Decision>) {
        self.decide = decide
    }
}
