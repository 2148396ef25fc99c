import Domain
public import NIOCore
public import Realtime
public import UseCases
import Wire

/// Encodes what clients are shown, as WebSocket frames and as messages of an event stream.
public struct EventFrames: FeedEncoding {
    /// For how many seconds somebody counts as writing.
    static let typingSeconds: Int64 = 6

    private let compression: Compression?

    /// An encoder; without `compression` it compresses nothing.
    public init(compression: Compression?) {
        self.compression = compression
    }

    /// Appends the bytes for an event.
    public func write(_ event: Event, as rendition: Rendition, to bytes: inout ByteBuffer) {
        guard let json = Self.json(for: event) else { return }
        Self.write(json, as: rendition, to: &bytes)
    }

    /// The bytes for something beside events.
    public func bytes(for notice: FeedNotice, as rendition: Rendition) -> ByteBuffer {
        guard rendition != .eventStream else { return Self.streamed(notice) }
        var bytes = ByteBuffer()
        Self.write(Self.json(for: notice), as: rendition, to: &bytes)
        return bytes
    }

    /// In an event stream a position is the id of the last event, which browsers send back by themselves.
    private static func streamed(_ notice: FeedNotice) -> ByteBuffer {
        switch notice {
        case .snapshot(_, let snapshot): ServerSentEvent.data(json(for: notice), id: snapshot.position)
        case .synced(let position): ServerSentEvent.data(json(for: notice), id: position)
        case .reset: ServerSentEvent.data(json(for: notice))
        case .position(let position): ServerSentEvent.id(position)
        }
    }

    private static func write(_ json: [UInt8], as rendition: Rendition, to bytes: inout ByteBuffer) {
        switch rendition {
        case .webSocket: bytes.writeTextFrame(json)
        case .eventStream: bytes.writeServerSentEvent(json)
        case .json: bytes.writeBytes(json)
        }
    }

    /// Nil for an event that is not shown.
    private static func json(for event: Event) -> [UInt8]? {
        switch event {
        case .change(.message(let message)): return ServerFrame.message(message)
        case .change(.membership(let change)): return ServerFrame.membership(change)
        case .receipt(let receipt): return ServerFrame.receipt(receipt)
        case .messageRead(let receipt): return ServerFrame.read(message: receipt.message, reader: receipt.reader)
        case .account(_, let seq, let event): return ServerFrame.account(event, at: seq)
        case .typing(let chat, let user): return ServerFrame.typing(in: chat, by: user, seconds: typingSeconds)
        case .presence(let presence):
            return ServerFrame.presence(of: presence.user, isOnline: presence.isOnline, lastSeen: presence.lastSeen)
        case .sessionsEnded: return nil
        }
    }

    private static func json(for notice: FeedNotice) -> [UInt8] {
        switch notice {
        case .snapshot(let user, let snapshot):
            ServerFrame.state(of: user, chats: snapshot.chats, at: snapshot.position)
        case .synced(let position): ServerFrame.synced(position)
        case .reset: ServerFrame.reset
        case .position(let position): ServerFrame.position(position)
        }
    }

    /// The frames, with those compressed that are worth it.
    public func compressed(_ frames: ByteBuffer, on loop: any EventLoop) -> ByteBuffer {
        compression?.codec(of: loop)?.compressed(frames) ?? frames
    }
}

/// A message of an event stream (WHATWG HTML, 9.2.5).
enum ServerSentEvent {
    /// A message without data, which is not shown to anybody: it only sets the id of the last event.
    static func id(_ position: Position) -> ByteBuffer {
        ByteBuffer(string: "id:\(PositionToken.text(of: position))\n\n")
    }

    /// A message whose data is one line of JSON, and the position of whoever has it.
    static func data(_ json: [UInt8], id position: Position) -> ByteBuffer {
        var buffer = ByteBuffer(string: "id:\(PositionToken.text(of: position))\n")
        buffer.writeServerSentEvent(json)
        return buffer
    }

    /// A message whose data is one line of JSON.
    static func data(_ json: [UInt8]) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: json.count + 8)
        buffer.writeServerSentEvent(json)
        return buffer
    }
}

extension ByteBuffer {
    /// Appends a message of an event stream whose data is one line of JSON.
    fileprivate mutating func writeServerSentEvent(_ json: [UInt8]) {
        writeString("data:")
        writeBytes(json)
        writeString("\n\n")
    }
}
