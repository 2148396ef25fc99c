import Domain
import Testing
import UseCases

@testable import Identity

@Suite("Reading tokens")
struct TokenReadingTests {
    /// Tokens of PyJWT 2.15.1 and python-jose 3.5.0 for the suite's secret, good until 2100.
    private static let foreign: [(SigningAlgorithm, String)] = [
        (
            .hs256,
            """
            eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZUBleGFtcGxlLmNvbSIsInVzZXJfaWQiOjUsImV4cCI6NDEwMjQ0NDgw\
            MH0.Ipf7MV4CjZ8NXt7e7pdua0f07WKSl-iUb00GP_xx6pQ
            """
        ),
        (
            .hs384,
            """
            eyJhbGciOiJIUzM4NCIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZUBleGFtcGxlLmNvbSIsInVzZXJfaWQiOjUsImV4cCI6NDEwMjQ0NDgw\
            MH0.4ntJl9fbc9lUMNL_g9UVwD537__sCXWzmYk-_C4MWFq3gon855Lt3XDKtPfium0j
            """
        ),
        (
            .hs512,
            """
            eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZUBleGFtcGxlLmNvbSIsInVzZXJfaWQiOjUsImV4cCI6NDEwMjQ0NDgw\
            MH0.j7OvahxTysIfnG13LxVT6Pf1KWm0s_eDhPNhlfuP0yl00NL6pAusejFYVSR5KcneiQygdcNiUq6Lrvim3v8eLg
            """
        ),
    ]

    private static let escapedCyrillic = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJcdTA0MzBcdTA0M2RcdTA0M2RcdTA0MzBAXHUwNDNmXHUwNDQwXHUwNDM4XHUwNDNj\
        XHUwNDM1XHUwNDQwLlx1MDQ0MFx1MDQ0NCIsInVzZXJfaWQiOjcsImV4cCI6NDEwMjQ0NDgwMH0.6CnEHj31ORu9GvuXWD_R3CIbjTtTEshf54AEE\
        MPmFps
        """

    @Test("tokens that another implementation signed are read", arguments: foreign)
    func otherImplementations(algorithm: SigningAlgorithm, token: String) throws {
        let claims = try Tokens.issuer(algorithm).read(AccessToken(token), now: Tokens.now)
        #expect(claims.user == ID(5))
        #expect(claims.email.rawValue == "alice@example.com")
        #expect(claims.expiresAt == Timestamp(microseconds: 4_102_444_800_000_000))
    }

    @Test("a token with escaped letters, as the original server writes them, is read")
    func escapes() throws {
        let claims = try Tokens.reading(AccessToken(Self.escapedCyrillic)).get()
        #expect(claims.email.rawValue == "анна@пример.рф")
        #expect(claims.user == ID(7))
    }

    @Test("a token of one algorithm is refused by an issuer of another", arguments: foreign)
    func otherAlgorithm(algorithm: SigningAlgorithm, token: String) throws {
        for other in SigningAlgorithm.allCases where other != algorithm {
            let issuer = try Tokens.issuer(other)
            #expect(throws: MessengerError.invalidToken) { try issuer.read(AccessToken(token), now: Tokens.now) }
        }
    }

    @Test(
        "a header may hold more, in any order",
        arguments: [
            #"{"typ":"JWT","alg":"HS256"}"#, #"{"alg":"HS256"}"#, #" {"alg" : "HS256", "kid":"1","x5c":[["a"]]} "#,
            #"{"\u0061lg":"HS256"}"#,
        ]
    )
    func headers(header: String) throws {
        #expect(try Tokens.reading(Tokens.signed(Tokens.goodClaims, header: header)).get().user == ID(5))
    }

    @Test(
        "a token is good until its very end and not longer",
        arguments: [("1795435200", -1), ("1795435200.5", 499_999), ("1795435.2e3", -1), ("17954352000E-1", -1)]
    )
    func ends(exp: String, lastMicrosecond: Int64) throws {
        let token = try Tokens.signed(#"{"sub":"a@b.cd","user_id":1,"exp":\#(exp)}"#)
        let last = Timestamp(microseconds: Tokens.now.microseconds + lastMicrosecond)
        #expect(try Tokens.reading(token, now: last).get().user == ID(1))
        let end = Timestamp(microseconds: last.microseconds + 1)
        #expect(try Tokens.reading(token, now: end) == .failure(.invalidToken))
    }

    @Test(
        "an end in the far future is brought back to the year 9999",
        arguments: ["1e300", "1e999", "999999999999999999"]
    )
    func farFuture(exp: String) throws {
        let claims = try Tokens.reading(Tokens.signed(#"{"sub":"a@b.cd","user_id":1,"exp":\#(exp)}"#)).get()
        #expect(claims.expiresAt == Timestamp(microseconds: 253_402_300_799_000_000))
    }

    @Test(
        "claims that mean nothing here do no harm",
        arguments: [
            #""iat":1795435200"#, #""iat":9999999999.5"#, #""nbf":1795435200"#, #""nbf":0"#, #""jti":"x""#,
            #""iss":["a",{"b":[null,true,-0.5e+3]}]"#, #""name":"\"\\\/\b\f\n\r\t\u00e9\ud83d\udc4b""#,
        ]
    )
    func harmlessClaims(claim: String) throws {
        let claims = #"{\#(claim),"sub":"a@b.cd","user_id":1,"exp":4102444800}"#
        #expect(try Tokens.reading(Tokens.signed(claims)).get().user == ID(1))
    }

    @Test("a number that no account has is read as it is: whether the account exists is not the reader's matter")
    func strangersNumbers() throws {
        for number: Int64 in [0, -1, .min, .max] {
            let token = try Tokens.signed(#"{"sub":"a@b.cd","user_id":\#(number),"exp":4102444800}"#)
            #expect(try Tokens.reading(token).get().user == ID(number))
        }
    }
}
