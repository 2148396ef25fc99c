public import NIOCore
public import Realtime
public import UseCases
import Wire

/// Encodes events as the text frames that clients know.
public struct EventFrames: EventEncoding {
    /// An encoder without settings.
    public init() {}

    /// The frame for an event.
    public func frame(for event: ChatEvent) -> ByteBuffer {
        switch event {
        case .messagePosted(let message):
            FrameBytes.text(ServerFrame.message(message))
        case .messageRead(let receipt):
            FrameBytes.text(ServerFrame.read(message: receipt.message, reader: receipt.reader))
        }
    }
}
