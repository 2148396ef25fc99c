/// Why bytes are not JSON.
public enum JSONParseError: Error, Hashable, Sendable {
    /// They are not even UTF-8.
    case invalidUTF8
    /// They are text with a mistake in it.
    case syntax(JSONSyntaxError)
}

/// A mistake in JSON text, in the words of Python's `json` module, which are part of the wire contract.
public struct JSONSyntaxError: Error, Hashable, Sendable {
    /// What was expected or found.
    public let message: String
    /// Where, in characters (Unicode scalars) from the start of the text.
    public let offset: Int

    /// Puts together a mistake and its place.
    public init(message: String, offset: Int) {
        self.message = message
        self.offset = offset
    }
}
