/// A client's own name for one call that changes something: 1 to 128 visible characters of ASCII.
public struct IdempotencyKey: Hashable, Sendable {
    /// How many characters it may have.
    public static let length = 1...128

    /// The name as it was sent.
    public let rawValue: String

    /// Accepts a name that a client sent; nil when it is too short or too long, or holds anything else.
    public init?(parsing text: String) {
        let bytes = text.utf8
        guard Self.length.contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        rawValue = text
    }

    /// Wraps a name that did not come from a client.
    public init(stored text: String) {
        rawValue = text
    }
}
