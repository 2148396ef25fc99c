import CSodium
import Domain

/// What one argon2id hash costs; more is safer and slower, for an attacker and for the server alike.
public struct Argon2Cost: Hashable, Sendable {
    /// How much memory one hash fills, in KiB.
    public let memoryKiB: Int
    /// How many times it goes through that memory.
    public let passes: Int

    /// A cost of one's own choice: at least 8 KiB and one pass.
    public init(memoryKiB: Int, passes: Int) {
        self.memoryKiB = memoryKiB
        self.passes = passes
    }

    /// What OWASP recommends for log-ins: 19 MiB and two passes, on one lane.
    public static let standard = Argon2Cost(memoryKiB: 19 * 1024, passes: 2)
}

/// Argon2id (RFC 9106), as libsodium computes it, in PHC strings.
enum Argon2 {
    /// Makes libsodium ready for use from any thread; calling it again does nothing.
    static func prepare() throws(IdentityError) {
        guard sodium_init() >= 0 else { throw .cryptographyUnavailable("libsodium cannot be initialized") }
    }

    /// A PHC string for `password` under a fresh random salt; nil when there is not memory enough.
    static func hash(_ password: String, cost: Argon2Cost) -> PasswordHash? {
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let status = crypto_pwhash_str(
            &text,
            password,
            UInt64(password.utf8.count),
            UInt64(cost.passes),
            cost.memoryKiB * 1024
        )
        guard status == 0 else { return nil }
        return PasswordHash(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    /// Whether `password` gives this PHC string; the comparison takes the same time wherever they differ.
    static func matches(_ password: String, _ hash: PasswordHash) -> Bool {
        crypto_pwhash_str_verify(hash.rawValue, password, UInt64(password.utf8.count)) == 0
    }
}
