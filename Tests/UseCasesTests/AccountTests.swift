import Domain
import Synchronization
import Testing
import UseCases

@Suite("Accounts")
struct AccountTests {
    let product = Product()

    private func logIn(_ email: String, _ password: String) async throws -> AccessToken {
        try await product.messenger.logIn(
            email: EmailAddress(stored: email),
            password: Password(stored: password)
        )
    }

    @Test("a registered password is hashed, and logs in")
    func registration() async throws {
        let user = try await product.messenger.registerUser(
            email: EmailAddress(stored: "anna@example.com"),
            name: UserName(stored: "Анна"),
            password: Password(stored: "secret")
        )
        #expect(product.store.state.withLock { $0.users.map(\.passwordHash.rawValue) } == ["new:secret"])
        let token = try await logIn("anna@example.com", "secret")
        #expect(try await product.messenger.authenticate(token) == user)
    }

    @Test("an address that is taken, in whatever case, is refused before anything is hashed")
    func taken() async throws {
        try await product.account("anna@example.com")
        await #expect(throws: MessengerError.emailTaken) {
            try await product.messenger.registerUser(
                email: EmailAddress(stored: "Anna@example.com"),
                name: UserName(stored: "Анна"),
                password: Password(stored: "secret")
            )
        }
    }

    @Test("an unknown address costs the same check of a password as a known one")
    func unknown() async throws {
        await #expect(throws: MessengerError.unknownEmail) { try await logIn("nobody@example.com", "secret") }
        #expect(product.hasher.verified.value == 1)
    }

    @Test("a wrong password is refused")
    func wrong() async throws {
        try await product.account("anna@example.com", hash: "new:right")
        await #expect(throws: MessengerError.wrongPassword) { try await logIn("anna@example.com", "wrong") }
        #expect(product.store.state.withLock { $0.replaced } == [])
    }

    @Test("a hash of an older kind is replaced when its owner logs in")
    func rehash() async throws {
        try await product.account("anna@example.com", hash: "old:secret")
        _ = try await logIn("anna@example.com", "secret")
        #expect(product.store.state.withLock { $0.replaced } == [PasswordHash("new:secret")])
    }

    @Test("a hash of the present kind stays")
    func noRehash() async throws {
        try await product.account("anna@example.com", hash: "new:secret")
        _ = try await logIn("anna@example.com", "secret")
        #expect(product.store.state.withLock { $0.replaced } == [])
    }

    @Test("whoever knows the password logs in even if the hash cannot be replaced")
    func failedRehash() async throws {
        try await product.account("anna@example.com", hash: "old:secret")
        product.store.state.withLock { $0.refusesReplacing = true }
        _ = try await logIn("anna@example.com", "secret")
    }

    static let tokens: [(token: String, error: MessengerError)] = [
        ("1 anna@example.com 1795435200000000", .invalidToken),
        ("2 anna@example.com 1795435200000001", .accountGone),
        ("1 else@example.com 1795435200000001", .invalidToken),
        ("garbage", .incompleteToken),
    ]

    @Test("a token is refused that has expired, names nobody, or another address than its account's", arguments: tokens)
    func refusedToken(token: String, error: MessengerError) async throws {
        try await product.account("anna@example.com")
        await #expect(throws: error) { try await product.messenger.authenticate(AccessToken(token)) }
    }

    @Test("a token names an account's address in any case")
    func caseOfAddress() async throws {
        let user = try await product.account("Anna@example.com")
        let token = AccessToken("1 anna@example.com 1795435200000001")
        #expect(try await product.messenger.authenticate(token) == user)
    }
}
