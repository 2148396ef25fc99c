public import Domain
import NIOConcurrencyHelpers
public import NIOCore
public import UseCases

/// Delivers what happens in chats to the connections that listen to them.
///
/// The cost of a fan-out is the system call for each socket, so whatever goes to one socket within one turn of its event
/// loop is joined. A chat's listeners are kept by event loop, in shards; an event is encoded once, appended to each
/// shard that has a listener, and each shard drains at most once a turn. For each chat, listeners receive events in the
/// order of the calls to `publish`, on every loop, because a call hands on its events under one lock.
public final class Hub: EventBus {
    private struct Topics {
        /// The shards that have at least one listener of the chat, as places in `shards`.
        var shards: [ID<Chat>: [Int]] = [:]
    }

    private let shards: [HubShard]
    private let placeOfLoop: [ObjectIdentifier: Int]
    private let topics = NIOLockedValueBox(Topics())
    private let encoder: any EventEncoding

    /// A hub for connections that live on the loops of `group`.
    public init(group: some EventLoopGroup, encoder: some EventEncoding) {
        shards = group.makeIterator().map { HubShard(loop: $0, encoder: encoder) }
        placeOfLoop = Dictionary(
            uniqueKeysWithValues: shards.enumerated().map { (ObjectIdentifier($0.element.loop), $0.offset) }
        )
        self.encoder = encoder
    }

    /// Hands events to the shards of their chats, in order; returns without waiting for any socket.
    public func publish(_ events: [ChatEvent]) {
        guard !events.isEmpty else { return }
        let toWake = topics.withLockedValue { topics in
            var woken: Set<Int> = []
            for event in events {
                guard let places = topics.shards[event.chat] else { continue }
                let frame = encoder.frame(for: event)
                for place in places where shards[place].append(frame, from: event) {
                    woken.insert(place)
                }
            }
            return woken
        }
        for place in toWake { shards[place].scheduleDrain() }
    }

    /// Starts to deliver a chat's events to `listener`; call it on the listener's loop.
    ///
    /// An event published before the call may still be delivered; one published after it always is.
    public func subscribe(_ listener: any ChatListener, to chat: ID<Chat>, on loop: any EventLoop) {
        guard let place = placeOfLoop[ObjectIdentifier(loop)] else { return }
        if shards[place].add(listener, to: chat) {
            topics.withLockedValue { $0.shards[chat, default: []].append(place) }
        }
    }

    /// Stops delivering a chat's events to `listener`; call it on the listener's loop.
    public func unsubscribe(_ listener: any ChatListener, from chat: ID<Chat>, on loop: any EventLoop) {
        guard let place = placeOfLoop[ObjectIdentifier(loop)] else { return }
        guard shards[place].remove(listener, from: chat) else { return }
        topics.withLockedValue { topics in
            topics.shards[chat]?.removeAll { $0 == place }
            if topics.shards[chat]?.isEmpty == true { topics.shards[chat] = nil }
        }
    }
}

/// Turns events into the bytes that go to sockets.
public protocol EventEncoding: Sendable {
    /// The complete, unmasked WebSocket frame for an event, the same for all who receive it.
    func frame(for event: ChatEvent) -> ByteBuffer

    /// The same frames for listeners that take them compressed; called on `loop`.
    func compressed(_ frames: ByteBuffer, on loop: any EventLoop) -> ByteBuffer
}

extension ChatEvent {
    var chat: ID<Chat> {
        switch self {
        case .messagePosted(let message): message.chat
        case .messageRead(let receipt): receipt.chat
        }
    }

    /// Who of the chat's listeners is to see it.
    var audience: Audience {
        switch self {
        case .messagePosted: .everybody
        case .messageRead(let receipt): .user(receipt.author)
        }
    }
}

/// Who of a chat's listeners is to see an event.
enum Audience: Hashable, Sendable {
    case everybody
    case user(ID<User>)
}
