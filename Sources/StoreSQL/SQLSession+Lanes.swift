import Domain
public import UseCases

extension SQLSession where Self: ~Copyable {
    /// The events of a lane between two numbers; inside a transaction that sees one state of the data.
    public func events(in lane: Lane, after: Int64, through: Int64, limit: Int) throws -> [Event] {
        guard after < through, limit > 0 else { return [] }
        switch lane {
        case .changes(let chat):
            let (sum, isTooFar) = after.addingReportingOverflow(Int64(limit))
            let end = isTooFar ? through : min(through, sum)
            let stretch = SlicePlan.Stretch(chat: chat, after: Seq(after), through: Seq(end))
            return try changes(in: [stretch]).flatMap { $0 }.map { .change($0) }
        case .receipts(let chat):
            let query = SyncSQL.receipts(in: chat, after: ReceiptSeq(after), through: ReceiptSeq(through))
            return try rows(query).prefix(limit).map { .receipt($0) }
        case .account(let user):
            return try accountEvents(of: user, after: UserSeq(after), through: UserSeq(through), limit: limit)
        }
    }

    /// The last number of each of these lanes, of those that exist.
    public func ends(of lanes: [Lane]) throws -> [Lane: Int64] {
        let chats = Set(lanes.compactMap(\.chat)).sorted()
        let users = Set(lanes.compactMap(\.account)).sorted()
        var ends: [Lane: Int64] = [:]
        for line in chats.isEmpty ? [] : try rows(SyncSQL.ends(ofChats: chats)) {
            ends[.changes(line.chat)] = line.end.seq.rawValue
            ends[.receipts(line.chat)] = line.end.receipts.rawValue
        }
        for line in users.isEmpty ? [] : try rows(SyncSQL.ends(ofAccounts: users)) {
            ends[.account(line.user)] = line.end.rawValue
        }
        let asked = Set(lanes)
        return ends.filter { asked.contains($0.key) }
    }

    /// A membership that began in this stretch is told as a whole, even if it was read in since.
    private func accountEvents(
        of user: ID<User>,
        after: UserSeq,
        through: UserSeq,
        limit: Int
    ) throws -> [Event] {
        let standings = try rows(SyncSQL.standings(of: user, after: after, through: through))
        let departures = try rows(SyncSQL.departures(of: user, after: after, through: through))
        let items =
            standings.map { $0.addedSeq > after ? SlicePlan.AccountItem.added($0) : .read($0) }
            + departures.map { .removed($0) }
        let first = items.sorted { $0.userSeq < $1.userSeq }.prefix(limit)
        return try accountEvents(Array(first), of: user)
    }
}

extension Lane {
    fileprivate var chat: ID<Chat>? {
        switch self {
        case .changes(let chat), .receipts(let chat): chat
        case .account: nil
        }
    }

    fileprivate var account: ID<User>? {
        switch self {
        case .changes, .receipts: nil
        case .account(let user): user
        }
    }
}
