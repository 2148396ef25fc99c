public import Domain
import NIOConcurrencyHelpers
public import NIOCore
public import UseCases

/// Delivers what happens to the connections that listen.
///
/// The cost of a fan-out is the system call for each socket, so whatever goes to one socket within one turn of its event
/// loop is joined. A topic's listeners are kept by event loop, in shards; an event is encoded once, appended to each
/// shard that has a listener, and each shard drains at most once a turn. Every lane is handed on in the order of its
/// numbers without a gap: an event that comes before its turn makes the hub fetch what is missing from the store, and
/// one that comes twice is dropped. Listeners on all loops see one order, because events are appended under one lock.
public final class Hub: EventBus {
    let shards: [HubShard]
    let topics = NIOLockedValueBox(TopicTable())
    let encoder: any EventEncoding
    let store: any SyncStore
    let nodes: any NodeBus
    private let placeOfLoop: [ObjectIdentifier: Int]

    /// A hub for connections that live on the loops of `group`, which fetches from `store` what it has missed.
    public init(
        group: some EventLoopGroup,
        encoder: some EventEncoding,
        store: some SyncStore,
        nodes: some NodeBus = NoOtherNodes()
    ) {
        shards = group.makeIterator().map { HubShard(loop: $0, encoder: encoder) }
        placeOfLoop = Dictionary(
            uniqueKeysWithValues: shards.enumerated().map { (ObjectIdentifier($0.element.loop), $0.offset) }
        )
        self.encoder = encoder
        self.store = store
        self.nodes = nodes
        nodes.listen { [weak self] notices in
            self?.receive(notices)
        } isBack: { [weak self] in
            self?.catchUp()
        }
    }

    /// Hands events to the listeners of their topics, in order, and tells the other nodes; returns without waiting for
    /// any socket.
    public func publish(_ events: [Event]) {
        guard !events.isEmpty else { return }
        deliver(events)
        let notices = events.compactMap(Notice.init)
        if !notices.isEmpty { nodes.send(notices) }
    }

    /// Takes word that lanes have come up to some number, from whoever has just read so in the store.
    public func hear(_ notices: [Notice]) {
        receive(notices)
    }

    /// Starts to deliver a topic's events after a place to `listener`; call it on the listener's loop.
    ///
    /// Returns the place after which events will be delivered: the given one, or a later one when the topic has come
    /// further already. What lies between is for the listener to read from the store.
    func subscribe(
        _ listener: any Listener,
        to topic: Topic,
        having had: TopicPlace?,
        on loop: any EventLoop
    ) -> TopicPlace {
        guard let place = placeOfLoop[ObjectIdentifier(loop)] else { return had ?? TopicPlace() }
        return topics.withLockedValue { topics in
            let from = topics.subscribe(to: topic, having: had, at: place, as: listener.rendition)
            _ = shards[place].add(listener, to: topic, having: from)
            return from
        }
    }

    /// Stops delivering a topic's events to `listener`; call it on the listener's loop.
    func unsubscribe(_ listener: any Listener, from topic: Topic, on loop: any EventLoop) {
        guard let place = placeOfLoop[ObjectIdentifier(loop)] else { return }
        topics.withLockedValue { topics in
            guard shards[place].remove(listener, from: topic) == true else { return }
            topics.unsubscribe(from: topic, at: place)
        }
    }

    /// Starts to show a chat alone, after a place, to `listener`, which also learns when its session ends; call it on
    /// the listener's loop.
    public func showChat(
        _ chat: ID<Chat>,
        after place: Position.InChat,
        to listener: any Listener,
        on loop: any EventLoop
    ) {
        _ = subscribe(listener, to: .chat(chat), having: TopicPlace(place), on: loop)
        _ = subscribe(listener, to: .user(listener.user), having: nil, on: loop)
    }

    /// Stops showing a chat alone to `listener`; call it on the listener's loop.
    public func hideChat(_ chat: ID<Chat>, from listener: any Listener, on loop: any EventLoop) {
        unsubscribe(listener, from: .chat(chat), on: loop)
        unsubscribe(listener, from: .user(listener.user), on: loop)
    }

    private func receive(_ notices: [Notice]) {
        var passing: [Event] = []
        for notice in notices {
            switch notice {
            case .passing(let event): passing.append(event)
            case .reached(let lane, let number):
                let verdict = topics.withLockedValue { topics in topics.withLane(lane) { $0.hearOf(number) } }
                if verdict == .fetch { recover(lane) }
            // For the board of who is there, which listens itself.
            case .attendance: break
            }
        }
        if !passing.isEmpty { deliver(passing) }
    }

    func deliver(_ events: [Event]) {
        let (toWake, toFetch) = topics.withLockedValue { topics in
            var news: [Event] = []
            var behind: [Lane] = []
            for event in events {
                switch event.place.map({ place in topics.withLane(place.lane) { $0.hear(place.number) } }) {
                case .some(.some(.deliver)), .none: news.append(event)
                case .some(.some(.fetch)): if let lane = event.place?.lane { behind.append(lane) }
                case .some(.some(.pass)), .some(.none): break
                }
            }
            return (append(news, topics), behind)
        }
        wake(toWake)
        for lane in toFetch { recover(lane) }
    }

    /// Appends events to the inboxes of their listeners' loops, and gives the shards to wake; under the lock.
    ///
    /// Events of one topic that follow each other are looked up and handed over once.
    func append(_ events: [Event], _ topics: TopicTable) -> Set<Int> {
        var woken: Set<Int> = []
        var rest = events[...]
        while let topic = rest.first?.topic {
            let run = rest.prefix { $0.topic == topic }
            rest = rest.dropFirst(run.count)
            guard let listening = topics.shards(of: topic) else { continue }
            let renditions = listening.reduce(into: RenditionSet()) { $0.formUnion($1.renditions) }
            let segments = [Segment](run, renditions: renditions, encoder: encoder)
            for (place, _) in listening where shards[place].append(segments, to: topic) {
                woken.insert(place)
            }
        }
        return woken
    }

    func wake(_ places: Set<Int>) {
        for place in places { shards[place].scheduleDrain() }
    }
}
