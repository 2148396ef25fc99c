import Crypto

/// The secret that signs tokens.
///
/// Whoever has it can sign in as anybody; it never shows itself in a log.
public struct SigningSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How many bytes of text a secret must have.
    public static let minimumBytes = 32

    /// The secret's text in UTF-8: that is what signs, as in the original server, whatever the text encodes.
    let bytes: [UInt8]

    /// Accepts the secret of a configuration, if it is long enough and not one that everybody knows.
    public init(parsing text: String) throws(IdentityError) {
        let bytes = Array(text.utf8)
        guard !Self.isPublished(bytes) else { throw .publishedSecret }
        guard bytes.count >= Self.minimumBytes else {
            throw .secretTooShort(bytes: bytes.count, minimum: Self.minimumBytes)
        }
        self.bytes = bytes
    }

    /// Takes bytes that need not be text, unchecked.
    init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Stars, however it is printed.
    public var description: String { "********" }

    /// Stars, however it is printed.
    public var debugDescription: String { description }

    /// Shows nothing of the secret to a debugger or to `dump`.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The SHA-256 of each secret that a public repository gives as a sample: that of shumafb/WS-messenger.
    private static let published: Set = ["3e338776b87a7b9754a9f6d5f1a34550405c0fa25c11da061a1c3ff266350138"]

    /// Whether this is a sample secret, also with the quotes and spaces that its `.env` file has around it.
    private static func isPublished(_ bytes: [UInt8]) -> Bool {
        let decoration = Array("\"' \t\r\n".utf8)
        let bare = bytes.drop(while: decoration.contains).reversed().drop(while: decoration.contains).reversed()
        let digits = Array("0123456789abcdef".unicodeScalars)
        var name = String.UnicodeScalarView()
        for byte in SHA256.hash(data: Array(bare)) {
            name.append(digits[Int(byte >> 4)])
            name.append(digits[Int(byte & 15)])
        }
        return published.contains(String(name))
    }
}
