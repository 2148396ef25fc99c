import Domain
import Testing
import UseCases

@testable import Identity

@Suite("Refusing tokens")
struct TokenRefusalTests {
    @Test(
        "genuine claims of a wrong kind are refused",
        arguments: [
            // No end, or none that is a number.
            #"{"sub":"a@b.cd","user_id":1}"#, #"{"sub":"a@b.cd","user_id":1,"exp":"4102444800"}"#,
            #"{"sub":"a@b.cd","user_id":1,"exp":null}"#, #"{"sub":"a@b.cd","user_id":1,"exp":true}"#,
            #"{"sub":"a@b.cd","user_id":1,"exp":[4102444800]}"#,
            // Over, not begun, or meant for somebody else.
            #"{"sub":"a@b.cd","user_id":1,"exp":1795435200}"#, #"{"sub":"a@b.cd","user_id":1,"exp":-1e300}"#,
            #"{"sub":"a@b.cd","user_id":1,"exp":4102444800,"nbf":1795435201}"#,
            #"{"sub":"a@b.cd","user_id":1,"exp":4102444800,"nbf":"0"}"#,
            #"{"sub":"a@b.cd","user_id":1,"exp":4102444800,"aud":"us"}"#,
            #"{"sub":"a@b.cd","user_id":1,"exp":4102444800,"aud":null}"#,
            #"{"sub":"a@b.cd","user_id":1,"exp":4102444800,"aud":[]}"#,
            // Strange.
            #"{"sub":"a@b.cd","user_id":1,"exp":4102444800,"iat":"yesterday"}"#,
            #"{"sub":"a@b.cd","user_id":1,"exp":4102444800,"iat":{}}"#,
            #"{"sub":"a@b.cd","user_id":1,"exp":4102444800,"jti":5}"#,
            #"{"sub":5,"user_id":1,"exp":4102444800}"#, #"{"sub":null,"user_id":1,"exp":4102444800}"#,
            #"{"sub":["a@b.cd"],"user_id":1,"exp":4102444800}"#,
        ]
    )
    func claims(claims: String) throws {
        #expect(try Tokens.reading(Tokens.signed(claims)) == .failure(.invalidToken))
    }

    @Test(
        "an account's number is a whole number and nothing that looks like one",
        arguments: [
            "true", "false", "[1]", "{}", "\"1\"", "\"\"", "2e16", "1e0", "1.0", "1.5", "9223372036854775808",
            "123456789012345678901234567890",
        ]
    )
    func accountNumbers(number: String) throws {
        let claims = #"{"sub":"a@b.cd","user_id":\#(number),"exp":4102444800}"#
        #expect(try Tokens.reading(Tokens.signed(claims)) == .failure(.invalidToken))
    }

    @Test(
        "a genuine token that names nobody is incomplete",
        arguments: [
            #"{"sub":"a@b.cd","exp":4102444800}"#, #"{"sub":"a@b.cd","user_id":null,"exp":4102444800}"#,
            #"{"user_id":1,"exp":4102444800}"#, #"{"exp":4102444800}"#,
        ]
    )
    func incomplete(claims: String) throws {
        #expect(try Tokens.reading(Tokens.signed(claims)) == .failure(.incompleteToken))
    }

    @Test("a token that has expired is invalid, whatever else it lacks")
    func expiredAndIncomplete() throws {
        #expect(try Tokens.reading(Tokens.signed(#"{"exp":1}"#)) == .failure(.invalidToken))
    }

    @Test(
        "a header that does not name our algorithm is refused, though the signature is right",
        arguments: [
            #"{"alg":"none","typ":"JWT"}"#, #"{"alg":"None"}"#, #"{"alg":"hs256"}"#, #"{"alg":"HS512"}"#,
            #"{"alg":"RS256"}"#, #"{"alg":["HS256"]}"#, #"{"alg":null}"#, #"{"typ":"JWT"}"#, "{}", "[]", "", "null",
            #"{"alg":"HS256","alg":"none"}"#, #"{"alg":"none","alg":"HS256"}"#,
            #"{"alg":"HS256","crit":["exp"]}"#, #"{"alg":"HS256","b64":false,"crit":["b64"]}"#,
            #"{"alg":"HS256"} x"#, #"{"alg":"HS256""#,
        ]
    )
    func headers(header: String) throws {
        #expect(try Tokens.reading(Tokens.signed(Tokens.goodClaims, header: header)) == .failure(.invalidToken))
    }

    @Test(
        "a payload that is no JSON object is refused, though the signature is right",
        arguments: [
            "", "null", "5", "[]", "\"x\"", "{", "{}}", #"{"exp":4102444800,}"#, #"{"exp":04102444800}"#,
            #"{"exp":4102444800,"sub":"a","sub":"b","user_id":1}"#,
            #"{"exp":4102444800,"sub":"\ud800","user_id":1}"#,
        ]
    )
    func payloads(payload: String) throws {
        #expect(try Tokens.reading(Tokens.signed(payload)) == .failure(.invalidToken))
    }

    @Test("a payload that is not UTF-8 is refused, though the signature is right")
    func payloadsNotUTF8() throws {
        let bytes = Array(#"{"exp":4102444800,"user_id":1,"sub":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        let token = try Tokens.signed(bytes: bytes, header: Tokens.goodHeader)
        #expect(try Tokens.reading(token) == .failure(.invalidToken))
    }

    @Test("a token signed with another secret is refused")
    func otherSecret() throws {
        let token = try Tokens.signed(Tokens.goodClaims, secret: Tokens.secretText + "x")
        #expect(try Tokens.reading(token) == .failure(.invalidToken))
    }

    @Test("a token with any one character changed is refused")
    func tampering() throws {
        let good = Array(try Tokens.signed(Tokens.goodClaims).rawValue.utf8)
        for place in good.indices {
            for change in [good[place] ^ 1, UInt8(ascii: "A"), UInt8(ascii: "=")] where change != good[place] {
                var bad = good
                bad[place] = change
                let token = AccessToken(String(decoding: bad, as: UTF8.self))
                #expect(try Tokens.reading(token) == .failure(.invalidToken), "changed at \(place)")
            }
        }
    }

    @Test("a token cut short anywhere is refused")
    func truncation() throws {
        let good = try Tokens.signed(Tokens.goodClaims).rawValue
        for count in 0..<good.count {
            #expect(try Tokens.reading(AccessToken(String(good.prefix(count)))) == .failure(.invalidToken))
        }
    }

    @Test("nothing may stand around a token", arguments: ["%", "%.", ".%", " %", "% ", "%=", "Bearer %", "%\n", "%.%"])
    func surroundings(pattern: String) throws {
        let good = try Tokens.signed(Tokens.goodClaims).rawValue
        let text = pattern.split(separator: "%", omittingEmptySubsequences: false).joined(separator: good)
        let result = try Tokens.reading(AccessToken(text))
        #expect(pattern == "%" ? (try result.get().user == ID(5)) : result == .failure(.invalidToken))
    }

    @Test("texts that are nothing like a token are refused", arguments: ["", ".", "..", "...", "a.b.c", "🙂.🙂.🙂", "\0"])
    func rubbish(text: String) throws {
        #expect(try Tokens.reading(AccessToken(text)) == .failure(.invalidToken))
    }

    @Test("a genuine token is refused from one byte over 8 KiB")
    func length() throws {
        let empty = #"{"sub":"","user_id":1,"exp":4102444800}"#.utf8.count
        func token(payloadBytes: Int) throws -> AccessToken {
            let address = String(repeating: "a", count: payloadBytes - empty)
            return try Tokens.signed(#"{"sub":"\#(address)","user_id":1,"exp":4102444800}"#)
        }
        // 36 characters of header, 43 of signature and two dots leave 8111 for the payload: 6083 bytes.
        let longest = try token(payloadBytes: 6083)
        #expect(longest.rawValue.utf8.count == CompactToken.longest)
        #expect(try Tokens.reading(longest).get().user == ID(1))
        #expect(try Tokens.reading(token(payloadBytes: 6084)) == .failure(.invalidToken))
    }

    @Test("the unsigned token of another implementation is refused")
    func unsigned() throws {
        let token = """
            eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhbGljZUBleGFtcGxlLmNvbSIsInVzZXJfaWQiOjUsImV4cCI6NDEwMjQ0NDgwM\
            H0.
            """
        #expect(try Tokens.reading(AccessToken(token)) == .failure(.invalidToken))
    }
}
