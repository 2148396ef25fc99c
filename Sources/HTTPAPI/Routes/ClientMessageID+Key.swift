import Crypto
import Domain

extension ClientMessageID {
    /// The name of the message that a call with this key posts, where the call gives none: the same for a repeated call,
    /// also after a crash that came between the message and the answer's being kept.
    ///
    /// A UUID of version 8 (RFC 9562): a digest of the sender and the key.
    init(of key: IdempotencyKey, by sender: ID<User>) {
        var bytes = Array(SHA256.hash(data: Array("message of \(sender) under \(key.rawValue)".utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let text = Base16.encode(bytes)
        let ends = [8, 12, 16, 20, 32]
        var start = text.startIndex
        let groups = zip(ends, [0] + ends).map { end, begin in
            let next = text.index(start, offsetBy: end - begin)
            defer { start = next }
            return text[start..<next]
        }
        self.init(stored: groups.joined(separator: "-"))
    }
}
