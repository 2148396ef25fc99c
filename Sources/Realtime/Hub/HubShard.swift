import Domain
import NIOConcurrencyHelpers
import NIOCore
import UseCases

/// The listeners of one event loop, and what waits for them.
///
/// SAFETY: `listeners` is touched on `loop` only, which `add`, `remove` and `drain` assert; the rest is behind a lock.
final class HubShard: @unchecked Sendable {
    private struct Inbox {
        var segments: [Topic: [Segment]] = [:]
        var isDrainScheduled = false
    }

    /// A listener, and what it had when it came: it is shown what comes after that.
    private struct Entry {
        let listener: any Listener
        var had: TopicPlace
    }

    let loop: any EventLoop
    private let encoder: any EventEncoding
    private let inbox = NIOLockedValueBox(Inbox())
    private var listeners: [Topic: [Entry]] = [:]

    init(loop: any EventLoop, encoder: any EventEncoding) {
        self.loop = loop
        self.encoder = encoder
    }

    /// Adds a listener that has everything up to a place; returns whether it is the first of its topic here.
    func add(_ listener: any Listener, to topic: Topic, having had: TopicPlace) -> Bool {
        loop.preconditionInEventLoop()
        listeners[topic, default: []].append(Entry(listener: listener, had: had))
        return listeners[topic]?.count == 1
    }

    /// Removes a listener; returns whether it was the last of its topic here, nil when it was none.
    func remove(_ listener: any Listener, from topic: Topic) -> Bool? {
        loop.preconditionInEventLoop()
        guard let place = listeners[topic]?.firstIndex(where: { $0.listener === listener }) else { return nil }
        listeners[topic]?.swapRemove(at: place)
        guard listeners[topic]?.isEmpty == true else { return false }
        listeners[topic] = nil
        return true
    }

    /// Appends segments; returns whether a drain must be scheduled for them.
    func append(_ segments: [Segment], to topic: Topic) -> Bool {
        inbox.withLockedValue { inbox in
            inbox.segments[topic, default: []].join(segments)
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
        for (topic, segments) in segments {
            var segments = segments
            // A copy: a listener that fails while it is written to may leave the topic at once.
            for entry in listeners[topic] ?? [] {
                deliver(&segments, to: entry)
            }
        }
    }

    /// Segments are looked at where they lie: a copy would count references up and down for every listener.
    private func deliver(_ segments: inout [Segment], to entry: Entry) {
        let listener = entry.listener
        var isTouched = false
        for place in segments.indices where segments[place].isNew(to: entry.had) {
            if segments[place].audience.includes(listener), let bytes = bytes(of: &segments[place], for: entry) {
                listener.write(bytes)
                isTouched = true
            }
            if let lane = segments[place].lane { listener.advanced(lane, to: segments[place].through) }
            guard let event = segments[place].notable else { continue }
            listener.notice(event)
            if event.expelled == listener.user, case .change(let change) = event {
                listener.expelled(from: change.chat)
                break
            }
        }
        if isTouched { listener.flush() }
    }

    /// What an entry's listener has yet to see of a segment, in its form.
    private func bytes(of segment: inout Segment, for entry: Entry) -> ByteBuffer? {
        let number = entry.had.number(in: segment.lane)
        guard let bytes = segment.bytes(as: entry.listener.rendition, after: number) else { return nil }
        guard entry.listener.takesCompressed else { return bytes }
        return segment.compressed(bytes) { encoder.compressed($0, on: loop) }
    }
}

/// A place in a topic's lanes: that of its changes or of the account's events, and that of receipts.
struct TopicPlace: Hashable, Sendable {
    var main: Int64 = 0
    var receipts: Int64 = 0

    func number(in lane: Lane?) -> Int64 {
        switch lane {
        case .changes, .account: main
        case .receipts: receipts
        case nil: 0
        }
    }
}

extension Segment {
    /// Whether a listener lacks any of it; what passes is new to everybody.
    fileprivate func isNew(to had: TopicPlace) -> Bool {
        lane == nil || through > had.number(in: lane)
    }
}

extension Array {
    /// Removes an element in constant time; the last one takes its place.
    fileprivate mutating func swapRemove(at place: Int) {
        swapAt(place, count - 1)
        removeLast()
    }
}
