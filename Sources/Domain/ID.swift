/// The identifier of one entity: a positive number that its store gave out.
///
/// The phantom parameter keeps a user's id from standing where a chat's is expected.
public struct ID<Entity>: Hashable, Comparable, Sendable {
    /// The number as it stands in the database and on the wire.
    public let rawValue: Int64

    /// Wraps a number that came from a store or from a client; nothing is known yet of whether it exists.
    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Orders ids by number.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}

extension ID: CustomStringConvertible {
    /// The bare number, as logs and frames show it.
    public var description: String {
        String(rawValue)
    }
}
