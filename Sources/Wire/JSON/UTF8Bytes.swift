/// What bytes are that should be UTF-8.
enum UTF8Bytes: Equatable {
    /// UTF-8 as RFC 3629 has it.
    case valid
    /// UTF-8 but for halves of surrogate pairs, each encoded as if it were a character.
    case surrogates
    /// Something else.
    case invalid

    /// Looks through all of `bytes`.
    static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> Self {
        guard String(utf8: bytes) == nil else { return .valid }
        var index = 0
        while index < bytes.count {
            guard let length = lengthOfSequence(in: bytes, at: index) else { return .invalid }
            index += length
        }
        return .surrogates
    }

    /// How many bytes the sequence at `index` has (RFC 3629, 4, with surrogates let through); nil when it is none.
    private static func lengthOfSequence(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        let length: Int
        let second: ClosedRange<UInt8>
        switch bytes[index] {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard bytes.count - index >= length, second.contains(bytes[index + 1]) else { return nil }
        return bytes[(index + 2)..<(index + length)].allSatisfy { $0 & 0xC0 == 0x80 } ? length : nil
    }
}

extension String {
    /// The text that `bytes` spell in UTF-8; nil when they spell none.
    ///
    /// `String(validating:as:)` is generic: it looks its types up each time, which takes longer than a short text.
    init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let span = try? UTF8Span(validating: bytes.span) else { return nil }
        self.init(copying: span)
    }
}
