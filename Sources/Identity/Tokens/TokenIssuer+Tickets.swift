import CSodium
import Crypto
public import Domain
public import UseCases

/// Tickets: the session in whose name each was made, under a signature of their own.
///
/// They hold all that is needed to check them, so any node that has the secret can. The key is derived from the secret for
/// this purpose alone: no ticket is a token, and no token a ticket.
extension TokenIssuer {
    /// How many bytes of a ticket are random.
    private static let randomBytes = 32

    /// A ticket that no other is like, for a session.
    public func makeTicket(for session: Session, expiresAt: Timestamp) throws(MessengerError) -> SocketTicket {
        var random = [UInt8](repeating: 0, count: Self.randomBytes)
        randombytes_buf(&random, random.count)
        let text = [
            Base64URL.encode(random), String(expiresAt.microseconds), session.user.id.description,
            session.id.rawValue, String(session.expiresAt.microseconds),
        ].joined(separator: ".")
        let signature = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: ticketKey)
        return SocketTicket(Base64URL.encode(Array(text.utf8) + Array(signature)))
    }

    /// What a ticket says; nothing of it is looked at before its signature is found right.
    ///
    /// - Throws: `.invalidToken` for any ticket this server would not have made or that has expired.
    public func read(_ ticket: SocketTicket, now: Timestamp) throws(MessengerError) -> TicketClaims {
        guard ticket.rawValue.utf8.count <= CompactToken.longest,
            let bytes = Base64URL.decode(Array(ticket.rawValue.utf8)[...]), bytes.count > SHA256.byteCount
        else { throw .invalidToken }
        let (text, signature) = (bytes.dropLast(SHA256.byteCount), bytes.suffix(SHA256.byteCount))
        guard HMAC<SHA256>.isValidAuthenticationCode(Array(signature), authenticating: text, using: ticketKey),
            let claims = TicketClaims(signed: String(decoding: text, as: UTF8.self)), now < claims.expiresAt
        else { throw .invalidToken }
        return claims
    }
}

extension TicketClaims {
    /// What was signed.
    fileprivate init?(signed text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 5, let expiresAt = Int64(parts[1]), let user = Int64(parts[2]),
            let sessionExpiresAt = Int64(parts[4])
        else { return nil }
        self.init(
            id: String(parts[0]),
            expiresAt: Timestamp(microseconds: expiresAt),
            user: ID(user),
            session: SessionID(String(parts[3])),
            sessionExpiresAt: Timestamp(microseconds: sessionExpiresAt)
        )
    }
}
