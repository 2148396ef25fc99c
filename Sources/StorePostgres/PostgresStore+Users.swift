public import Domain
import StoreSQL
public import UseCases

extension PostgresStore {
    /// Keeps a new account; the unique key of addresses decides between two that come at once.
    public func insert(_ user: NewUser) async throws(MessengerError) -> User {
        let id = try await answering { try await pool.writeRow(UserSQL.insert(user)) }
        guard let id else { throw .emailTaken }
        return User(id: id, email: user.email, name: user.name)
    }

    /// The account with this number, if there is one.
    public func user(_ id: ID<User>) async throws(MessengerError) -> User? {
        try await answering { try await pool.row(UserSQL.user(id)) }
    }

    /// The account with this address, in whatever case, and what is kept of its password.
    public func credentials(for email: EmailAddress) async throws(MessengerError) -> Credentials? {
        try await answering { try await pool.row(UserSQL.credentials(for: email)) }
    }

    /// The accounts whose name's key begins with a text, in the order of the keys.
    public func users(named prefix: String, limit: Int) async throws(MessengerError) -> [User] {
        try await answering { try await pool.rows(UserSQL.users(named: prefix, limit: limit)) }
    }

    /// Replaces a password hash, unless it has been changed meanwhile.
    public func replaceHash(
        of user: ID<User>,
        from old: PasswordHash,
        to new: PasswordHash
    ) async throws(MessengerError) {
        _ = try await answering { try await pool.execute(UserSQL.replaceHash(of: user, from: old, to: new)) }
    }
}
