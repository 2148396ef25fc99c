public import Domain

/// Keeps accounts.
public protocol UserStore: Sendable {
    /// Keeps a new account.
    ///
    /// - Throws: `.emailTaken` when an account has the address in any case, also when both come at once.
    func insert(_ user: NewUser) async throws(MessengerError) -> User

    /// The account with this number, if there is one.
    func user(_ id: ID<User>) async throws(MessengerError) -> User?

    /// The account with this address, in whatever case, and what is kept of its password.
    func credentials(for email: EmailAddress) async throws(MessengerError) -> Credentials?

    /// The accounts whose name's key (`UserName.key`) begins with `prefix`, in the order of the keys, `limit` at most.
    func users(named prefix: String, limit: Int) async throws(MessengerError) -> [User]

    /// Replaces a password hash, unless it has been changed meanwhile.
    func replaceHash(of user: ID<User>, from old: PasswordHash, to new: PasswordHash) async throws(MessengerError)
}

/// An account that is about to be kept.
public struct NewUser: Sendable {
    /// The address it will log in with.
    public let email: EmailAddress
    /// The name that other people will see.
    public let name: UserName
    /// What is kept of its password.
    public let passwordHash: PasswordHash
    /// When it was made.
    public let createdAt: Timestamp

    /// Puts together an account to keep.
    public init(email: EmailAddress, name: UserName, passwordHash: PasswordHash, createdAt: Timestamp) {
        self.email = email
        self.name = name
        self.passwordHash = passwordHash
        self.createdAt = createdAt
    }
}

/// An account together with what is kept of its password.
public struct Credentials: Sendable {
    /// The account.
    public let user: User
    /// What is kept of its password.
    public let passwordHash: PasswordHash

    /// Puts together what a store read.
    public init(user: User, passwordHash: PasswordHash) {
        self.user = user
        self.passwordHash = passwordHash
    }
}
