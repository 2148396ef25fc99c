import Domain
import Synchronization

/// Accounts that were looked up a moment ago, so that a client with many requests does not cost a query for each.
///
/// An account is known for at least one second and less than two, so whatever happens to it on another node is seen here
/// within two. Only accounts that exist are kept. There are two generations: a look-up goes through both, a new account
/// goes into the young one, and each second, or when the young one is full, the old one is forgotten.
///
/// Measured with 64 connections on PostgreSQL: `docs/decisions/0011-known-accounts.md`.
final class KnownAccounts: Sendable {
    private struct Generations {
        var young: [ID<User>: User] = [:]
        var old: [ID<User>: User] = [:]
        var youngSince = Timestamp(microseconds: 0)

        /// Moves on to the next generation where it is time; after a longer pause, or when the clock was set back, both
        /// are out of date.
        mutating func age(to now: Timestamp) {
            let isOver = now < youngSince || youngSince + lifetime <= now
            guard isOver || young.count >= capacity else { return }
            let isContinuous = youngSince <= now && now < youngSince + lifetime + lifetime
            old = isContinuous ? young : [:]
            young = [:]
            youngSince = now
        }
    }

    /// How long a generation is the young one.
    static let lifetime: Duration = .seconds(1)
    /// How many accounts a generation holds at most.
    static let capacity = 10_000

    private let generations = Mutex(Generations())

    /// The account, if it was looked up a moment ago.
    func account(_ id: ID<User>, now: Timestamp) -> User? {
        generations.withLock { generations in
            generations.age(to: now)
            return generations.young[id] ?? generations.old[id]
        }
    }

    /// Takes note of an account that was just looked up.
    func remember(_ user: User, now: Timestamp) {
        generations.withLock { generations in
            generations.age(to: now)
            generations.young[user.id] = user
        }
    }
}
