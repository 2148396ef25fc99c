extension Migration {
    /// What ends sessions before their tokens do, tickets that were used, and calls that clients have named.
    ///
    /// Times are microseconds since the epoch. `users.tokens_after` is the floor of an account's tokens: those that
    /// expire then or before have ended. Rows of the tables are removed in passing, oldest first, when they say nothing
    /// any more.
    static func sessionsAndCalls(_ dialect: Dialect) -> [String] {
        [
            "ALTER TABLE users ADD COLUMN tokens_after \(dialect.integer) NOT NULL DEFAULT 0",
            revokedTokens(dialect), "CREATE INDEX revoked_tokens_by_expiry ON revoked_tokens (expires_at)",
            usedTickets(dialect), "CREATE INDEX used_tickets_by_expiry ON used_tickets (expires_at)",
            keyedCalls(dialect), "CREATE INDEX keyed_calls_by_age ON keyed_calls (began_at)",
        ]
    }

    /// Tokens are known by the SHA-256 of their text.
    private static func revokedTokens(_ dialect: Dialect) -> String {
        """
        CREATE TABLE revoked_tokens (
            digest TEXT NOT NULL PRIMARY KEY,
            expires_at \(dialect.integer) NOT NULL
        )\(dialect.clusteredTable)
        """
    }

    private static func usedTickets(_ dialect: Dialect) -> String {
        """
        CREATE TABLE used_tickets (
            id TEXT NOT NULL PRIMARY KEY,
            expires_at \(dialect.integer) NOT NULL
        )\(dialect.clusteredTable)
        """
    }

    /// A call without a status is under way.
    private static func keyedCalls(_ dialect: Dialect) -> String {
        """
        CREATE TABLE keyed_calls (
            user_id \(dialect.integer) NOT NULL REFERENCES users (id),
            call_key TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            began_at \(dialect.integer) NOT NULL,
            status \(dialect.integer),
            content_type TEXT,
            body TEXT,
            PRIMARY KEY (user_id, call_key),
            CHECK ((status IS NULL) = (body IS NULL))
        )\(dialect.table)
        """
    }
}
