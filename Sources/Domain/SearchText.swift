/// What somebody types to find a person: the beginning of a name, or a whole address.
public struct SearchText: Hashable, Sendable {
    /// How many characters it may have, spaces and all; an address has no more.
    public static let length = 2...254

    /// The text as it was typed.
    public let rawValue: String

    /// Accepts a text that a client sent.
    public init(parsing text: String) throws(TextProblem) {
        try checked(text, length: text.scalarCount, within: Self.length)
        rawValue = text
    }

    /// What the keys of the names that are meant begin with; nil where less than two characters are left of the text
    /// without the spaces around it, and nobody is meant.
    public var key: String? {
        let key = UserName.key(of: rawValue)
        return key.scalarCount < Self.length.lowerBound ? nil : key
    }

    /// The address that is meant, where it is one.
    public var email: EmailAddress? {
        guard rawValue.unicodeScalars.contains("@") else { return nil }
        return try? EmailAddress(parsing: rawValue)
    }
}

extension UserName {
    /// What names are found by: in lower case, in every script, with `е` for `ё` as most people type it, and without
    /// spaces at the start.
    public var key: String {
        Self.key(of: rawValue)
    }

    fileprivate static func key(of text: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in text.trimmed.lowercased().unicodeScalars { key.append(scalar == "ё" ? "е" : scalar) }
        return String(key)
    }
}

extension String {
    /// The text without spaces at its ends.
    fileprivate var trimmed: String {
        let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
        return String(String.UnicodeScalarView(scalars.reversed().drop { $0.properties.isWhitespace }.reversed()))
    }
}
