import CCrypt
import CSodium
import Domain

/// Bcrypt strings of older servers, checked by the system's libcrypt; new ones are never made.
enum Bcrypt {
    /// Whether the first 72 bytes of `password` give this hash: bcrypt never looked at more.
    ///
    /// Takes about a quarter of a second at cost 12. The password must not hold NUL, which `Password` guarantees.
    static func matches(_ password: String, _ hash: PasswordHash) -> Bool {
        let size = MemoryLayout<crypt_data>.size
        let scratch = UnsafeMutableRawPointer.allocate(
            byteCount: size,
            alignment: MemoryLayout<crypt_data>.alignment
        )
        defer {
            sodium_memzero(scratch, size)
            scratch.deallocate()
        }
        sodium_memzero(scratch, size)
        guard let computed = crypt_rn(password, hash.rawValue, scratch, Int32(size)) else { return false }
        // With the NUL at the end, so that neither is a prefix of the other; the buffer is longer than both.
        return hash.rawValue.withCString { sodium_memcmp(computed, $0, hash.rawValue.utf8.count + 1) == 0 }
    }
}
