import Domain
import NIOConcurrencyHelpers
import NIOCore
import UseCases

/// The listeners of one event loop, and what waits for them.
///
/// SAFETY: `listeners` is touched on `loop` only, which `add`, `remove` and `drain` assert; the rest is behind a lock.
final class HubShard: @unchecked Sendable {
    private struct Inbox {
        var segments: [ID<Chat>: [Segment]] = [:]
        var isDrainScheduled = false
    }

    let loop: any EventLoop
    private let encoder: any EventEncoding
    private let inbox = NIOLockedValueBox(Inbox())
    private var listeners: [ID<Chat>: [any ChatListener]] = [:]

    init(loop: any EventLoop, encoder: any EventEncoding) {
        self.loop = loop
        self.encoder = encoder
    }

    /// Adds a listener; returns whether it is the first of its chat here.
    func add(_ listener: any ChatListener, to chat: ID<Chat>) -> Bool {
        loop.preconditionInEventLoop()
        listeners[chat, default: []].append(listener)
        return listeners[chat]?.count == 1
    }

    /// Removes a listener; returns whether it was the last of its chat here.
    func remove(_ listener: any ChatListener, from chat: ID<Chat>) -> Bool {
        loop.preconditionInEventLoop()
        guard let place = listeners[chat]?.firstIndex(where: { $0 === listener }) else { return false }
        listeners[chat]?.swapRemove(at: place)
        guard listeners[chat]?.isEmpty == true else { return false }
        listeners[chat] = nil
        return true
    }

    /// Appends a frame; returns whether a drain must be scheduled for it.
    func append(_ frame: ByteBuffer, from event: ChatEvent) -> Bool {
        inbox.withLockedValue { inbox in
            inbox.segments[event.chat, default: []].join(frame, for: event.audience)
            defer { inbox.isDrainScheduled = true }
            return !inbox.isDrainScheduled
        }
    }

    func scheduleDrain() {
        loop.execute { self.drain() }
    }

    private func drain() {
        let segments = inbox.withLockedValue { inbox in
            inbox.isDrainScheduled = false
            defer { inbox.segments.removeAll(keepingCapacity: true) }
            return inbox.segments
        }
        for (chat, segments) in segments {
            var segments = segments
            // A copy: a listener that fails while it is written to may leave the chat at once.
            for listener in listeners[chat] ?? [] {
                deliver(&segments, to: listener)
            }
        }
    }

    private func deliver(_ segments: inout [Segment], to listener: any ChatListener) {
        var isTouched = false
        for place in segments.indices where segments[place].audience.includes(listener.user) {
            listener.write(listener.takesCompressed ? compressed(&segments[place]) : segments[place].frames)
            isTouched = true
        }
        if isTouched { listener.flush() }
    }

    /// The compressed twin of a segment's frames: made for the first listener here that takes it, kept for the others.
    private func compressed(_ segment: inout Segment) -> ByteBuffer {
        if let frames = segment.compressed { return frames }
        let frames = encoder.compressed(segment.frames, on: loop)
        segment.compressed = frames
        return frames
    }
}

/// Frames for the same audience, joined.
private struct Segment {
    let audience: Audience
    var frames: ByteBuffer
    var compressed: ByteBuffer?
}

extension [Segment] {
    fileprivate mutating func join(_ frame: ByteBuffer, for audience: Audience) {
        if let last = indices.last, self[last].audience == audience {
            self[last].frames.writeImmutableBuffer(frame)
        } else {
            append(Segment(audience: audience, frames: frame))
        }
    }
}

extension Audience {
    fileprivate func includes(_ user: ID<User>) -> Bool {
        switch self {
        case .everybody: true
        case .user(let id): id == user
        }
    }
}

extension Array {
    /// Removes an element in constant time; the last one takes its place.
    fileprivate mutating func swapRemove(at place: Int) {
        swapAt(place, count - 1)
        removeLast()
    }
}
