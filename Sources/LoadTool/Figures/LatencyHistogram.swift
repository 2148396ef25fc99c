/// How often which latency was seen.
///
/// Its buckets are log-linear, as in Gil Tene's HdrHistogram: 64 for each power of two, so a percentile is never more
/// than 1.6 % above the truth, from one nanosecond to centuries, and recording is a shift and an addition.
public struct LatencyHistogram: Hashable, Sendable {
    private static let stepBits = 6
    private static let steps = 1 << stepBits

    /// How many latencies were recorded.
    public private(set) var count: UInt64 = 0
    /// The greatest one, in nanoseconds, as it was.
    public private(set) var greatest: Int64 = 0
    private var buckets = [UInt64](repeating: 0, count: Self.place(of: .max) + 1)

    /// A histogram in which nothing is recorded yet.
    public init() {}

    /// Records a latency in nanoseconds; a negative one, of clocks that disagree, counts as none.
    public mutating func record(_ nanoseconds: Int64) {
        let value = max(0, nanoseconds)
        buckets[Self.place(of: value)] += 1
        count += 1
        greatest = max(greatest, value)
    }

    /// Adds what another one has recorded.
    public mutating func merge(_ other: Self) {
        for place in buckets.indices {
            buckets[place] += other.buckets[place]
        }
        count += other.count
        greatest = max(greatest, other.greatest)
    }

    /// The latency, in nanoseconds, that this share of all latencies did not exceed; 0 while there are none.
    public func percentile(_ share: Double) -> Int64 {
        let wanted = max(1, UInt64((share * Double(count)).rounded(.up)))
        var seen: UInt64 = 0
        for (place, number) in buckets.enumerated() {
            seen += number
            if seen >= wanted { return min(Self.end(of: place), greatest) }
        }
        return greatest
    }

    private static func place(of value: Int64) -> Int {
        guard value >= steps else { return Int(value) }
        let shift = Int64.bitWidth - 1 - value.leadingZeroBitCount - stepBits
        return shift << stepBits + Int(value >> Int64(shift))
    }

    /// The greatest value that is counted at a place.
    private static func end(of place: Int) -> Int64 {
        guard place >= 2 * steps else { return Int64(place) }
        let shift = place >> stepBits - 1
        let first = Int64(place - shift << stepBits) << Int64(shift)
        return first + (1 << Int64(shift) - 1)
    }
}
