import Domain

extension JSONWriter {
    /// Writes a moment as REST shows it: `"2026-11-23T03:26:11.705044"`, UTC without saying so.
    mutating func field(_ name: JSONKey, naive moment: Timestamp) {
        key(name)
        timestamp(moment, suffix: "\"")
    }

    /// Writes a moment as frames show it: `"2026-11-23T03:26:11.705044+00:00"`.
    mutating func field(_ name: JSONKey, aware moment: Timestamp) {
        key(name)
        timestamp(moment, suffix: "+00:00\"")
    }

    /// ISO 8601 with six digits of a second, none when they are all zero.
    private mutating func timestamp(_ moment: Timestamp, suffix: StaticString) {
        let (seconds, fraction) = floorDivision(moment.microseconds, 1_000_000)
        let (days, time) = floorDivision(seconds, 86_400)
        let date = CivilDate(daysSinceEpoch: days)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 27) { text in
            text.initialize(repeating: UInt8(ascii: "\""))
            write(date.year, digits: 4, endingAt: 5, in: text, then: "-")
            write(date.month, digits: 2, endingAt: 8, in: text, then: "-")
            write(date.day, digits: 2, endingAt: 11, in: text, then: "T")
            write(time / 3600, digits: 2, endingAt: 14, in: text, then: ":")
            write(time / 60 % 60, digits: 2, endingAt: 17, in: text, then: ":")
            write(time % 60, digits: 2, endingAt: 20, in: text, then: ".")
            write(fraction, digits: 6, endingAt: 27, in: text, then: nil)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<(fraction == 0 ? 20 : 27)]))
        }
        raw(suffix)
    }
}

private func write(
    _ number: Int64,
    digits: Int,
    endingAt end: Int,
    in text: UnsafeMutableBufferPointer<UInt8>,
    then separator: Unicode.Scalar?
) {
    var rest = number
    for place in ((end - digits)..<end).reversed() {
        text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
    }
    if let separator { text[end] = UInt8(ascii: separator) }
}
