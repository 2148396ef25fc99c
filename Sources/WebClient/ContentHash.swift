internal import Crypto

/// What names these bytes and no others: the start of their SHA-256, in hexadecimal digits.
func contentHash(of bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).prefix(8)
        .map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        .joined()
}
