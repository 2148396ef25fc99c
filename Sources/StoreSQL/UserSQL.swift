public import Domain
public import UseCases

/// The statements about accounts.
public enum UserSQL {
    /// Keeps an account; answers with no row when its address, in whatever case, is taken.
    public static func insert(_ user: NewUser) -> SQLQuery<ID<User>> {
        SQLQuery(
            insertStatement,
            [
                .text(user.email.rawValue), .text(user.email.key), .text(user.name.rawValue),
                .text(user.passwordHash.rawValue), .time(user.createdAt), .text(user.name.key),
            ]
        )
    }

    /// The account with this number.
    public static func user(_ id: ID<User>) -> SQLQuery<User> {
        SQLQuery(userStatement, [.id(id)])
    }

    /// The account with this address, compared without regard to case; an account that is known by this very spelling
    /// (see `EmailAddress.exactKey`) goes first.
    public static func credentials(for email: EmailAddress) -> SQLQuery<Credentials> {
        SQLQuery(credentialsStatement, [.text(email.key), .text(email.exactKey)])
    }

    /// The accounts whose name's key begins with a text, in the order of the names' keys.
    ///
    /// No key holds a character behind U+10FFFF, so all that begin alike lie between two texts.
    public static func users(named prefix: String, limit: Int) -> SQLQuery<User> {
        SQLQuery(searchStatement, [.text(prefix), .text(prefix + "\u{10FFFF}"), .integer(Int64(limit))])
    }

    /// Replaces a hash where it is still `old`.
    public static func replaceHash(of user: ID<User>, from old: PasswordHash, to new: PasswordHash) -> SQLCommand {
        SQLCommand(replaceHashStatement, [.id(user), .text(old.rawValue), .text(new.rawValue)])
    }

    private static let insertStatement = SharedStatement(
        """
        INSERT INTO users (email, email_key, name, password_hash, created_at, name_key) \
        VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (email_key) DO NOTHING RETURNING id
        """
    )

    private static let userStatement = SharedStatement("SELECT id, email, name FROM users WHERE id = $1")

    private static let credentialsStatement = SharedStatement(
        """
        SELECT id, email, name, password_hash FROM users WHERE email_key IN ($1, $2) ORDER BY email_key = $2 DESC LIMIT 1
        """
    )

    private static let searchStatement = SharedStatement(
        """
        SELECT id, email, name FROM users WHERE name_key >= $1 AND name_key < $2 ORDER BY name_key, id LIMIT $3
        """
    )

    private static let replaceHashStatement = SharedStatement(
        "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2"
    )
}
