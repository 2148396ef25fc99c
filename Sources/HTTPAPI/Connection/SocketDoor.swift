import NIOHTTP1
public import Wire

/// Where sockets come in: decides about handshakes, and explains a refusal to the client.
public struct SocketDoor: Sendable {
    /// Why a handshake was refused, for the reply to it.
    public enum Refusal: Sendable {
        /// A reply with a body.
        case reply(ErrorReply)
        /// A bare 403, as clients of the first server know it.
        case forbidden
    }

    let protocolSwitch: ProtocolSwitch
    /// Explains; the argument is the request's target.
    ///
    /// Nil when nothing but the handshake itself is at fault.
    let explain: @Sendable (_ uri: String) async -> Refusal?

    /// A door with the given keeper.
    public init(protocolSwitch: ProtocolSwitch, explain: @escaping @Sendable (_ uri: String) async -> Refusal?) {
        self.protocolSwitch = protocolSwitch
        self.explain = explain
    }
}
