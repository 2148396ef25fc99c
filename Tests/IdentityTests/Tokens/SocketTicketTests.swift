import Domain
import Testing
import UseCases

@testable import Identity

@Suite("Tickets for sockets")
struct SocketTicketTests {
    private let session = Session(
        user: Tokens.alice,
        id: SessionID(String(repeating: "ab", count: 32)),
        expiresAt: Tokens.now + .seconds(3600)
    )
    private let end = Tokens.now + .seconds(30)

    private func reading(_ ticket: String, now: Timestamp = Tokens.now) throws -> TicketClaims? {
        let issuer = try Tokens.issuer()
        do throws(MessengerError) {
            return try issuer.read(SocketTicket(ticket), now: now)
        } catch {
            #expect(error == .invalidToken)
            return nil
        }
    }

    @Test("say whose session they are for, and are all different")
    func contents() throws {
        let issuer = try Tokens.issuer()
        let (one, other) = (
            try issuer.makeTicket(for: session, expiresAt: end), try issuer.makeTicket(for: session, expiresAt: end)
        )
        let claims = try issuer.read(one, now: Tokens.now)
        #expect(claims.user == Tokens.alice.id)
        #expect(claims.session == session.id)
        #expect(claims.sessionExpiresAt == session.expiresAt)
        #expect(claims.expiresAt == end)
        // 256 bits in base 64.
        #expect(claims.id.utf8.count == 43)
        #expect(claims.id != (try issuer.read(other, now: Tokens.now).id))
        #expect(Base64URL.decode(Array(one.rawValue.utf8)[...]) != nil)
    }

    @Test("end in time")
    func expiry() throws {
        let ticket = try Tokens.issuer().makeTicket(for: session, expiresAt: end).rawValue
        #expect(try reading(ticket, now: end - .microseconds(1)) != nil)
        #expect(try reading(ticket, now: end) == nil)
    }

    @Test("are refused when a single character is another")
    func tampered() throws {
        let ticket = try Tokens.issuer().makeTicket(for: session, expiresAt: end).rawValue
        for index in ticket.indices {
            let other = ticket[index] == "A" ? "B" : "A"
            #expect(try reading(ticket.replacingCharacter(at: index, by: other)) == nil)
        }
    }

    @Test("are refused when they are none", arguments: ["", ".", "AAAA", String(repeating: "A", count: 400)])
    func garbage(text: String) throws {
        #expect(try reading(text) == nil)
        #expect(try reading(String(repeating: "A", count: 10_000)) == nil)
    }

    @Test("are no tokens, and tokens are no tickets; another secret's are refused")
    func purpose() throws {
        let issuer = try Tokens.issuer()
        let ticket = try issuer.makeTicket(for: session, expiresAt: end)
        #expect(throws: MessengerError.invalidToken) {
            try issuer.read(AccessToken(ticket.rawValue), now: Tokens.now)
        }
        #expect(try reading(try issuer.issue(for: Tokens.alice, now: Tokens.now).rawValue) == nil)
        let stranger = try TokenIssuer(secret: SigningSecret(parsing: String(repeating: "another secret ", count: 5)))
        #expect(try reading(stranger.makeTicket(for: session, expiresAt: end).rawValue) == nil)
    }
}

extension String {
    fileprivate func replacingCharacter(at index: Index, by other: String) -> String {
        self[..<index] + other + self[self.index(after: index)...]
    }
}
