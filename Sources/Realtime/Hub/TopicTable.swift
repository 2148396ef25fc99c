import Domain
import UseCases

/// Which topics have listeners on this node, on which loops, and how far each has come.
///
/// It decides; the hub acts.
struct TopicTable {
    /// A topic that has listeners.
    private struct Entry {
        /// The shards with listeners, as places in the hub's list, and the renditions they take.
        var shards: [(place: Int, renditions: RenditionSet)] = []
        /// The changes of a chat, or the events of an account.
        var main = LaneState()
        /// The receipts of a chat.
        var receipts = LaneState()
    }

    private var entries: [Topic: Entry] = [:]

    /// A listener comes to a shard; returns the place from which it is shown events.
    ///
    /// One that has no place follows no lane, and sees only what passes.
    mutating func subscribe(
        to topic: Topic,
        having had: TopicPlace?,
        at place: Int,
        as rendition: Rendition
    ) -> TopicPlace {
        var entry = entries[topic].take() ?? Entry()
        if let had {
            entry.main.begin(at: had.main)
            entry.receipts.begin(at: had.receipts)
        }
        if let index = entry.shards.firstIndex(where: { $0.place == place }) {
            entry.shards[index].renditions.insert(RenditionSet(rendition))
        } else {
            entry.shards.append((place, RenditionSet(rendition)))
        }
        defer { entries[topic] = entry }
        return TopicPlace(
            main: max(had?.main ?? 0, entry.main.last ?? 0),
            receipts: max(had?.receipts ?? 0, entry.receipts.last ?? 0)
        )
    }

    /// A shard has no listener of the topic any more.
    mutating func unsubscribe(from topic: Topic, at place: Int) {
        entries[topic]?.shards.removeAll { $0.place == place }
        if entries[topic]?.shards.isEmpty == true { entries[topic] = nil }
    }

    /// The shards that have listeners of a topic; nil when there are none.
    func shards(of topic: Topic) -> [(place: Int, renditions: RenditionSet)]? {
        entries[topic]?.shards
    }

    /// The lanes that somebody listens to.
    var lanes: [Lane] {
        entries.keys.flatMap { topic -> [Lane] in
            switch topic {
            case .chat(let chat): [.changes(chat), .receipts(chat)]
            case .user(let user): [.account(user)]
            case .presence: []
            }
        }
    }

    /// Changes the state of a lane; nil when nobody listens to it.
    mutating func withLane<Value>(_ lane: Lane, _ body: (inout LaneState) -> Value) -> Value? {
        switch lane {
        case .changes, .account: entries[lane.topic].mutate { body(&$0.main) }
        case .receipts: entries[lane.topic].mutate { body(&$0.receipts) }
        }
    }
}

extension Optional {
    /// Changes the value where there is one, in place.
    fileprivate mutating func mutate<Result>(_ body: (inout Wrapped) -> Result) -> Result? {
        guard var value = take() else { return nil }
        defer { self = value }
        return body(&value)
    }
}
