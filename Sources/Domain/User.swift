/// A person with an account.
public struct User: Hashable, Sendable {
    /// The account's number.
    public let id: ID<User>
    /// The address the account logs in with, as it was typed at registration with its domain in lower case.
    public let email: EmailAddress
    /// The name that other people see.
    public let name: UserName

    /// Puts together a user that a store read.
    public init(id: ID<User>, email: EmailAddress, name: UserName) {
        self.id = id
        self.email = email
        self.name = name
    }
}

/// The name that other people see: 1 to 50 characters (Unicode scalars), never NUL.
public struct UserName: Hashable, Sendable {
    /// How many characters a name may have.
    public static let length = 1...50

    /// The name as it was typed.
    public let rawValue: String

    /// Accepts a name that a client sent.
    public init(parsing text: String) throws(TextProblem) {
        try checked(text, length: text.scalarCount, within: Self.length)
        rawValue = text
    }

    /// Wraps a name that a store kept: it was valid when it came in, or an older server let it in.
    public init(stored text: String) {
        rawValue = text
    }
}
