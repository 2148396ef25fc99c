extension EmailAddress {
    /// Why a text is not an address that mail could be sent to.
    public struct Problem: Error, Hashable, Sendable {
        /// One English sentence for whoever typed the address.
        public let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }

    /// How many characters (Unicode scalars) are looked at; a longer text is refused unread.
    static let inputLimit = 2048
    /// How many bytes of UTF-8 an address may have (RFC 5321, with the angle brackets taken off).
    static let byteLimit = 254

    /// Accepts an address that a client sent: `anna@example.com`, `Anna <anna@example.com>`, `почта@пример.рф`.
    ///
    /// Surrounding spaces and a display name are dropped, and the domain is brought into its one Unicode form in lower
    /// case, so that `X@ПРИМЕР.рф` and `X@xn--e1afmkfd.xn--p1ai` are equal. The local part stays as it was typed,
    /// apart from the mailbox names that RFC 2142 makes case-insensitive. Nothing is asked of the network.
    public init(parsing text: String) throws(Problem) {
        let scalars = Array(text.unicodeScalars.prefix(Self.inputLimit + 1))
        guard scalars.count <= Self.inputLimit else {
            throw Problem("Length must not exceed \(Self.inputLimit) characters")
        }
        guard !scalars.contains(where: { $0 == "\r" || $0 == "\n" }) else {
            throw Problem("Carriage return and line feed characters are not allowed")
        }
        let address = withoutDisplayName(trimmed(scalars[...]))
        let (local, domain) = try splitAtSign(address)
        let localPart = try EmailLocalPart(parsing: local)
        guard !domain.isEmpty else { throw Problem("There must be something after the @-sign.") }
        let domainName = try EmailDomain(parsing: domain)
        rawValue = localPart.rawValue + "@" + domainName.unicode
        try checkLength(typed: address, normalized: rawValue, ascii: localPart.rawValue + "@" + domainName.ascii)
    }
}

typealias EmailText = ArraySlice<Unicode.Scalar>

/// The text without white space at its ends.
private func trimmed(_ text: EmailText) -> EmailText {
    let start = text.firstIndex { !$0.properties.isWhitespace } ?? text.endIndex
    let end = text.lastIndex { !$0.properties.isWhitespace }.map { $0 + 1 } ?? start
    return text[start..<max(start, end)]
}

/// What stands between the angle brackets of `Name <address>`; the whole text when it has not that form.
private func withoutDisplayName(_ text: EmailText) -> EmailText {
    guard text.last == ">", let open = text.first == "\"" ? bracketAfterQuote(text) : text.firstIndex(of: "<") else {
        return text
    }
    let name = trimmed(text[..<open])
    let isQuoted = name.count > 2 && name.first == "\"" && name.last == "\""
    guard isQuoted || name.allSatisfy({ isNameCharacter($0) || $0.properties.isWhitespace }) else { return text }
    let address = text[(open + 1)..<(text.endIndex - 1)]
    return address.isEmpty ? text : trimmed(address)
}

/// The last angle bracket that follows a closing quotation mark.
private func bracketAfterQuote(_ text: EmailText) -> Int? {
    var bracket: Int?
    for index in text.indices.reversed() {
        if text[index] == "<" {
            bracket = index
        } else if text[index] == "\"", let bracket, index > text.startIndex {
            return bracket
        } else if !text[index].properties.isWhitespace {
            bracket = nil
        }
    }
    return nil
}

/// Whether a display name may hold the character without quotation marks.
private func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.isEmailAtom || scalar == "." }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
}

/// The texts before and after the first at-sign outside quotation marks.
private func splitAtSign(_ text: EmailText) throws(EmailAddress.Problem) -> (local: EmailText, domain: EmailText) {
    var isQuoted = false
    var isEscaped = false
    for index in text.indices {
        let scalar = text[index]
        if isQuoted {
            isQuoted = scalar != "\"" || isEscaped
            isEscaped = scalar == "\\" && !isEscaped
        } else if scalar == "\"" {
            isQuoted = true
        } else if scalar == "<" {
            throw strayBracket(text[index...])
        } else if scalar == "@" {
            return (text[..<index], text[(index + 1)...])
        }
    }
    throw withoutAtSign(text)
}

/// The problem of a text with an angle bracket that does not begin `<address>` at its end.
private func strayBracket(_ rest: EmailText) -> EmailAddress.Problem {
    guard rest.contains(">") else {
        return EmailAddress.Problem(
            "An open angle bracket at the start of the email address has to be followed by a close angle bracket "
                + "at the end."
        )
    }
    guard rest.last == ">" else { return EmailAddress.Problem("There can't be anything after the email address.") }
    return EmailAddress.Problem(
        "A display name and angle brackets around the email address are not permitted here."
    )
}

/// The problem of a text without an at-sign, which may have a sign that looks like one.
private func withoutAtSign(_ text: EmailText) -> EmailAddress.Problem {
    if text.contains("\u{FF20}") {
        return EmailAddress.Problem(
            "The email address has the \"full-width\" at-sign (@) character instead of a regular at-sign."
        )
    }
    if text.contains("\u{FE6B}") {
        return EmailAddress.Problem(
            "The email address has the \"small commercial at\" character instead of a regular at-sign."
        )
    }
    return EmailAddress.Problem("An email address must have an @-sign.")
}

/// Refuses an address that is too long in the form that was typed, in ours, or in the one that the mail system uses.
private func checkLength(typed: EmailText, normalized: String, ascii: String) throws(EmailAddress.Problem) {
    let typedBytes = typed.reduce(0) { $0 + UTF8.width($1) }
    let excess = typedBytes - EmailAddress.byteLimit
    if excess > 0 {
        let widest = typed.map { UTF8.width($0) }.max() ?? 1
        let least = max(1, excess / widest)
        let range = least == excess ? "\(excess)" : "\(least)-\(excess)"
        throw EmailAddress.Problem("The email address is too long (\(range) character\(plural(excess)) too many).")
    }
    for (form, means) in [
        (normalized, "after normalization"),
        (ascii, "when the part after the @-sign is converted to IDNA ASCII"),
    ] {
        let excess = form.utf8.count - EmailAddress.byteLimit
        guard excess > 0 else { continue }
        throw EmailAddress.Problem("The email address is too long \(means) (\(excess) byte\(plural(excess)) too many).")
    }
}

/// The ending of a noun that stands after `count`.
func plural(_ count: Int) -> String {
    count == 1 ? "" : "s"
}
