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
    /// The bytes are looked at where they lie, which spares the string's own index arithmetic.
    fileprivate var holdsNUL: Bool {
        utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? utf8.contains(0)
    }
}
