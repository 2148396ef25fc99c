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

    /// Writes a moment as frames show it, or null for nil.
    mutating func field(_ name: JSONKey, aware moment: Timestamp?) {
        guard let moment else {
            key(name)
            return raw("null")
        }
        field(name, aware: moment)
    }

    /// ISO 8601 with six digits of a second, none when they are all zero.
    private mutating func timestamp(_ moment: Timestamp, suffix: StaticString) {
        let (seconds, fraction) = floorDivision(moment.microseconds, 1_000_000)
        let (days, time) = floorDivision(seconds, 86_400)
        let date = CivilDate(daysSinceEpoch: days)
        withRoom(27) { room in
            room[0] = UInt8(ascii: "\"")
            write(date.year, digits: 4, to: room + 1, then: "-")
            write(date.month, digits: 2, to: room + 6, then: "-")
            write(date.day, digits: 2, to: room + 9, then: "T")
            write(time / 3600, digits: 2, to: room + 12, then: ":")
            write(time / 60 % 60, digits: 2, to: room + 15, then: ":")
            writeDigits(of: UInt64(time % 60), count: 2, to: room + 18)
            guard fraction != 0 else { return 20 }
            room[20] = UInt8(ascii: ".")
            writeDigits(of: UInt64(fraction), count: 6, to: room + 21)
            return 27
        }
        raw(suffix)
    }
}

/// Writes a number of so many digits and what separates it from the next.
private func write(_ number: Int64, digits: Int, to memory: UnsafeMutablePointer<UInt8>, then separator: Unicode.Scalar)
{
    writeDigits(of: UInt64(number), count: digits, to: memory)
    memory[digits] = UInt8(ascii: separator)
}
