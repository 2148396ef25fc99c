/// When to ask the store whether a connection's session has ended.
///
/// Word of it comes over the hub at once. But from another node it may be lost, and the store is the truth; so each
/// connection asks, seldom enough that ten thousand of them are some 170 questions a second.
public struct SessionCheck: Sendable {
    /// Every so many beats.
    public static let period: UInt8 = 3

    private var beats: UInt8 = 0

    /// The first question is due with the first beat.
    public init() {}

    /// Counts a beat; whether it is time to ask.
    public mutating func isDue() -> Bool {
        defer { beats = (beats + 1) % Self.period }
        return beats == 0
    }
}
