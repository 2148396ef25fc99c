extension JSONWriter {
    /// Writes an object with the members that `write` writes.
    mutating func object(_ write: (inout Self) -> Void) {
        append(UInt8(ascii: "{"))
        write(&self)
        append(UInt8(ascii: "}"))
    }

    /// Writes an array with one element for each of `elements`.
    mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout Self, Element) -> Void) {
        append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { append(UInt8(ascii: ",")) }
            isFirst = false
            write(&self, element)
        }
        append(UInt8(ascii: "]"))
    }

    /// Writes a member's name; its value is to follow.
    mutating func key(_ key: JSONKey) {
        // An opening brace can only stand last when no member has been written yet: texts end with their quotation mark.
        let comma = last == UInt8(ascii: "{") ? 1 : 0
        append(
            UnsafeBufferPointer(
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
        append(UInt8(ascii: "\""))
        raw(word)
        append(UInt8(ascii: "\""))
    }

    /// Writes a member whose value is a truth value.
    mutating func field(_ name: JSONKey, _ truth: Bool) {
        key(name)
        raw(truth ? "true" : "false")
    }

    /// Writes a member whose value is a number of seconds, given in milliseconds.
    mutating func field(_ name: JSONKey, seconds milliseconds: Int64) {
        key(name)
        integer(milliseconds / 1000)
        append(UInt8(ascii: "."))
        let rest = milliseconds % 1000
        for unit in [100, 10, 1] as [Int64] { append(UInt8(ascii: "0") + UInt8(rest / unit % 10)) }
    }
}
