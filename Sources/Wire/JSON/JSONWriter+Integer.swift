extension JSONWriter {
    /// Writes a number in decimal.
    mutating func integer(_ number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        let magnitude = number.magnitude
        let count = digitCount(magnitude)
        withRoom(count) { room in
            writeDigits(of: magnitude, count: count, to: room)
            return count
        }
    }
}

/// How many decimal digits `number` has.
private func digitCount(_ number: UInt64) -> Int {
    var (count, bound) = (1, UInt64(10))
    while number >= bound {
        count += 1
        guard count < 20 else { break }
        bound *= 10
    }
    return count
}

/// Writes the lowest `count` decimal digits of `number`, with zeros in front, to `memory`.
@inline(__always)
func writeDigits(of number: UInt64, count: Int, to memory: UnsafeMutablePointer<UInt8>) {
    var rest = number
    var place = count
    while place > 0 {
        place -= 1
        memory[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
    }
}
