@testable import TestKit

/// Something that is done to the server, the network or the database while clients are at work.
enum Deed: Hashable, CaseIterable, Sendable {
    /// SIGKILL, and another start.
    case kill
    /// SIGTERM, and another start.
    case stop
    /// SIGSTOP, and SIGCONT a while later.
    case pause
    /// Connections are closed.
    case cut
    /// Connections are reset, and what was on its way is lost.
    case reset
    /// Nothing gets through for a while.
    case stall
    /// PostgreSQL ends the server's sessions; SQLite has none.
    case cutDatabase

    /// A plan: every deed at least once where there are so many, in an order that the seed decides.
    static func plan(_ count: Int, on store: StoreKind, using random: inout SeededGenerator) -> [Deed] {
        let possible = allCases.filter { $0 != .cutDatabase || store == .postgres }
        var plan = possible.shuffled(using: &random)
        while plan.count < count { plan.append(possible.randomElement(using: &random) ?? .cut) }
        return Array(plan.prefix(count))
    }
}
