import Domain
import Testing
import UseCases

@testable import Identity

@Suite("Signing")
struct SigningAlgorithmTests {
    @Test("each algorithm gives the digest of RFC 4231, test case 6", arguments: SigningAlgorithm.allCases)
    func vectors(algorithm: SigningAlgorithm) throws {
        let expected =
            switch algorithm {
            case .hs256: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            case .hs384:
                "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952"
            case .hs512:
                "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
                    + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"
            }
        let key = SigningSecret(unchecked: Array(repeating: 0xAA, count: 131))
        let signer = try Signer(algorithm: algorithm, secret: key)
        let text = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)[...]
        let signature = signer.signature(of: text)
        #expect(hexadecimal(signature) == expected)
        #expect(signer.isValid(signature, of: text))
        #expect(!signer.isValid(signature, of: text.dropLast()))
        #expect(!signer.isValid(Array(signature.dropLast()), of: text))
        #expect(!signer.isValid([], of: text))
    }

    @Test("the token of RFC 7515, appendix A.1, is genuine, expires when it says and names nobody")
    func appendixA1() throws {
        let key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
        let token = AccessToken(
            """
            eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlL\
            mNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
            """
        )
        let bytes = try #require(Base64URL.decode(Array(key.utf8)[...]))
        let issuer = try TokenIssuer(secret: SigningSecret(unchecked: bytes))
        let end = Timestamp(microseconds: 1_300_819_380_000_000)
        #expect(throws: MessengerError.incompleteToken) {
            try issuer.read(token, now: Timestamp(microseconds: end.microseconds - 1))
        }
        #expect(throws: MessengerError.invalidToken) { try issuer.read(token, now: end) }
    }

    @Test("a configuration names an algorithm as RFC 7518 does", arguments: SigningAlgorithm.allCases)
    func names(algorithm: SigningAlgorithm) throws {
        #expect(try SigningAlgorithm(parsing: algorithm.rawValue) == algorithm)
    }

    @Test(
        "any other algorithm is a mistake in the configuration",
        arguments: ["", "none", "hs256", "HS257", "RS256", "ES256", " HS256", "HS256\n"]
    )
    func unknown(name: String) {
        #expect(throws: IdentityError.unknownAlgorithm(name)) { try SigningAlgorithm(parsing: name) }
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
