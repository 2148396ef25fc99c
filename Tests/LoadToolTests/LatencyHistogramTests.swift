import Testing

@testable import LoadTool

@Suite("Latency histogram")
struct LatencyHistogramTests {
    @Test("small latencies are kept as they are")
    func small() {
        var histogram = LatencyHistogram()
        for value in 1...100 { histogram.record(Int64(value)) }
        #expect(histogram.count == 100)
        #expect(histogram.percentile(0.5) == 50)
        #expect(histogram.percentile(0.01) == 1)
        #expect(histogram.percentile(1) == 100)
    }

    @Test(
        "a percentile is never below the truth, and at most 1.6 % above it",
        arguments: [64, 127, 128, 1000, 123_456, 7_000_000_000, 4_000_000_000_000_000_000] as [Int64]
    )
    func precision(_ value: Int64) {
        var histogram = LatencyHistogram()
        histogram.record(value)
        // Something greater, so that the percentile is not cut to the greatest.
        histogram.record(.max)
        let found = histogram.percentile(0.5)
        #expect(found >= value)
        #expect(Double(found - value) <= Double(value) * 0.016)
    }

    @Test("the share of latencies at or below a percentile is what was asked for")
    func shares() {
        var generator = SystemRandomNumberGenerator()
        let values = (0..<10_000).map { _ in Int64.random(in: 0...50_000_000, using: &generator) }
        var histogram = LatencyHistogram()
        for value in values { histogram.record(value) }
        for share in [0.5, 0.9, 0.99, 0.999] {
            let below = values.count { $0 <= histogram.percentile(share) }
            #expect(Double(below) / 10_000 >= share)
            #expect(Double(below) / 10_000 < share + 0.02)
        }
    }

    @Test("the greatest latency is exact")
    func greatest() {
        var histogram = LatencyHistogram()
        for value in [5, 1_234_567, 17] as [Int64] { histogram.record(value) }
        #expect(histogram.greatest == 1_234_567)
        #expect(histogram.percentile(1) == 1_234_567)
    }

    @Test("a merged histogram is that of all latencies")
    func merge() {
        var (one, other, all) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for value in stride(from: 1, to: 1_000_000, by: 997) as StrideTo<Int64> {
            if value.isMultiple(of: 2) { one.record(value) } else { other.record(value) }
            all.record(value)
        }
        one.merge(other)
        #expect(one == all)
    }

    @Test("an empty histogram says 0, and a clock that went back counts as no time")
    func edges() {
        var histogram = LatencyHistogram()
        #expect(histogram.percentile(0.99) == 0)
        histogram.record(-5)
        #expect(histogram.count == 1)
        #expect(histogram.percentile(0.99) == 0)
        histogram.record(.max)
        #expect(histogram.percentile(1) == .max)
    }
}
