import Domain
import Synchronization

/// The accounts of sessions that were checked a moment ago, so that a client with many requests does not cost a query
/// for each.
///
/// A session is known for at least one second and less than two, so whatever ends it on another node is seen here within
/// two; what ends it on this node is seen at once, by `forget`. Only sessions that hold are kept. There are two
/// generations: a look-up goes through both, a new session goes into the young one, and each second, or when the young
/// one is full, the old one is forgotten.
///
/// Measured with 64 connections on PostgreSQL: `docs/decisions/0011-known-accounts.md`.
final class KnownAccounts: Sendable {
    private struct Generations {
        var young: [SessionID: User] = [:]
        var old: [SessionID: User] = [:]
        var youngSince = Timestamp(microseconds: 0)
        var endings = 0

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

    /// A moment of the cache, told by what was forgotten before.
    struct Mark: Sendable {
        fileprivate let endings: Int
    }

    /// How long a generation is the young one.
    static let lifetime: Duration = .seconds(1)
    /// How many sessions a generation holds at most.
    static let capacity = 10_000

    private let generations = Mutex(Generations())

    /// The account of a session, if it was checked a moment ago.
    func account(of session: SessionID, now: Timestamp) -> User? {
        generations.withLock { generations in
            generations.age(to: now)
            return generations.young[session] ?? generations.old[session]
        }
    }

    /// The present moment; take it before the store is asked.
    var mark: Mark {
        generations.withLock { Mark(endings: $0.endings) }
    }

    /// Takes note of a session that was just checked, unless sessions have ended since `mark`: it may be one of them.
    func remember(_ user: User, of session: SessionID, since mark: Mark, now: Timestamp) {
        generations.withLock { generations in
            guard generations.endings == mark.endings else { return }
            generations.age(to: now)
            generations.young[session] = user
        }
    }

    /// Forgets sessions that have ended.
    func forget(_ ended: EndedSessions, of user: ID<User>) {
        generations.withLock { generations in
            generations.endings += 1
            switch ended {
            case .one(let session):
                generations.young[session] = nil
                generations.old[session] = nil
            case .all(let except):
                generations.young = generations.young.filter { $0.value.id != user || $0.key == except }
                generations.old = generations.old.filter { $0.value.id != user || $0.key == except }
            }
        }
    }
}
