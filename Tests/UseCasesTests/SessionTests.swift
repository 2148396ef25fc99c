import Domain
import Synchronization
import Testing
import UseCases

@Suite("Sessions")
struct SessionTests {
    let clock = SettableClock()
    let product: Product

    init() async throws {
        product = Product(clock: clock)
        try await product.account("anna@example.com")
    }

    private var messenger: Messenger { product.messenger }

    private func logIn(_ password: String = "password") async throws -> AccessToken {
        try await messenger.logIn(
            email: EmailAddress(stored: "anna@example.com"),
            password: Password(stored: password)
        )
    }

    private func changePassword(by token: AccessToken, from old: String, to new: String) async throws -> AccessToken {
        try await messenger.changePassword(
            in: try await messenger.session(of: token),
            from: Password(stored: old),
            to: Password(stored: new)
        )
    }

    @Test("a token that logged out is refused at once, and the others of its account are not")
    func logOut() async throws {
        let first = try await logIn()
        clock.advance(by: .milliseconds(1))
        let second = try await logIn()
        try await messenger.logOut(try await messenger.session(of: first))
        await #expect(throws: MessengerError.invalidToken) { try await messenger.authenticate(first) }
        #expect(try await messenger.authenticate(second).id == ID(1))
    }

    @Test("a log-in in the very moment of a log-out gives another token")
    func sameMoment() async throws {
        var seen: Set<AccessToken> = []
        for _ in 1...5 {
            let token = try await logIn()
            #expect(seen.insert(token).inserted)
            try await messenger.logOut(try await messenger.session(of: token))
        }
    }

    @Test("a changed password ends every token, and gives one that is good")
    func changePassword() async throws {
        let first = try await logIn()
        clock.advance(by: .seconds(1))
        let second = try await logIn()
        #expect(try await messenger.authenticate(first).id == ID(1))
        let third = try await changePassword(by: second, from: "password", to: "new secret")
        for token in [first, second] {
            await #expect(throws: MessengerError.invalidToken) { try await messenger.authenticate(token) }
        }
        #expect(try await messenger.authenticate(third).id == ID(1))
        await #expect(throws: MessengerError.wrongPassword) { try await logIn() }
        #expect(try await messenger.authenticate(logIn("new secret")).id == ID(1))
    }

    @Test("a token from a longer lifetime that changes the password ends itself")
    func longToken() async throws {
        let expiry = (FixedClock.moment + .seconds(3600)).microseconds
        let token = AccessToken("1 anna@example.com \(expiry)")
        let renewed = try await changePassword(by: token, from: "password", to: "new secret")
        await #expect(throws: MessengerError.invalidToken) { try await messenger.authenticate(token) }
        #expect(try await messenger.session(of: renewed).expiresAt.microseconds > expiry)
    }

    @Test("a wrong password changes nothing")
    func wrongPassword() async throws {
        let token = try await logIn()
        await #expect(throws: MessengerError.wrongPassword) {
            try await changePassword(by: token, from: "guess", to: "new secret")
        }
        #expect(try await messenger.authenticate(token).id == ID(1))
        #expect(try await messenger.authenticate(logIn()).id == ID(1))
    }

    @Test("a password that somebody else changes in the same moment is not overwritten")
    func race() async throws {
        let token = try await logIn()
        product.store.state.withLock { $0.refusesReplacing = true }
        await #expect(throws: MessengerError.unavailable(retryAfter: .seconds(1))) {
            try await changePassword(by: token, from: "password", to: "new secret")
        }
        #expect(try await messenger.authenticate(token).id == ID(1))
    }

    @Test("what ended on another node is seen within two seconds")
    func otherNode() async throws {
        let token = try await logIn()
        let session = try await messenger.session(of: token)
        product.store.state.withLock { _ = $0.revoked.insert(session.id) }
        #expect(try await messenger.authenticate(token).id == ID(1))
        clock.advance(by: .seconds(2))
        await #expect(throws: MessengerError.invalidToken) { try await messenger.authenticate(token) }
    }
}

@Suite("Tickets for sockets")
struct SocketTicketTests {
    let clock = SettableClock()
    let product: Product
    let session: Session

    init() async throws {
        product = Product(clock: clock)
        let user = try await product.account("anna@example.com")
        let token = try FakeTokens().issue(for: user, now: clock.now())
        session = try await product.messenger.session(of: token)
    }

    @Test("a ticket stands for its session, once")
    func once() async throws {
        let ticket = try product.messenger.makeTicket(for: session)
        #expect(try await product.messenger.redeemTicket(ticket) == session)
        await #expect(throws: MessengerError.invalidToken) { try await product.messenger.redeemTicket(ticket) }
        let another = try product.messenger.makeTicket(for: session)
        #expect(try await product.messenger.redeemTicket(another) == session)
    }

    @Test("a ticket is good for half a minute", arguments: [29, 30])
    func lifetime(seconds: Int) async throws {
        let ticket = try product.messenger.makeTicket(for: session)
        clock.advance(by: .seconds(seconds))
        let redeemed = try? await product.messenger.redeemTicket(ticket)
        #expect((redeemed == session) == (seconds < 30))
    }

    @Test("a ticket ends with its session")
    func ended() async throws {
        let ticket = try product.messenger.makeTicket(for: session)
        try await product.messenger.logOut(session)
        await #expect(throws: MessengerError.invalidToken) { try await product.messenger.redeemTicket(ticket) }
    }

    @Test("a ticket shows itself in no log")
    func secrecy() throws {
        let ticket = try product.messenger.makeTicket(for: session)
        #expect("\(ticket)" == "********")
        #expect(String(reflecting: ticket) == "********")
    }
}
