/// An address of electronic mail, as its owner types it: the local part untouched, the domain in lower case.
public struct EmailAddress: Hashable, Sendable {
    /// The address as it is shown.
    public let rawValue: String

    /// Wraps an address that a store kept.
    public init(stored text: String) {
        rawValue = text
    }

    /// What two spellings of one address have in common: compared without regard to case, in every script.
    public var key: String {
        rawValue.lowercased()
    }

    /// What stands in for `key` where an older server let another account have the same one: this spelling alone.
    public var exactKey: String {
        // No address begins like this, so it is nobody's `key`.
        "= " + rawValue
    }
}
