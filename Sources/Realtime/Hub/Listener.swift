public import Domain
public import NIOCore
public import UseCases

/// A connection that shows events to somebody.
///
/// Bound to one event loop, and called only there.
public protocol Listener: AnyObject {
    /// Who is listening.
    var user: ID<User> { get }
    /// What the connection shows.
    var scope: ListenerScope { get }
    /// The form in which it takes events.
    var rendition: Rendition { get }
    /// Whether it is to be given WebSocket frames in their compressed form.
    var takesCompressed: Bool { get }

    /// Takes encoded events, in order; they are sent with the next `flush()`.
    func write(_ events: ByteBuffer)

    /// Sends what was written since the last flush.
    func flush()

    /// Has now been given everything of a lane up to this number.
    func advanced(_ lane: Lane, to number: Int64)

    /// Acts upon an event that concerns more than what is shown; called after it was written.
    func notice(_ event: Event)

    /// Is no member any more and hears nothing further of the chat; it has yet to unsubscribe.
    func expelled(from chat: ID<Chat>)
}

/// What a connection shows.
public enum ListenerScope: Hashable, Sendable {
    /// One chat, as clients of the first server know it.
    case chat
    /// Everything of an account.
    case account
}

/// A form of an event on the wire; each is made once, however many listeners take it.
public enum Rendition: Int, CaseIterable, Hashable, Sendable {
    /// A complete, unmasked WebSocket text frame.
    case webSocket
    /// A message of an event stream (WHATWG HTML, "Server-sent events"), without an id.
    case eventStream
    /// A JSON object, to stand in the body of a reply; no connection takes events so.
    case json
}

/// Turns events into bytes.
public protocol EventEncoding: Sendable {
    /// Appends the bytes for an event, the same for all who take this form; none for an event that is not shown.
    func write(_ event: Event, as rendition: Rendition, to bytes: inout ByteBuffer)

    /// The same WebSocket frames for listeners that take them compressed; called on `loop`.
    func compressed(_ frames: ByteBuffer, on loop: any EventLoop) -> ByteBuffer
}

extension EventEncoding {
    /// The bytes for an event alone.
    public func bytes(for event: Event, as rendition: Rendition) -> ByteBuffer {
        var bytes = ByteBuffer()
        write(event, as: rendition, to: &bytes)
        return bytes
    }
}
