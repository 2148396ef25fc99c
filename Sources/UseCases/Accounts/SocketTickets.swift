public import Domain

extension Messenger {
    /// How long a ticket is good.
    public static let ticketLifetime = Duration.seconds(30)

    /// A ticket that opens one socket in the name of a session, for clients that can send no header with a handshake.
    ///
    /// - Throws: `.internalFault`.
    public func makeTicket(for session: Session) throws(MessengerError) -> SocketTicket {
        try tokens.makeTicket(for: session, expiresAt: clock.now() + Self.ticketLifetime)
    }

    /// The session in whose name a ticket was made; good once, on any node, while the session holds.
    ///
    /// - Throws: `.invalidToken` for a ticket that is forged, expired or used, or whose session has ended;
    ///   `.accountGone`, `.overloaded`, `.unavailable`.
    public func redeemTicket(_ ticket: SocketTicket) async throws(MessengerError) -> Session {
        let now = clock.now()
        let claims = try tokens.read(ticket, now: now)
        guard now < claims.sessionExpiresAt else { throw .invalidToken }
        let user = try await account(of: claims.session, claims.user, until: claims.sessionExpiresAt, now: now)
        guard try await sessions.useTicket(claims.id, until: claims.expiresAt, now: now) else { throw .invalidToken }
        return Session(user: user, id: claims.session, expiresAt: claims.sessionExpiresAt)
    }
}
