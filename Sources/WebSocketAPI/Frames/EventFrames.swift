public import NIOCore
public import Realtime
public import UseCases
import Wire

/// Encodes events as the text frames that clients know.
public struct EventFrames: EventEncoding {
    private let compression: Compression?

    /// An encoder; without `compression` it compresses nothing.
    public init(compression: Compression?) {
        self.compression = compression
    }

    /// The frame for an event.
    public func frame(for event: ChatEvent) -> ByteBuffer {
        switch event {
        case .messagePosted(let message):
            FrameBytes.text(ServerFrame.message(message))
        case .messageRead(let receipt):
            FrameBytes.text(ServerFrame.read(message: receipt.message, reader: receipt.reader))
        }
    }

    /// The frames, with those compressed that are worth it.
    public func compressed(_ frames: ByteBuffer, on loop: any EventLoop) -> ByteBuffer {
        compression?.codec(of: loop)?.compressed(frames) ?? frames
    }
}
