public import Domain
public import NIOCore

/// A connection that shows a chat to somebody.
///
/// Bound to one event loop, and called only there.
public protocol ChatListener: AnyObject {
    /// Who is listening.
    var user: ID<User> { get }

    /// Whether it is to be given frames in their compressed form.
    var takesCompressed: Bool { get }

    /// Takes complete WebSocket frames, in order; they are sent with the next `flush()`.
    func write(_ frames: ByteBuffer)

    /// Sends what was written since the last flush.
    func flush()
}
