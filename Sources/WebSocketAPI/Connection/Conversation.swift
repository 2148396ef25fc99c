import NIOCore

/// What is said over a socket, and what it means.
///
/// Bound to the socket's event loop and called there only. It may hold on to its connection: the connection lets go of
/// it at the end.
protocol Conversation: AnyObject {
    /// The socket is open; called once, before anything is received.
    func opened(on connection: SocketConnection)

    /// A text message came in, whole and in UTF-8.
    func received(text: ByteBuffer)

    /// A binary message came in, whole.
    func received(binary: ByteBuffer)

    /// A heartbeat: the time to look after what has a time.
    func beat()

    /// The frames to send just before a close frame with the given code; nil when the code says it all.
    func farewell(before code: CloseCode) -> ByteBuffer?

    /// Nothing more can be said or heard; called once, however the socket ends.
    func closed()
}
