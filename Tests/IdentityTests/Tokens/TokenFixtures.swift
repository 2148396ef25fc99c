import Domain
import UseCases

@testable import Identity

/// A secret, an account and a time for all tests of tokens, and tokens signed here without `TokenIssuer`.
enum Tokens {
    static let secretText = "test-secret-of-the-identity-suite-0123456789-0123456789-0123456789"
    static let alice = User(
        id: ID(5),
        email: EmailAddress(stored: "alice@example.com"),
        name: UserName(stored: "Алиса")
    )
    /// 2026-11-23T12:00:00Z.
    static let now = Timestamp(microseconds: 1_795_435_200_000_000)
    static let goodClaims = #"{"sub":"alice@example.com","user_id":5,"exp":4102444800}"#
    static let goodHeader = #"{"alg":"HS256","typ":"JWT"}"#

    static func issuer(
        _ algorithm: SigningAlgorithm = .hs256,
        lifetime: Duration = TokenIssuer.defaultLifetime
    ) throws -> TokenIssuer {
        try TokenIssuer(secret: SigningSecret(parsing: secretText), algorithm: algorithm, lifetime: lifetime)
    }

    /// A token with a right signature, whatever its parts say.
    static func signed(
        _ claims: String,
        header: String = goodHeader,
        secret: String = secretText
    ) throws -> AccessToken {
        try signed(bytes: Array(claims.utf8), header: header, secret: secret)
    }

    static func signed(bytes: [UInt8], header: String, secret: String = secretText) throws -> AccessToken {
        let signed = "\(Base64URL.encode(header.utf8)).\(Base64URL.encode(bytes))"
        let signer = try Signer(algorithm: .hs256, secret: SigningSecret(parsing: secret))
        return AccessToken("\(signed).\(Base64URL.encode(signer.signature(of: Array(signed.utf8)[...])))")
    }

    /// What reading a token ends in.
    static func reading(_ token: AccessToken, now: Timestamp = now) throws -> Result<TokenClaims, MessengerError> {
        let issuer = try issuer()
        return Result { () throws(MessengerError) in try issuer.read(token, now: now) }
    }
}
