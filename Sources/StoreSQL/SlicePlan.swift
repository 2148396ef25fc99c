import Domain
import UseCases

/// What of the changes since a position fits into a slice, decided before they are read.
///
/// The order of a chat is dense, so how many changes are missing is known from their places alone. The account's events
/// come first; then, chat by chat, the changes and after them the receipts.
struct SlicePlan {
    /// Something of the account's order.
    enum AccountItem {
        case added(Standing)
        case read(Standing)
        case removed(Departure)

        var userSeq: UserSeq {
            switch self {
            case .added(let standing), .read(let standing): standing.userSeq
            case .removed(let departure): departure.userSeq
            }
        }
    }

    /// Changes of a chat that are to be read.
    struct Stretch {
        let chat: ID<Chat>
        let after: Seq
        let through: Seq
    }

    /// Something of a chat's two orders.
    enum ChatItem {
        case changes(Stretch)
        case receipts([Receipt])
    }

    private(set) var account: [AccountItem] = []
    private(set) var items: [ChatItem] = []
    private(set) var position: Position
    private(set) var hasMore = false
    private var room: Int
    /// The chats that the client knows and that are still the account's, in ascending order of id.
    private let known: [Standing]

    /// Plans the account's part; nil where the position cannot be continued from.
    init?(since: Position, limit: Int, end: AccountEnd, standings: [Standing], departures: [Departure]) {
        guard since.epoch == end.epoch, since.account <= end.account else { return nil }
        known = standings.filter { since.chats[$0.chat.id] != nil }
        guard known.allSatisfy({ $0.reaches(since.chats[$0.chat.id]) }),
            standings.allSatisfy({ $0.userSeq > since.account || since.chats[$0.chat.id] != nil }),
            Set(standings.map(\.chat.id)).union(departures.map(\.chat)).isSuperset(of: since.chats.keys)
        else { return nil }
        position = since
        room = max(limit, 1)
        planAccount(standings, departures, through: end.account)
    }

    private mutating func planAccount(_ standings: [Standing], _ departures: [Departure], through end: UserSeq) {
        let moved = standings.filter { $0.userSeq > position.account }.map { standing in
            position.chats[standing.chat.id] == nil ? AccountItem.added(standing) : .read(standing)
        }
        let all = (moved + departures.map { .removed($0) }).sorted { $0.userSeq < $1.userSeq }
        account = Array(all.prefix(room))
        room -= account.count
        hasMore = account.count < all.count
        position.account = hasMore ? account.last?.userSeq ?? position.account : end
        for item in account {
            switch item {
            case .added(let standing): position.chats[standing.chat.id] = standing.end
            case .read: break
            case .removed(let departure): position.chats[departure.chat] = nil
            }
        }
    }

    /// The chats of which receipts are missing, in ascending order of id.
    var chatsWithReceipts: [SQLQuery<Receipt>] {
        known.compactMap { standing in
            guard standing.sharesReceipts, let place = position.chats[standing.chat.id],
                place.receipts < standing.end.receipts
            else { return nil }
            return SyncSQL.receipts(in: standing.chat.id, after: place.receipts, through: standing.end.receipts)
        }
    }

    /// Plans the chats' part; `receipts` in the order of `chatsWithReceipts`.
    mutating func planChats(_ receipts: [[Receipt]]) {
        let receipts = Dictionary(receipts.compactMap { list in list.first.map { ($0.chat, list) } }) { first, _ in
            first
        }
        for standing in known {
            guard let place = position.chats[standing.chat.id] else { continue }
            position.chats[standing.chat.id] = plan(standing, from: place, receipts[standing.chat.id] ?? [])
        }
    }

    private mutating func plan(
        _ standing: Standing,
        from place: Position.InChat,
        _ receipts: [Receipt]
    ) -> Position.InChat {
        var place = place
        let missing = standing.end.seq.rawValue - place.seq.rawValue
        let taken = min(missing, Int64(room))
        if taken > 0 {
            let through = Seq(place.seq.rawValue + taken)
            items.append(.changes(Stretch(chat: standing.chat.id, after: place.seq, through: through)))
            place.seq = through
            room -= Int(taken)
        }
        guard taken == missing else {
            hasMore = true
            return place
        }
        let told = receipts.prefix(room)
        if !told.isEmpty { items.append(.receipts(Array(told))) }
        room -= told.count
        if told.count == receipts.count {
            place.receipts = standing.end.receipts
        } else {
            hasMore = true
            place.receipts = told.last?.number ?? place.receipts
        }
        return place
    }
}

extension Standing {
    /// Whether the chat has been where a client has been.
    fileprivate func reaches(_ place: Position.InChat?) -> Bool {
        guard let place else { return true }
        return place.seq <= end.seq && place.receipts <= end.receipts
    }
}
