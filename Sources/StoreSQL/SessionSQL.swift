public import Domain
public import UseCases

/// The statements about sessions, and about the tickets that are made in their names.
public enum SessionSQL {
    /// How many rows that say nothing any more are removed in passing.
    static let pruned: Int64 = 100

    /// An account and whether one of its sessions still holds; no row when there is no such account.
    public static func standing(of user: ID<User>, in session: SessionID) -> SQLQuery<SessionStanding> {
        SQLQuery(standingStatement, [.id(user), .text(session.rawValue)])
    }

    /// What is kept of an account's password.
    public static func passwordHash(of user: ID<User>) -> SQLQuery<String> {
        SQLQuery(passwordHashStatement, [.id(user)])
    }

    /// Replaces a hash where it is still `old`, and raises the floor of the account's tokens, never lowers it.
    public static func changePassword(
        of user: ID<User>,
        from old: PasswordHash,
        to new: PasswordHash,
        endingTokensUpTo floor: Timestamp
    ) -> SQLCommand {
        SQLCommand(
            changePasswordStatement,
            [.id(user), .text(old.rawValue), .text(new.rawValue), .time(floor)]
        )
    }

    /// Ends a session; changes no row when it has ended before.
    public static func revoke(_ session: SessionID, until expiresAt: Timestamp) -> SQLCommand {
        SQLCommand(revokeStatement, [.text(session.rawValue), .time(expiresAt)])
    }

    /// Forgets a few ended sessions whose tokens have expired.
    public static func pruneRevoked(now: Timestamp) -> SQLCommand {
        SQLCommand(pruneRevokedStatement, [.time(now), .integer(pruned)])
    }

    /// Takes note of a used ticket; changes no row when it was used before.
    public static func use(_ ticket: String, until expiresAt: Timestamp) -> SQLCommand {
        SQLCommand(useTicketStatement, [.text(ticket), .time(expiresAt)])
    }

    /// Forgets a few tickets that have expired.
    public static func pruneTickets(now: Timestamp) -> SQLCommand {
        SQLCommand(pruneTicketsStatement, [.time(now), .integer(pruned)])
    }

    private static let standingStatement = SharedStatement(
        """
        SELECT id, email, name, tokens_after, EXISTS (SELECT 1 FROM revoked_tokens WHERE digest = $2) \
        FROM users WHERE id = $1
        """
    )

    private static let passwordHashStatement = SharedStatement("SELECT password_hash FROM users WHERE id = $1")

    private static let changePasswordStatement = SharedStatement(
        """
        UPDATE users SET password_hash = $3, \
        tokens_after = CASE WHEN tokens_after < $4 THEN $4 ELSE tokens_after END WHERE id = $1 AND password_hash = $2
        """
    )

    private static let revokeStatement = SharedStatement(
        "INSERT INTO revoked_tokens (digest, expires_at) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING"
    )

    private static let useTicketStatement = SharedStatement(
        "INSERT INTO used_tickets (id, expires_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING"
    )

    private static let pruneRevokedStatement = SharedStatement(
        pruning: "revoked_tokens",
        by: "expires_at",
        key: "digest"
    )

    private static let pruneTicketsStatement = SharedStatement(pruning: "used_tickets", by: "expires_at", key: "id")
}

extension SharedStatement {
    /// Removes the oldest rows of a table whose `time` is `$1` or before, `$2` at most.
    ///
    /// PostgreSQL would read a small table as a whole to join it with itself; where the rows lie it finds at once.
    init(pruning table: String, by time: String, key: String) {
        let oldest = "FROM \(table) WHERE \(time) <= $1 ORDER BY \(time) LIMIT $2"
        self.init(
            sqlite: "DELETE FROM \(table) WHERE (\(key)) IN (SELECT \(key) \(oldest))",
            postgres: "DELETE FROM \(table) WHERE ctid = ANY (ARRAY(SELECT ctid \(oldest)))"
        )
    }
}

extension SessionStanding: RowDecodable {
    /// Reads `id, email, name, tokens_after` and whether the session was ended.
    @inlinable
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        self.init(
            user: try User(row: row),
            tokensAfter: Timestamp(microseconds: try row.int64(3)),
            isRevoked: try row.bool(4)
        )
    }
}
