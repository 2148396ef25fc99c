public import Domain
import StoreSQL
public import UseCases

extension PostgresStore {
    /// The account with this number and whether a session of it still holds.
    public func standing(
        of user: ID<User>,
        in session: SessionID
    ) async throws(MessengerError) -> SessionStanding? {
        try await answering { try await pool.row(SessionSQL.standing(of: user, in: session)) }
    }

    /// Ends a session, and forgets a few that say nothing any more.
    public func revoke(
        _ session: SessionID,
        until expiresAt: Timestamp,
        now: Timestamp
    ) async throws(MessengerError) {
        try await answering {
            try await pool.transaction { connection in
                _ = try connection.execute(SessionSQL.revoke(session, until: expiresAt))
                _ = try connection.execute(SessionSQL.pruneRevoked(now: now))
            }
        }
    }

    /// What is kept of an account's password.
    public func passwordHash(of user: ID<User>) async throws(MessengerError) -> PasswordHash? {
        try await answering { try await pool.row(SessionSQL.passwordHash(of: user)).map(PasswordHash.init) }
    }

    /// Replaces a password hash and ends the sessions whose tokens expire at `floor` or before.
    public func changePassword(
        of user: ID<User>,
        from old: PasswordHash,
        to new: PasswordHash,
        endingTokensUpTo floor: Timestamp
    ) async throws(MessengerError) -> Bool {
        let command = SessionSQL.changePassword(of: user, from: old, to: new, endingTokensUpTo: floor)
        return try await answering { try await pool.execute(command) == 1 }
    }

    /// Takes note that a ticket was used, and forgets a few that have expired.
    public func useTicket(
        _ id: String,
        until expiresAt: Timestamp,
        now: Timestamp
    ) async throws(MessengerError) -> Bool {
        try await answering {
            try await pool.transaction { session in
                let isNew = try session.execute(SessionSQL.use(id, until: expiresAt)) == 1
                _ = try session.execute(SessionSQL.pruneTickets(now: now))
                return isNew
            }
        }
    }
}
