/// Why a text cannot be what it was meant to be.
public enum TextProblem: Error, Hashable, Sendable {
    /// Fewer than `minimum` units (characters, or bytes where the type says so).
    case tooShort(minimum: Int)
    /// More than `maximum` units (characters, or bytes where the type says so).
    case tooLong(maximum: Int)
    /// Holds U+0000, which no text of a chat needs and PostgreSQL cannot keep.
    case holdsNUL
}

/// A string checked once, at the edge: whoever holds the type holds a valid text.
func checked(_ text: String, length: Int, within limits: ClosedRange<Int>) throws(TextProblem) {
    guard length >= limits.lowerBound else { throw .tooShort(minimum: limits.lowerBound) }
    guard length <= limits.upperBound else { throw .tooLong(maximum: limits.upperBound) }
    guard !text.holdsNUL else { throw .holdsNUL }
}

extension String {
    /// How many Unicode scalars it has: the bytes that do not go on with one.
    ///
    /// The bytes are looked at where they lie, many at a time, which spares the string's own index arithmetic.
    var scalarCount: Int {
        bytes { bytes in bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
    }

    fileprivate var holdsNUL: Bool {
        bytes { bytes in bytes.reduce(UInt8.max) { Swift.min($0, $1) } == 0 }
    }

    private func bytes<Value>(_ look: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        if let seen = utf8.withContiguousStorageIfAvailable(look) { return seen }
        return Array(utf8).withUnsafeBufferPointer(look)
    }
}
