import Domain
import Synchronization

/// How often each person may search: a bucket of tokens for each, which fills with time.
///
/// On this node alone. Bounded: when too many people have a bucket, those whose bucket is full again are forgotten, which
/// makes no difference to them; should that not be enough, all are.
public final class SearchAllowance: Sendable {
    /// How many people have a bucket at most.
    static let capacity = 10_000
    /// How much of a minute's allowance may be used at once.
    private static let burst = 2

    private let perMinute: Int
    /// When each bucket will be full, or was.
    private let buckets = Mutex<[ID<User>: Timestamp]>([:])

    /// So many searches a minute, half of them at once; 0 is no limit.
    public init(perMinute: Int) {
        self.perMinute = perMinute
    }

    /// Takes a token; where there is none, how long to wait for one.
    func pause(of user: ID<User>, now: Timestamp) -> Duration? {
        guard perMinute > 0 else { return nil }
        let step = Duration.microseconds(60_000_000 / perMinute)
        let depth = step * max(1, perMinute / Self.burst)
        return buckets.withLock { buckets in
            // A clock that was set back must not keep anybody waiting for longer than a bucket takes to fill.
            let full = min(max(buckets[user] ?? now, now), now + depth)
            let missing = full + step - (now + depth)
            guard missing <= .zero else { return missing }
            if buckets[user] == nil { Self.makeRoom(in: &buckets, now: now) }
            buckets[user] = full + step
            return nil
        }
    }

    private static func makeRoom(in buckets: inout [ID<User>: Timestamp], now: Timestamp) {
        guard buckets.count >= capacity else { return }
        buckets = buckets.filter { now < $0.value }
        if buckets.count >= capacity { buckets = [:] }
    }
}

extension Timestamp {
    /// How much later this moment is.
    fileprivate static func - (lhs: Self, rhs: Self) -> Duration {
        .microseconds(lhs.microseconds - rhs.microseconds)
    }
}
