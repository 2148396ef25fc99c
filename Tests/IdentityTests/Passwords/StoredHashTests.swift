import Domain
import Testing

@testable import Identity

@Suite("Kinds of stored hashes")
struct StoredHashTests {
    private static let rest = "$IHPsWe/HdB+3qbWo18zIjQ$Gv631SgVjYUgf2U7HLZUar2BijsYvzTSDyxQEByk0Bo"
    private static let salted = "abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"

    @Test("a PHC string of argon2id tells its cost", arguments: [(19_456, 2, 1), (8, 1, 1), (1_048_576, 64, 16)])
    func argon2id(memory: Int, passes: Int, lanes: Int) {
        let hash = PasswordHash("$argon2id$v=19$m=\(memory),t=\(passes),p=\(lanes)\(Self.rest)")
        #expect(StoredHash(hash) == .argon2id(Argon2Cost(memoryKiB: memory, passes: passes)))
    }

    @Test("a bcrypt string is known by its prefix", arguments: ["$2a$12$", "$2b$12$", "$2y$12$", "$2b$04$", "$2b$16$"])
    func bcrypt(prefix: String) {
        #expect(StoredHash(PasswordHash(prefix + Self.salted)) == .bcrypt)
    }

    @Test(
        "nothing else is compared with, above all nothing that would take hours or gigabytes",
        arguments: [
            "", "password123", "$", "$argon2id$", "$1$abc$def", "$2b$12$", "$2x$12$\(salted)", "$2$12$\(salted)",
            "$2b$17$\(salted)", "$2b$31$\(salted)", "$2b$03$\(salted)", "$2b$1x$\(salted)", "$2b$12$\(salted)x",
            "$2b$12$\(salted.dropLast())", "$2b$12$\(salted.dropLast())!", "$2b$12$\(salted.dropLast(2))é",
            "$argon2i$v=19$m=19456,t=2,p=1\(rest)", "$argon2d$v=19$m=19456,t=2,p=1\(rest)",
            "$argon2id$v=16$m=19456,t=2,p=1\(rest)", "$argon2id$m=19456,t=2,p=1\(rest)",
            "$argon2id$v=19$m=1048577,t=2,p=1\(rest)", "$argon2id$v=19$m=4294967296,t=2,p=1\(rest)",
            "$argon2id$v=19$m=19456,t=65,p=1\(rest)", "$argon2id$v=19$m=19456,t=2,p=17\(rest)",
            "$argon2id$v=19$m=-8,t=2,p=1\(rest)", "$argon2id$v=19$t=2,m=19456,p=1\(rest)",
            "$argon2id$v=19$m=19456,t=2\(rest)", "$argon2id$v=19$m=19456,t=2,p=1,x=1\(rest)",
            "$argon2id$v=19$m=99999999999999999999,t=2,p=1\(rest)", "$argon2id$v=19$m=19456,t=2,p=1\(rest)$",
            "$argon2id$v=19$m=19456,t=2,p=1\(rest)" + String(repeating: "A", count: 512),
        ]
    )
    func unreadable(text: String) {
        #expect(StoredHash(PasswordHash(text)) == .unreadable)
    }
}
