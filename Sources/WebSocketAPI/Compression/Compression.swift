import MessageDeflate
public import NIOCore

/// permessage-deflate (RFC 7692) for all sockets: a compressor and an expander for each event loop, none for a socket.
///
/// No message refers to an earlier one, in neither direction, so that one compressed frame fits all who get it, and a
/// silent socket costs nothing.
///
/// SAFETY: the codecs are made and used on their own loops only; the dictionary never changes.
public final class Compression: @unchecked Sendable {
    private let codecs: [ObjectIdentifier: LoopCodec]

    /// Compression for sockets that live on the loops of `group`.
    public init(group: some EventLoopGroup) {
        codecs = Dictionary(uniqueKeysWithValues: group.makeIterator().map { (ObjectIdentifier($0), LoopCodec($0)) })
    }

    /// The codec of a loop; nil when it is not one of the group's.
    func codec(of loop: any EventLoop) -> LoopCodec? {
        codecs[ObjectIdentifier(loop)]
    }
}

/// The compressor and the expander that the sockets of one event loop share.
final class LoopCodec {
    /// The shortest payload that is compressed, in bytes: below it a quarter is gained at best.
    static let threshold = 512

    private let loop: any EventLoop
    private lazy var deflater = Deflater()
    private lazy var inflater = Inflater()

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    /// Expands the payload of a message to at most `limit` bytes.
    func inflate(_ payload: ByteBuffer, limit: Int) -> Inflater.Outcome {
        loop.preconditionInEventLoop()
        return inflater.inflate(payload, limit: limit)
    }

    /// Complete frames of the server's, with those compressed that are worth it.
    func compressed(_ frames: ByteBuffer) -> ByteBuffer {
        loop.preconditionInEventLoop()
        guard frames.readableBytes > Self.threshold else { return frames }
        var rest = frames
        var result = ByteBuffer()
        while let frame = rest.readServerFrame() {
            if frame.isData, frame.payload.readableBytes >= Self.threshold,
                let shorter = deflater.deflate(frame.payload.readableBytesView)
            {
                result.writeFrame(first: frame.first | FrameBytes.isCompressed, payload: shorter)
            } else {
                result.writeFrame(first: frame.first, payload: frame.payload)
            }
        }
        return result
    }
}
