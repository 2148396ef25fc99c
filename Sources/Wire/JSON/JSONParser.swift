/// Reads JSON text (RFC 8259) in one pass over its bytes.
///
/// It takes and refuses what Python's `json.loads` does, `NaN` and a byte order mark included, and is stricter in one
/// thing: nesting is bounded, so that no body can exhaust the stack.
public enum JSONParser {
    /// How many arrays and objects may stand inside each other.
    public static let depthLimit = 200

    /// The value that `bytes` spell, in UTF-8.
    @inlinable
    public static func parse(_ bytes: some Collection<UInt8>) throws(JSONParseError) -> JSONValue {
        let inPlace = bytes.withContiguousStorageIfAvailable { buffer in result(of: buffer) }
        if let inPlace { return try inPlace.get() }
        return try Array(bytes).withUnsafeBufferPointer { buffer in result(of: buffer) }.get()
    }

    /// The outcome for bytes that lie in one piece.
    @usableFromInline
    static func result(of bytes: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONParseError> {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var scanner = JSONScanner(bytes: UnsafeBufferPointer(rebasing: bytes[start...]))
        do throws(JSONFault) {
            return .success(try scanner.document())
        } catch {
            return .failure(error.described(in: scanner.bytes))
        }
    }
}

/// A mistake at a byte, before its place is counted in characters.
struct JSONFault: Error {
    /// What is wrong.
    let message: StaticString
    /// The byte at which it is wrong.
    let index: Int

    /// The error for a caller.
    ///
    /// Text that is not UTF-8 at all is told of first, as it is decoded first.
    func described(in bytes: UnsafeBufferPointer<UInt8>) -> JSONParseError {
        guard UTF8Bytes.check(bytes) != .invalid else { return .invalidUTF8 }
        let offset = bytes[..<index].count { $0 & 0xC0 != 0x80 }
        return .syntax(JSONSyntaxError(message: message.description, offset: offset))
    }
}
