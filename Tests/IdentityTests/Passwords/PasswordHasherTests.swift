import Domain
import Testing
import UseCases

@testable import Identity

@Suite("Hashing passwords")
struct PasswordHasherTests {
    private static let cheap = Argon2Cost(memoryKiB: 64, passes: 1)
    /// 43 letters, 85 bytes: bcrypt sees 36 of the letters.
    private static let cyrillic = "парольпарольпарольпарольпарольпарольпароль!"
    private static let oldHashes = [
        // Alice's and Bob's of the original server's test data.
        ("password123", "$2b$12$InzL3cQ8EuTZfdxk14MBoen78zp6bcBW26kTdLGqN6WCoyvMQCMsq"),
        ("password123", "$2b$12$4xitbIa3sW4NQOaRARWgsuCGIdgz/taC9Z2EY7mSIrCXk.OnAsbry"),
        // Made by passlib 1.7.4.
        ("correct horse", "$2a$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"),
        ("correct horse", "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"),
        ("correct horse", "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"),
        (cyrillic, "$2b$04$abcdefghijklmnopqrstuuekcEwyEfGQOSCF5oSNOnlI3bINjdVrC"),
    ]

    private func withHasher(
        cost: Argon2Cost = cheap,
        _ body: (PasswordHasher) async throws -> Void
    ) async throws {
        let hasher = try PasswordHasher(limits: PasswordHasher.Limits(threads: 1), cost: cost)
        try await body(hasher)
        await hasher.shutdown()
    }

    @Test("a new hash is a PHC string with OWASP's costs, and verifies")
    func standardCost() async throws {
        try await withHasher(cost: .standard) { hasher in
            let password = try Password(parsing: "secretpassword")
            let hash = try await hasher.hash(password)
            #expect(hash.rawValue.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
            #expect(try await hasher.verify(password, against: hash) == .match)
            #expect(try await hasher.verify(Password(parsing: "Secretpassword"), against: hash) == .mismatch)
        }
    }

    @Test("the same password never gives the same hash")
    func salts() async throws {
        try await withHasher { hasher in
            let password = try Password(parsing: "secretpassword")
            #expect(try await hasher.hash(password) != hasher.hash(password))
        }
    }

    @Test(
        "argon2id strings of another implementation verify",
        arguments: [
            (
                "password123",
                "$argon2id$v=19$m=64,t=1,p=1$ZgGWbHmjI5VRxhzD5jA/yg$dDXL8fg1O7Pbs2sbvVWmPCWoyXrF8LMjg94MnAvuiYg",
                PasswordVerdict.match
            ),
            (
                cyrillic,
                "$argon2id$v=19$m=64,t=1,p=1$/Kl1qRsuUAN3gxBST5bkZQ$TCjRx1TB2llugWXv0OtpWIpxH/TtKpx1zD4gHjHpb/w",
                PasswordVerdict.match
            ),
            (
                "password123",
                "$argon2id$v=19$m=128,t=2,p=4$+bELhKxi3rn6VVbuxA3PlA$7dZIL0U2admSxVX+e6uY7ipzt+BMxdyD1N/TjZ6aH7I",
                PasswordVerdict.matchNeedsRehash
            ),
            (
                "password123",
                "$argon2id$v=19$m=19456,t=2,p=1$IHPsWe/HdB+3qbWo18zIjQ$Gv631SgVjYUgf2U7HLZUar2BijsYvzTSDyxQEByk0Bo",
                PasswordVerdict.matchNeedsRehash
            ),
        ]
    )
    func foreignArgon2(password: String, text: String, verdict: PasswordVerdict) async throws {
        let (right, wrong) = (try Password(parsing: password), try Password(parsing: password + "?"))
        let hash = PasswordHash(text)
        try await withHasher { hasher in
            let verdicts = (
                try await hasher.verify(right, against: hash), try await hasher.verify(wrong, against: hash)
            )
            #expect(verdicts == (verdict, .mismatch))
        }
    }

    @Test("bcrypt strings of older servers verify and ask to be replaced", arguments: oldHashes)
    func bcrypt(password: String, hash: String) async throws {
        try await withHasher { hasher in
            let verdict = try await hasher.verify(Password(parsing: password), against: PasswordHash(hash))
            #expect(verdict == .matchNeedsRehash)
        }
    }

    @Test(
        "another password does not fit a bcrypt string",
        arguments: ["Correct horse", "correct horse ", "correct hors"]
    )
    func wrongBcrypt(password: String) async throws {
        try await withHasher { hasher in
            for (_, hash) in Self.oldHashes where hash.hasPrefix("$2b$04$") {
                let verdict = try await hasher.verify(Password(parsing: password), against: PasswordHash(hash))
                #expect(verdict == .mismatch)
            }
        }
    }

    @Test("a long Cyrillic password counts to its last letter, where bcrypt stopped after 72 bytes")
    func longPasswords() async throws {
        let password = try Password(parsing: Self.cyrillic)
        let sameBeginning = try Password(parsing: Self.cyrillic.prefix(42) + "?")
        try await withHasher { hasher in
            let hash = try await hasher.hash(password)
            #expect(try await hasher.verify(password, against: hash) == .match)
            #expect(try await hasher.verify(sameBeginning, against: hash) == .mismatch)
            let old = PasswordHash(Self.oldHashes[5].1)
            #expect(try await hasher.verify(sameBeginning, against: old) == .matchNeedsRehash)
        }
    }

    @Test("the longest password there can be is hashed in full")
    func longestPassword() async throws {
        let text = String(repeating: "🔑", count: 63)
        try await withHasher { hasher in
            let hash = try await hasher.hash(Password(parsing: text + "🔑"))
            #expect(try await hasher.verify(Password(parsing: text + "🔒"), against: hash) == .mismatch)
            #expect(try await hasher.verify(Password(parsing: text + "🔑"), against: hash) == .match)
        }
    }

    @Test("letters are compared as they were typed: composed and decomposed ones differ")
    func normalization() async throws {
        try await withHasher { hasher in
            let hash = try await hasher.hash(Password(parsing: "caf\u{E9}caf\u{E9}"))
            let other = try Password(parsing: "cafe\u{301}cafe\u{301}")
            #expect(try await hasher.verify(other, against: hash) == .mismatch)
        }
    }

    @Test(
        "nobody's password and one with an unreadable hash never fit",
        arguments: [nil, "", "password123", "$2b$99$x"]
    )
    func nobody(hash: String?) async throws {
        try await withHasher { hasher in
            let password = try Password(parsing: "password123")
            #expect(try await hasher.verify(password, against: hash.map(PasswordHash.init)) == .mismatch)
        }
    }

    @Test("when all places are taken, hashing and checking are refused with a time to come again")
    func overload() async throws {
        let hasher = try PasswordHasher(limits: PasswordHasher.Limits(threads: 1, waiting: 2), cost: Self.cheap)
        let (gate, password) = (Gate(), try Password(parsing: "password123"))
        gate.occupy(hasher.pool, count: 3)
        let expected = MessengerError.overloaded(retryAfter: .seconds(1))
        await #expect(throws: expected) { try await hasher.hash(password) }
        await #expect(throws: expected) { try await hasher.verify(password, against: nil) }
        gate.open(3)
        await hasher.shutdown()
    }

    @Test("a hasher that was shut down answers that it is not to be had")
    func afterShutdown() async throws {
        let hasher = try PasswordHasher(limits: PasswordHasher.Limits(threads: 2), cost: Self.cheap)
        await hasher.shutdown()
        let password = try Password(parsing: "password123")
        await #expect(throws: MessengerError.unavailable(retryAfter: .seconds(1))) { try await hasher.hash(password) }
    }

    @Test("the threads end with a hasher that nobody shut down")
    func abandonment() async throws {
        var hasher: PasswordHasher? = try PasswordHasher(limits: PasswordHasher.Limits(threads: 1), cost: Self.cheap)
        weak let pool = hasher?.pool
        #expect(pool != nil)
        hasher = nil
        while pool != nil { await Task.yield() }
    }

    @Test("limits are at least one thread and no negative queue")
    func limits() {
        let limits = PasswordHasher.Limits(threads: -5, waiting: -5)
        #expect(limits.threads == 1)
        #expect(limits.waiting == 0)
        #expect(PasswordHasher.Limits().threads >= 1)
        #expect(PasswordHasher.Limits().waiting == 64)
    }

    @Test("a cost that no machine can pay is an error at the start")
    func impossibleCost() {
        #expect(throws: IdentityError.self) {
            try PasswordHasher(limits: PasswordHasher.Limits(), cost: Argon2Cost(memoryKiB: 1, passes: 1))
        }
    }
}
