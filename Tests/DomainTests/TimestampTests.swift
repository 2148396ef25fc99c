import Domain
import Testing

@Suite("Moments")
struct TimestampTests {
    @Test(
        "whole seconds are rounded down, before the epoch too",
        arguments: [(0, 0), (999_999, 0), (1_000_000, 1), (-1, -1), (-1_000_000, -1), (-1_000_001, -2)]
    )
    func seconds(microseconds: Int64, seconds: Int64) {
        #expect(Timestamp(microseconds: microseconds).secondsSinceEpoch == seconds)
    }

    @Test("a duration moves a moment by whole microseconds")
    func arithmetic() {
        let moment = Timestamp(microseconds: 1_000)
        #expect(moment + .seconds(60) == Timestamp(microseconds: 60_001_000))
        #expect(moment - .milliseconds(1) == Timestamp(microseconds: 0))
        #expect(moment + .nanoseconds(1_999) == Timestamp(microseconds: 1_001))
        #expect(moment + .seconds(-1) < moment)
    }

    static let durations: [(Duration, Int64)] = [
        (.seconds(1.5), 1_500_000), (.nanoseconds(999), 0), (.milliseconds(-2), -2000), (.zero, 0),
    ]

    @Test("a duration is cut to whole microseconds", arguments: durations)
    func wholeMicroseconds(duration: Duration, microseconds: Int64) {
        #expect(duration.wholeMicroseconds == microseconds)
    }
}
