/// The state of one pass over JSON text: where it stands and how deep.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0
    private var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The byte at the current place; nil at the end.
    var current: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    /// One value with nothing but white space around it.
    mutating func document() throws(JSONFault) -> JSONValue {
        skipSpace()
        let value = try value()
        skipSpace()
        guard index == bytes.count else { throw JSONFault(message: "Extra data", index: index) }
        return value
    }

    /// The value that starts at the current place.
    mutating func value() throws(JSONFault) -> JSONValue {
        switch current {
        case UInt8(ascii: "\""): return try string().value
        case UInt8(ascii: "{"): return try nested { scanner throws(JSONFault) in try scanner.object() }
        case UInt8(ascii: "["): return try nested { scanner throws(JSONFault) in try scanner.array() }
        case UInt8(ascii: "n") where take("null"): return .null
        case UInt8(ascii: "t") where take("true"): return .bool(true)
        case UInt8(ascii: "f") where take("false"): return .bool(false)
        case UInt8(ascii: "N") where take("NaN"): return .number(.nan)
        case UInt8(ascii: "I") where take("Infinity"): return .number(.infinity)
        case UInt8(ascii: "-") where take("-Infinity"): return .number(-.infinity)
        default: return try number()
        }
    }

    mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    /// Steps over `byte` if it comes next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count - index >= count else { return false }
        for place in 0..<count where bytes[index + place] != word.utf8Start[place] { return false }
        index += count
        return true
    }

    /// Reads an array or object, one level deeper.
    private mutating func nested(
        _ read: (inout Self) throws(JSONFault) -> JSONValue
    ) throws(JSONFault) -> JSONValue {
        guard depth < JSONParser.depthLimit else {
            throw JSONFault(message: "Nested too deeply", index: index)
        }
        depth += 1
        index += 1
        skipSpace()
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func array() throws(JSONFault) -> JSONValue {
        var values: [JSONValue] = []
        guard !take(UInt8(ascii: "]")) else { return .array(values) }
        while true {
            values.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(values) }
            try takeComma()
        }
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        var members: [JSONObject.Member] = []
        guard !take(UInt8(ascii: "}")) else { return .object(JSONObject(members)) }
        members.reserveCapacity(4)
        while true {
            guard current == UInt8(ascii: "\"") else {
                throw JSONFault(message: "Expecting property name enclosed in double quotes", index: index)
            }
            let name = try string().text
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw JSONFault(message: "Expecting ':' delimiter", index: index) }
            skipSpace()
            members.append(JSONObject.Member(name, try value()))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(JSONObject(members)) }
            try takeComma()
        }
    }

    private mutating func takeComma() throws(JSONFault) {
        guard take(UInt8(ascii: ",")) else { throw JSONFault(message: "Expecting ',' delimiter", index: index) }
        skipSpace()
    }
}
