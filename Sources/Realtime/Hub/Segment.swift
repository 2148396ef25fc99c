import Domain
import NIOCore
import UseCases

/// Encoded events of one topic for the same audience, joined.
struct Segment {
    let audience: Audience
    /// The lane that the events have their numbers in; nil for events that pass.
    let lane: Lane?
    /// The one event, where it is one that listeners act upon.
    let notable: Event?
    /// The compressed twin of the whole: made for the first listener of a loop that takes it, kept for the others.
    private var compressed: ByteBuffer?
    /// One for each rendition, in their order: seldom more than one.
    fileprivate var joined: [Joined] = []

    /// The bytes in one rendition, and where each event ends.
    fileprivate struct Joined {
        let rendition: Rendition
        var bytes = ByteBuffer()
        var ends: [(number: Int64, offset: Int)] = []
    }

    init(_ event: Event, renditions: RenditionSet, encoder: some EventEncoding) {
        audience = event.audience
        lane = event.place?.lane
        notable = event.isNotable ? event : nil
        for rendition in Rendition.allCases where renditions.contains(rendition) {
            joined.append(Joined(rendition: rendition))
        }
        encode(event, encoder)
    }

    /// The number of the last event.
    private(set) var through: Int64 = 0

    /// Takes the events of another segment in behind its own; false where they do not belong together.
    mutating func join(_ other: Segment) -> Bool {
        guard audience == other.audience, lane == other.lane, notable == nil, other.notable == nil,
            joined.elementsEqual(other.joined, by: { $0.rendition == $1.rendition })
        else { return false }
        for index in joined.indices {
            joined[index].append(other.joined[index].bytes, other.joined[index].ends)
        }
        through = other.through
        return true
    }

    /// Takes an event in behind its own; false where it does not belong to them.
    ///
    /// With the first one it makes room for as many as are expected to follow, itself among them.
    mutating func take(_ event: Event, _ encoder: some EventEncoding, expecting events: Int) -> Bool {
        guard notable == nil, !event.isNotable, audience == event.audience, lane == event.place?.lane else {
            return false
        }
        for index in joined.indices where joined[index].ends.count == 1 { joined[index].reserve(events) }
        encode(event, encoder)
        return true
    }

    private mutating func encode(_ event: Event, _ encoder: some EventEncoding) {
        let number = event.place?.number ?? 0
        through = number
        for index in joined.indices {
            encoder.write(event, as: joined[index].rendition, to: &joined[index].bytes)
            joined[index].ends.append((number, joined[index].bytes.readableBytes))
        }
    }

    /// What a listener that has everything up to `number` has yet to see; nil when there is nothing.
    func bytes(as rendition: Rendition, after number: Int64) -> ByteBuffer? {
        for place in joined.indices where joined[place].rendition == rendition {
            return lane == nil ? joined[place].bytes : joined[place].bytes(after: number)
        }
        return nil
    }

    /// The compressed twin of `bytes`, which are what a listener has yet to see of this segment.
    mutating func compressed(_ bytes: ByteBuffer, _ compress: (ByteBuffer) -> ByteBuffer) -> ByteBuffer {
        guard bytes.readerIndex == 0 else { return compress(bytes) }
        if let compressed { return compressed }
        let twin = compress(bytes)
        compressed = twin
        return twin
    }
}

extension Segment.Joined {
    fileprivate func bytes(after number: Int64) -> ByteBuffer? {
        guard let first = ends.first, first.number <= number else { return bytes }
        guard let seen = ends.last(where: { $0.number <= number }), seen.offset < bytes.readableBytes
        else { return nil }
        var rest = bytes
        rest.moveReaderIndex(forwardBy: seen.offset)
        return rest
    }

    /// Makes room for so many more events of the size of those that are there.
    fileprivate mutating func reserve(_ events: Int) {
        bytes.reserveCapacity(minimumWritableBytes: min(bytes.readableBytes * events, Self.mostReserved))
        ends.reserveCapacity(ends.count + events)
    }

    /// In bytes.
    private static let mostReserved = 16_384

    fileprivate mutating func append(_ more: ByteBuffer, _ places: [(number: Int64, offset: Int)]) {
        let base = bytes.readableBytes
        if base == 0 { bytes = more } else { bytes.writeImmutableBuffer(more) }
        for place in places { ends.append((place.number, base + place.offset)) }
    }
}

extension [Segment] {
    /// Events of one topic, joined where they can be.
    init(_ events: ArraySlice<Event>, renditions: RenditionSet, encoder: some EventEncoding) {
        self = []
        for (place, event) in events.enumerated() {
            if let last = indices.last, self[last].take(event, encoder, expecting: events.count - place) { continue }
            append(Segment(event, renditions: renditions, encoder: encoder))
        }
    }

    /// Takes later segments in behind its own.
    mutating func join(_ later: [Segment]) {
        for segment in later {
            if let last = indices.last, self[last].join(segment) { continue }
            append(segment)
        }
    }
}

/// Some renditions.
struct RenditionSet: OptionSet {
    let rawValue: Int

    init(rawValue: Int) {
        self.rawValue = rawValue
    }

    init(_ rendition: Rendition) {
        rawValue = 1 << rendition.rawValue
    }

    func contains(_ rendition: Rendition) -> Bool {
        contains(Self(rendition))
    }
}

extension Audience {
    func includes(_ listener: some Listener) -> Bool {
        switch self {
        case .everybody: true
        case .accounts: listener.scope == .account
        case .accountsExcept(let user): listener.scope == .account && listener.user != user
        case .chatSockets(let user): listener.scope == .chat && listener.user == user
        case .nobody: false
        }
    }
}
