import Crypto
import Domain
import Testing
import UseCases

@testable import Identity

@Suite("Issuing tokens")
struct TokenIssuingTests {
    @Test("a token is that of the original server, byte for byte")
    func sameAsTheOriginals() throws {
        // Made by python-jose 3.5.0 with the same secret and claims.
        let expected = """
            eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZUBleGFtcGxlLmNvbSIsInVzZXJfaWQiOjUsImV4cCI6NDEwMjQ0ND\
            gwMH0.Ipf7MV4CjZ8NXt7e7pdua0f07WKSl-iUb00GP_xx6pQ
            """
        let issuer = try Tokens.issuer(lifetime: .seconds(60))
        let now = Timestamp(microseconds: (4_102_444_800 - 60) * 1_000_000)
        #expect(try issuer.issue(for: Tokens.alice, now: now).rawValue == expected)
    }

    @Test("the header and the claims stand in the contract's order")
    func order() throws {
        let token = try Tokens.issuer().issue(for: Tokens.alice, now: Tokens.now)
        let parts = try #require(CompactToken(token.rawValue))
        #expect(text(parts.header) == #"{"alg":"HS256","typ":"JWT"}"#)
        #expect(text(parts.payload) == #"{"sub":"alice@example.com","user_id":5,"exp":1795651200}"#)
    }

    @Test("a token is good for 3600 minutes unless the configuration says otherwise")
    func defaultLifetime() throws {
        let issuer = try Tokens.issuer()
        let claims = try issuer.read(issuer.issue(for: Tokens.alice, now: Tokens.now), now: Tokens.now)
        #expect(claims.expiresAt == Tokens.now + .seconds(216_000))
    }

    @Test("a token expires after a floor, in the next whole second", arguments: [0, 1, 999_999])
    func floor(microseconds: Int64) throws {
        let issuer = try Tokens.issuer(lifetime: .seconds(60))
        let low = try issuer.issue(for: Tokens.alice, now: Tokens.now, expiringAfter: Tokens.now)
        #expect(try issuer.read(low, now: Tokens.now).expiresAt == Tokens.now + .seconds(60))
        let floor = Tokens.now + .seconds(60) + .microseconds(microseconds)
        let high = try issuer.issue(for: Tokens.alice, now: Tokens.now, expiringAfter: floor)
        #expect(try issuer.read(high, now: Tokens.now).expiresAt == Tokens.now + .seconds(61))
    }

    @Test("a session is known by the SHA-256 of its token")
    func session() throws {
        let issuer = try Tokens.issuer()
        let token = try issuer.issue(for: Tokens.alice, now: Tokens.now)
        let other = try issuer.issue(for: Tokens.alice, now: Tokens.now + .seconds(1))
        let session = try issuer.read(token, now: Tokens.now).session
        #expect(session.rawValue == SHA256.hash(data: Array(token.rawValue.utf8)).map(hexadecimal).joined())
        #expect(session != (try issuer.read(other, now: Tokens.now).session))
    }

    private func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    @Test("the end of a token is a whole second, rounded down")
    func wholeSeconds() throws {
        let issuer = try Tokens.issuer(lifetime: .milliseconds(1500))
        let now = Timestamp(microseconds: 10_400_000)
        let claims = try issuer.read(issuer.issue(for: Tokens.alice, now: now), now: now)
        #expect(claims.expiresAt == Timestamp(microseconds: 11_000_000))
    }

    @Test(
        "an address survives the way there and back, whatever is in it",
        arguments: [
            "Anna.O'Neil+tag@example.com", #""quoted\"@example.com"#, "анна@пример.рф", "a\u{1}\n\t\u{1F}@b.cd",
            "👩‍👩‍👧@example.com", "/slashes/@example.com",
        ]
    )
    func addresses(address: String) throws {
        let user = User(id: ID(.max), email: EmailAddress(stored: address), name: UserName(stored: "x"))
        let issuer = try Tokens.issuer()
        let claims = try issuer.read(issuer.issue(for: user, now: Tokens.now), now: Tokens.now)
        #expect(claims.email.rawValue == address)
        #expect(claims.user == user.id)
    }

    @Test("an address beyond ASCII is written in raw UTF-8")
    func rawUTF8() throws {
        let user = User(id: ID(7), email: EmailAddress(stored: "анна@пример.рф"), name: UserName(stored: "x"))
        let token = try Tokens.issuer().issue(for: user, now: Tokens.now)
        let parts = try #require(CompactToken(token.rawValue))
        #expect(text(parts.payload) == #"{"sub":"анна@пример.рф","user_id":7,"exp":1795651200}"#)
    }

    @Test("a lifetime of no whole second or of more than ten years is refused", arguments: [0, -1, 400_000_000])
    func lifetimes(seconds: Int) throws {
        #expect(throws: IdentityError.unusableLifetime(.seconds(seconds))) {
            try Tokens.issuer(lifetime: .seconds(seconds))
        }
    }

    @Test("a secret shorter than the algorithm's signature is refused", arguments: [(32, 48), (47, 48), (63, 64)])
    func shortSecrets(count: Int, minimum: Int) throws {
        let secret = try SigningSecret(parsing: String(repeating: "s", count: count))
        #expect(throws: IdentityError.secretTooShort(bytes: count, minimum: minimum)) {
            try TokenIssuer(secret: secret, algorithm: minimum == 48 ? .hs384 : .hs512)
        }
    }

    private func text(_ part: ArraySlice<UInt8>) -> String? {
        Base64URL.decode(part).map { String(decoding: $0, as: UTF8.self) }
    }
}
