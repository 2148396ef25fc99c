/// Writes compact JSON: no spaces, raw UTF-8, members in the order in which they are written.
public struct JSONWriter {
    /// What was written so far.
    public internal(set) var bytes: [UInt8] = []

    /// Starts with room for `capacity` bytes.
    public init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes an object with the members that `write` writes.
    mutating func object(_ write: (inout Self) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        write(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Writes an array with one element for each of `elements`.
    mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout Self, Element) -> Void) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Writes a member's name; its value is to follow.
    mutating func key(_ key: JSONKey) {
        // An opening brace can only stand last when no member has been written yet: texts end with their quotation mark.
        let comma = bytes.last == UInt8(ascii: "{") ? 1 : 0
        bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: key.text.utf8Start + comma,
                count: key.text.utf8CodeUnitCount - comma
            )
        )
    }

    /// Writes a member whose value is a number.
    mutating func field(_ name: JSONKey, _ number: Int64) {
        key(name)
        integer(number)
    }

    /// Writes a member whose value is a text, or null for nil.
    mutating func field(_ name: JSONKey, _ text: String?) {
        key(name)
        if let text { string(text) } else { raw("null") }
    }

    /// Writes a member whose value is one of our own words, which need no escapes.
    mutating func field(_ name: JSONKey, word: StaticString) {
        key(name)
        bytes.append(UInt8(ascii: "\""))
        raw(word)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes text that is JSON already.
    mutating func raw(_ json: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
    }

    /// Writes a number in decimal.
    mutating func integer(_ number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        guard rest >= 10 else {
            bytes.append(UInt8(ascii: "0") + UInt8(rest))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }
}
