import NIOConcurrencyHelpers

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The `Date` field of replies (RFC 9110, 5.6.7), formatted once a second.
final class DateField: Sendable {
    private struct Cache {
        var second: time_t = 0
        var text = ""
    }

    private let cache = NIOLockedValueBox(Cache())

    /// The present moment, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    var value: String {
        let now = time(nil)
        return cache.withLockedValue { cache in
            if cache.second != now {
                cache = Cache(second: now, text: Self.format(now))
            }
            return cache.text
        }
    }

    static func format(_ second: time_t) -> String {
        var second = second
        var parts = tm()
        gmtime_r(&second, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0)) }.joined(separator: ":")
        let day = padded(Int(parts.tm_mday))
        return
            "\(days[Int(parts.tm_wday)]), \(day) \(months[Int(parts.tm_mon)]) \(1900 + Int(parts.tm_year)) \(time) GMT"
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
