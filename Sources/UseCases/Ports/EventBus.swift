public import Domain

/// Tells whoever listens what has happened.
///
/// Called after the commit; for each lane in the order of its numbers, as far as this node knows them.
public protocol EventBus: Sendable {
    /// Hands events on without waiting for anybody to receive them.
    func publish(_ events: [Event])
}

/// Something that happened and that somebody is to see.
public enum Event: Hashable, Sendable {
    /// A chat has changed: for its members.
    case change(Change)
    /// A member's cursors have moved: for the members of the chat.
    case receipt(Receipt)
    /// A message was read for the first time by somebody other than its author: for the author's sockets of that chat.
    case messageRead(ReadReceipt)
    /// Something that concerns one account: for its devices.
    case account(ID<User>, UserSeq, AccountEvent)
    /// Somebody is writing in a chat: for the other members, for a few seconds.
    case typing(ID<Chat>, ID<User>)
    /// Somebody came or went: for those who watch this person.
    case presence(Presence)
    /// Sessions of an account have ended: their sockets close.
    case sessionsEnded(ID<User>, EndedSessions)
}

/// A dense order of events that a listener must see without a gap.
public enum Lane: Hashable, Sendable {
    /// The changes of a chat (`Seq`).
    case changes(ID<Chat>)
    /// The moves of the cursors of a chat's members (`ReceiptSeq`); a later one of a member stands for earlier ones.
    case receipts(ID<Chat>)
    /// What concerns an account (`UserSeq`); a later one about a chat stands for earlier ones.
    case account(ID<User>)
}

extension Event {
    /// The event's order and its place there; nil for what passes.
    public var place: (lane: Lane, number: Int64)? {
        switch self {
        case .change(let change): (.changes(change.chat), change.seq.rawValue)
        case .receipt(let receipt): (.receipts(receipt.chat), receipt.number.rawValue)
        case .account(let user, let seq, _): (.account(user), seq.rawValue)
        case .messageRead, .typing, .presence, .sessionsEnded: nil
        }
    }
}

/// Whether somebody is there.
public struct Presence: Hashable, Sendable {
    /// Who.
    public let user: ID<User>
    /// Whether a device of theirs is connected.
    public let isOnline: Bool
    /// When they were last there; nil while they are, or when it is not known.
    public let lastSeen: Timestamp?

    /// Puts together what is known of somebody.
    public init(user: ID<User>, isOnline: Bool, lastSeen: Timestamp?) {
        self.user = user
        self.isOnline = isOnline
        self.lastSeen = lastSeen
    }
}

/// Which sessions of an account have ended.
public enum EndedSessions: Hashable, Sendable {
    /// The one with this token.
    case one(SessionID)
    /// All of them but the one that remains, if any does.
    case all(except: SessionID?)
}
