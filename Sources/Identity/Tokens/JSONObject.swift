/// What one member of a JSON object is, as far as a token's reader needs to know.
enum JSONValue: Hashable {
    /// A string, with its escapes resolved.
    case string(String)
    /// A number, as it was written: `5`, `5.0` and `5e0` are different here.
    case number(String)
    /// The word null.
    case null
    /// true, false, an array or an object.
    case other
}

/// Reads one JSON object, strictly by RFC 8259: a name that comes twice, a lone surrogate or anything behind the
/// object makes it unreadable, so that no two readers can see different things in it.
struct JSONObject {
    private struct Unreadable: Error {}

    private static let deepest = 16

    private let bytes: [UInt8]
    private var index = 0

    /// The members of the object that `bytes` are; nil when they are anything else.
    static func members(of bytes: [UInt8]) -> [String: JSONValue]? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        var reader = JSONObject(bytes: bytes)
        reader.skipSpace()
        guard let members = try? reader.object(depth: 0) else { return nil }
        reader.skipSpace()
        return reader.index == bytes.count ? members : nil
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var current: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private mutating func skipSpace() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Unreadable) {
        guard take(character) else { throw Unreadable() }
    }

    private mutating func object(depth: Int) throws(Unreadable) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        try expect("{")
        skipSpace()
        if take("}") { return members }
        repeat {
            skipSpace()
            let name = try string()
            skipSpace()
            try expect(":")
            guard members.updateValue(try value(depth: depth), forKey: name) == nil else { throw Unreadable() }
        } while take(",")
        try expect("}")
        return members
    }

    private mutating func array(depth: Int) throws(Unreadable) {
        try expect("[")
        skipSpace()
        if take("]") { return }
        repeat { _ = try value(depth: depth) } while take(",")
        try expect("]")
    }

    /// A value and the space around it.
    private mutating func value(depth: Int) throws(Unreadable) -> JSONValue {
        guard depth < Self.deepest else { throw Unreadable() }
        skipSpace()
        defer { skipSpace() }
        switch current {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): _ = try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: return .number(try number())
        }
        return .other
    }

    private mutating func word(_ word: StaticString) throws(Unreadable) {
        let end = index + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[index..<end].elementsEqual("\(word)".utf8) else { throw Unreadable() }
        index = end
    }
}

extension JSONObject {
    private mutating func digits() throws(Unreadable) {
        let start = index
        while let byte = current, (0x30...0x39).contains(byte) { index += 1 }
        guard index > start else { throw Unreadable() }
    }

    private mutating func number() throws(Unreadable) -> String {
        let start = index
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            try digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func string() throws(Unreadable) -> String {
        try expect("\"")
        var text = ""
        while true {
            let start = index
            while let byte = current, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                index += 1
            }
            text += String(decoding: bytes[start..<index], as: UTF8.self)
            if take("\"") { return text }
            try expect("\\")
            text.unicodeScalars.append(try escape())
        }
    }

    /// What stands behind a backslash.
    private mutating func escape() throws(Unreadable) -> Unicode.Scalar {
        guard let byte = current else { throw Unreadable() }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw Unreadable()
        }
    }

    private mutating func unicodeEscape() throws(Unreadable) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        try expect("\\")
        try expect("u")
        let pair = [first, try codeUnit()]
        guard UTF16.isLeadSurrogate(pair[0]), UTF16.isTrailSurrogate(pair[1]) else { throw Unreadable() }
        return UTF16.decode(UTF16.EncodedScalar(pair))
    }

    private mutating func codeUnit() throws(Unreadable) -> UInt16 {
        guard index + 4 <= bytes.count else { throw Unreadable() }
        var unit: UInt16 = 0
        for byte in bytes[index..<(index + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw Unreadable() }
            unit = unit << 4 | UInt16(digit)
        }
        index += 4
        return unit
    }
}
