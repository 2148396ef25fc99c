extension JSONScanner {
    /// The number at the current place.
    ///
    /// What follows a whole one without being part of it, as in `01` or `1.`, is left.
    mutating func number() throws(JSONFault) -> JSONValue {
        let start = index
        let isNegative = take(UInt8(ascii: "-"))
        let firstDigit = index
        guard let first = current, isDigit(first) else {
            throw JSONFault(message: "Expecting value", index: start)
        }
        index += 1
        if first != UInt8(ascii: "0") { skipDigits() }
        let endOfDigits = index
        skipFraction()
        skipExponent()
        guard index == endOfDigits else { return .number(Double(text(from: start)) ?? .nan) }
        guard let integer = integer(firstDigit..<index, isNegative: isNegative) else {
            return .bigInteger(text(from: start))
        }
        return .integer(integer)
    }

    private mutating func skipDigits() {
        while let byte = current, isDigit(byte) { index += 1 }
    }

    private mutating func skipFraction() {
        guard current == UInt8(ascii: "."), index + 1 < bytes.count, isDigit(bytes[index + 1]) else { return }
        index += 1
        skipDigits()
    }

    private mutating func skipExponent() {
        guard current == UInt8(ascii: "e") || current == UInt8(ascii: "E") else { return }
        let start = index
        index += 1
        if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
        let firstDigit = index
        skipDigits()
        if index == firstDigit { index = start }
    }

    private func integer(_ digits: Range<Int>, isNegative: Bool) -> Int64? {
        var value: Int64 = 0
        for place in digits {
            let digit = Int64(bytes[place] & 0x0F)
            let (tenfold, isTooBig) = value.multipliedReportingOverflow(by: 10)
            let (next, isOut) = tenfold.addingReportingOverflow(isNegative ? -digit : digit)
            guard !isTooBig && !isOut else { return nil }
            value = next
        }
        return value
    }

    private func text(from start: Int) -> String {
        String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
