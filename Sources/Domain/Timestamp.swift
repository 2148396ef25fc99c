/// A moment in UTC, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Microseconds are what the wire shows and what both databases keep; order never depends on them.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since the epoch; negative before it.
    public let microseconds: Int64

    /// A moment given in microseconds since the epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Orders moments by time.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.microseconds < rhs.microseconds
    }

    /// The moment `duration` later, cut to whole microseconds.
    public static func + (lhs: Self, duration: Duration) -> Self {
        Self(microseconds: lhs.microseconds + duration.wholeMicroseconds)
    }

    /// The moment `duration` earlier, cut to whole microseconds.
    public static func - (lhs: Self, duration: Duration) -> Self {
        Self(microseconds: lhs.microseconds - duration.wholeMicroseconds)
    }

    /// Whole seconds since the epoch, rounded down.
    public var secondsSinceEpoch: Int64 {
        let seconds = microseconds / 1_000_000
        return microseconds % 1_000_000 < 0 ? seconds - 1 : seconds
    }
}

extension Duration {
    /// The duration in microseconds, cut to whole ones.
    public var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
