import Domain

/// What kind of hash a store kept, as far as its text tells.
enum StoredHash: Hashable {
    /// A PHC string of argon2id.
    case argon2id(Argon2Cost)
    /// A bcrypt string.
    case bcrypt
    /// Nothing that this server can compare with.
    case unreadable

    /// Reads the text's shape; what would cost an absurd amount of memory or time to check is unreadable.
    init(_ hash: PasswordHash) {
        if let cost = Self.argon2Cost(of: hash.rawValue) {
            self = .argon2id(cost)
        } else if Self.isBcrypt(Array(hash.rawValue.utf8)) {
            self = .bcrypt
        } else {
            self = .unreadable
        }
    }

    private static let longest = 512
    private static let memoryKiB = 8...1_048_576
    private static let passes = 1...64
    private static let lanes = 1...16
    private static let bcryptCosts = 4...16

    /// The cost in `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`.
    private static func argon2Cost(of text: String) -> Argon2Cost? {
        guard text.utf8.count <= longest else { return nil }
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0].isEmpty, fields[1] == "argon2id", fields[2] == "v=19" else { return nil }
        let costs = fields[3].split(separator: ",", omittingEmptySubsequences: false)
        guard costs.count == 3,
            let memory = number(in: costs[0], after: "m=", within: memoryKiB),
            let passes = number(in: costs[1], after: "t=", within: passes),
            number(in: costs[2], after: "p=", within: lanes) != nil
        else { return nil }
        return Argon2Cost(memoryKiB: memory, passes: passes)
    }

    private static func number(in text: Substring, after name: String, within limits: ClosedRange<Int>) -> Int? {
        guard text.hasPrefix(name), let number = Int(text.dropFirst(name.count)) else { return nil }
        return limits.contains(number) ? number : nil
    }

    /// Whether the text is `$2b$12$` (or `$2a$`, `$2y$`) and 53 characters of bcrypt's own base 64.
    private static func isBcrypt(_ text: [UInt8]) -> Bool {
        guard text.count == 60, text[6] == UInt8(ascii: "$"),
            ["$2a$", "$2b$", "$2y$"].contains(String(decoding: text[..<4], as: UTF8.self)),
            let cost = Int(String(decoding: text[4..<6], as: UTF8.self)), bcryptCosts.contains(cost)
        else { return false }
        return text[7...].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: ".")...UInt8(ascii: "9"): true
            default: false
            }
        }
    }
}
