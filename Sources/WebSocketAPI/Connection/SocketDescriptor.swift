import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A channel's socket itself, for writing past the channel while nothing waits in it.
///
/// Used on the channel's loop only, and never once the channel is closed: the system gives its number to the next
/// connection.
struct SocketDescriptor {
    private let handle: NIOBSDSocket.Handle

    /// The descriptor of the channel that has this handler; nil for one that is no socket.
    init?(of context: ChannelHandlerContext) {
        let handle = try? context.pipeline.syncOperations
            .withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { $0 }
        guard let handle else { return nil }
        self.handle = handle
    }

    /// Hands the system as much of `bytes` as it takes at once, and gives what is left.
    ///
    /// A connection that is broken takes nothing: its channel will say so.
    func take(_ bytes: ByteBuffer) -> ByteBuffer {
        var rest = bytes
        let taken = bytes.withUnsafeReadableBytes { send(handle, $0.baseAddress, $0.count, Self.flags) }
        rest.moveReaderIndex(forwardBy: max(taken, 0))
        return rest
    }

    /// A connection that the other side has closed is an error and not a signal.
    #if canImport(Darwin)
    private static let flags: CInt = 0
    #else
    private static let flags = CInt(MSG_NOSIGNAL)
    #endif
}
