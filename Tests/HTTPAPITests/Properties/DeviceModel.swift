import Domain
import TestKit
import Testing
import Wire

/// What a device makes of a state and of the frames after it, in the plainest way: as `docs/protocol.md` tells it to.
///
/// It knows nothing but what it was told, so where it agrees with the server nothing was left out.
struct DeviceModel: Sendable {
    /// A chat as the device shows it.
    struct Shown: Hashable {
        var head: [String?]
        var lastSeq: Int64
        var readSeq: Int64
        var unread: Int64
        var receiptSeq: Int64
        var memberCount: Int64
        var members: [Int64: Member]
        var lastMessage: [String?]
    }

    struct Member: Hashable {
        var name: String?
        var read: Int64
        var delivered: Int64
    }

    fileprivate struct Known {
        var shown: Shown
        /// Up to where `unread` was counted, and which messages of others have come.
        var counted: Int64
        var others: [Int64] = []
    }

    let me: Int64
    /// The newest position that the server has told.
    private(set) var position: String?
    fileprivate var chats: [Int64: Known] = [:]

    init(of me: Int64) {
        self.me = me
    }

    /// What the device shows.
    var shown: [Int64: Shown] {
        chats.mapValues { known in
            var shown = known.shown
            shown.unread += Int64(known.others.count { $0 > known.counted })
            return shown
        }
    }

    /// Takes in a frame, or an event of a reply.
    mutating func take(_ frame: JSONValue?) {
        let isMine = frame["sender_id"].number == me
        switch frame["type"].text {
        case "state": begin(with: frame)
        case "synced", "position": frame["position"].text.map { reached($0) }
        case "message": take(frame) { $0.message(frame, isMine: isMine) }
        case "member_joined": take(frame) { $0.joined(frame) }
        case "member_left": take(frame) { $0.left(frame) }
        case "receipt": frame["chat_id"].number.map { chats[$0]?.receipt(frame) }
        case "unread": frame["chat_id"].number.map { chats[$0]?.read(frame) }
        case "chat_added": add(frame["chat"])
        case "chat_removed": frame["chat_id"].number.map { chats[$0] = nil }
        default: break
        }
    }

    /// Takes in everything, as `state` or a reply tells it.
    mutating func begin(with state: JSONValue?) {
        chats = [:]
        for chat in state["chats"].elements { add(chat) }
        position = state["position"].text
    }

    /// Keeps a position; it must not promise more than the device has.
    mutating func reached(_ token: String) {
        position = token
        guard let position = PositionToken.position(of: token) else {
            Issue.record("\(token) is no position")
            return
        }
        for (id, place) in position.chats {
            guard let known = chats[id.rawValue] else { continue }
            #expect(place.seq.rawValue <= known.shown.lastSeq)
            chats[id.rawValue]?.shown.receiptSeq = max(known.shown.receiptSeq, place.receipts.rawValue)
        }
    }

    private mutating func add(_ chat: JSONValue?) {
        guard let id = chat["id"].number else { return }
        chats[id] = Known(chat)
    }

    /// A change of a chat: one that was seen before is passed over, and none may be missing.
    fileprivate mutating func take(_ frame: JSONValue?, _ apply: (inout Known) -> Void) {
        guard let id = frame["chat_id"].number, let seq = frame["seq"].number, var known = chats[id],
            seq > known.shown.lastSeq
        else { return }
        #expect(seq == known.shown.lastSeq + 1, "a change is missing")
        known.shown.lastSeq = seq
        apply(&known)
        chats[id] = known
    }
}

extension DeviceModel.Known {
    init(_ chat: JSONValue?) {
        var members: [Int64: DeviceModel.Member] = [:]
        for member in chat["members"].elements.map(Optional.some) {
            members[member["id"].number ?? 0] = DeviceModel.Member(
                name: member["name"].text,
                read: member["read_seq"].number ?? -1,
                delivered: member["delivered_seq"].number ?? -1
            )
        }
        shown = DeviceModel.Shown(
            head: [chat["name"].text, chat["chat_type"].text],
            lastSeq: chat["last_seq"].number ?? -1,
            readSeq: chat["read_seq"].number ?? -1,
            unread: chat["unread"].number ?? -1,
            receiptSeq: chat["receipt_seq"].number ?? -1,
            memberCount: chat["member_count"].number ?? -1,
            members: members,
            lastMessage: Self.message(chat["last_message"], time: chat["last_message"]["created_at"].text)
        )
        counted = shown.lastSeq
    }

    /// A message in a form that does not depend on where it was told.
    private static func message(_ message: JSONValue?, time: String?) -> [String?] {
        [
            message["id"].number.map(String.init), message["seq"].number.map(String.init),
            message["sender_id"].number.map(String.init), message["text"].text, message["client_message_id"].text,
            time.map { $0.hasSuffix("+00:00") ? String($0.dropLast(6)) : $0 },
        ]
    }

    mutating func message(_ frame: JSONValue?, isMine: Bool) {
        shown.lastMessage = Self.message(frame, time: frame["timestamp"].text)
        if !isMine { others.append(shown.lastSeq) }
    }

    mutating func joined(_ frame: JSONValue?) {
        guard let user = frame["user_id"].number else { return }
        shown.memberCount += 1
        shown.members[user] = DeviceModel.Member(
            name: frame["name"].text,
            read: shown.lastSeq,
            delivered: shown.lastSeq
        )
    }

    mutating func left(_ frame: JSONValue?) {
        guard let user = frame["user_id"].number else { return }
        shown.memberCount -= 1
        shown.members[user] = nil
    }

    mutating func receipt(_ frame: JSONValue?) {
        guard let user = frame["user_id"].number, let number = frame["receipt_seq"].number else { return }
        shown.receiptSeq = max(shown.receiptSeq, number)
        guard let member = shown.members[user] else { return }
        shown.members[user]?.read = max(member.read, frame["read_seq"].number ?? -1)
        shown.members[user]?.delivered = max(member.delivered, frame["delivered_seq"].number ?? -1)
    }

    mutating func read(_ frame: JSONValue?) {
        shown.readSeq = frame["read_seq"].number ?? -1
        shown.unread = frame["unread"].number ?? -1
        counted = frame["last_seq"].number ?? -1
    }
}
