/// A text of a JSON document, and whether it could be represented in full.
struct ScannedString {
    let text: String
    let isMalformed: Bool

    var value: JSONValue {
        isMalformed ? .malformedString(text) : .string(text)
    }
}

extension JSONScanner {
    /// The text whose opening quotation mark is at the current place.
    mutating func string() throws(JSONFault) -> ScannedString {
        let open = index
        index += 1
        let start = index
        try skipPlain(open: open)
        guard bytes[index] == UInt8(ascii: "\\") else {
            let chunk = UnsafeBufferPointer(rebasing: bytes[start..<index])
            index += 1
            return try scanned(chunk, hasLoneSurrogate: false, open: open)
        }
        return try escapedString(open: open)
    }

    /// Goes on from the first backslash: collects the text in a buffer of its own.
    private mutating func escapedString(open: Int) throws(JSONFault) -> ScannedString {
        var buffer = Array(bytes[(open + 1)..<index])
        var hasLoneSurrogate = false
        while bytes[index] == UInt8(ascii: "\\") {
            hasLoneSurrogate = try !takeEscape(into: &buffer, open: open) || hasLoneSurrogate
            let start = index
            try skipPlain(open: open)
            buffer.append(contentsOf: bytes[start..<index])
        }
        index += 1
        return try buffer.withUnsafeBufferPointer { chunk throws(JSONFault) in
            try scanned(chunk, hasLoneSurrogate: hasLoneSurrogate, open: open)
        }
    }

    /// Stops at the next quotation mark or backslash; anything else that ends a text is an error.
    private mutating func skipPlain(open: Int) throws(JSONFault) {
        index += plainPrefix(of: UnsafeBufferPointer(rebasing: bytes[index...]))
        guard let byte = current else { throw JSONFault(message: "Unterminated string starting at", index: open) }
        guard byte >= 0x20 else { throw JSONFault(message: "Invalid control character at", index: index) }
    }

    private func scanned(
        _ chunk: UnsafeBufferPointer<UInt8>,
        hasLoneSurrogate: Bool,
        open: Int
    ) throws(JSONFault) -> ScannedString {
        if let text = String(utf8: chunk) {
            return ScannedString(text: text, isMalformed: hasLoneSurrogate)
        }
        guard UTF8Bytes.check(chunk) == .surrogates else { throw JSONFault(message: "Invalid UTF-8", index: open) }
        return ScannedString(text: String(decoding: chunk, as: UTF8.self), isMalformed: true)
    }

    /// Appends what the escape at the current place stands for.
    ///
    /// False when it is half of a surrogate pair.
    private mutating func takeEscape(into buffer: inout [UInt8], open: Int) throws(JSONFault) -> Bool {
        let backslash = index
        index += 1
        guard let letter = current else { throw JSONFault(message: "Unterminated string starting at", index: open) }
        guard letter != UInt8(ascii: "u") else { return try takeUnicodeEscape(into: &buffer) }
        guard let byte = unescaped(letter) else { throw JSONFault(message: "Invalid \\escape", index: backslash) }
        buffer.append(byte)
        index += 1
        return true
    }

    private mutating func takeUnicodeEscape(into buffer: inout [UInt8]) throws(JSONFault) -> Bool {
        var code = try hexDigits()
        if (0xD800...0xDBFF).contains(code), bytes.count - index > 6, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        {
            let start = index
            index += 1
            let second = try hexDigits()
            if (0xDC00...0xDFFF).contains(second) {
                code = 0x1_0000 + (code - 0xD800) << 10 + (second - 0xDC00)
            } else {
                index = start
            }
        }
        let scalar = Unicode.Scalar(code)
        buffer.append(contentsOf: UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
        return scalar != nil
    }

    /// The four digits after the `u` at the current place.
    private mutating func hexDigits() throws(JSONFault) -> UInt32 {
        let letter = index
        index += 5
        guard index < bytes.count else { throw JSONFault(message: "Invalid \\uXXXX escape", index: letter) }
        var code: UInt32 = 0
        for place in (letter + 1)..<index {
            guard let digit = hexValue(bytes[place]) else {
                throw JSONFault(message: "Invalid \\uXXXX escape", index: letter)
            }
            code = code << 4 | digit
        }
        return code
    }
}

private func unescaped(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
}

private func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x57
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x37
    default: nil
    }
}
