/// A password as a person typed it: 8 to 64 characters (Unicode scalars), never NUL.
///
/// It has no description, so that no log can show it by accident.
public struct Password: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How many characters a password may have.
    public static let length = 8...64

    /// What was typed; hashed in full, however many bytes it has.
    public let rawValue: String

    /// Accepts a password that a client sent.
    public init(parsing text: String) throws(TextProblem) {
        try checked(text, length: text.scalarCount, within: Self.length)
        rawValue = text
    }

    /// Wraps a password that did not come from a client, such as the one of the demo data.
    public init(stored text: String) {
        rawValue = text
    }

    /// Stars, however it is printed.
    public var description: String { "********" }

    /// Stars, however it is printed.
    public var debugDescription: String { description }

    /// Shows nothing of the password to a debugger or to `dump`.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// What is kept of a password: a PHC string of argon2id, or a bcrypt string of an older server.
public struct PasswordHash: Hashable, Sendable {
    /// The encoded string, with its algorithm, costs and salt.
    public let rawValue: String

    /// Wraps an encoded string that a hasher made or a store kept.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }
}
