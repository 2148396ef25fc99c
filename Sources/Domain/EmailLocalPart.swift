/// What stands before the at-sign: atoms of ASCII (RFC 5322) or of any script (RFC 6531) with single dots between them.
struct EmailLocalPart {
    /// How many characters (Unicode scalars) it may have (RFC 5321, 4.5.3.1.1).
    static let limit = 64

    /// The text as it was typed, apart from the case of the mailbox names of RFC 2142.
    let rawValue: String

    init(parsing text: EmailText) throws(EmailAddress.Problem) {
        guard !text.isEmpty else { throw EmailAddress.Problem("There must be something before the @-sign.") }
        guard text.first != "\"" else { throw quotingProblem(text) }
        guard text.count <= Self.limit else {
            let excess = text.count - Self.limit
            throw EmailAddress.Problem(
                "The email address is too long before the @-sign (\(excess) character\(plural(excess)) too many)."
            )
        }
        let invalid = text.filter { $0.isASCII && !$0.isEmailAtom && $0 != "." }
        guard invalid.isEmpty else {
            throw EmailAddress.Problem(
                "The email address contains invalid characters before the @-sign: \(listed(invalid))."
            )
        }
        try checkDots(
            text,
            atStart: "An email address cannot start with a period.",
            atEnd: "An email address cannot have a period immediately before the @-sign."
        )
        try checkSafe(text)
        let typed = String(String.UnicodeScalarView(text))
        let lowered = typed.lowercased()
        rawValue = caseInsensitiveMailboxes.contains(lowered) ? lowered : typed
    }
}

/// Mailbox names that mean the same in every case (RFC 2142).
private let caseInsensitiveMailboxes: Set<String> = [
    "info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster", "usenet", "news",
    "webmaster", "www", "uucp", "ftp",
]

/// The problem of a local part in quotation marks, which RFC 5322 knows and hardly any mailbox has.
private func quotingProblem(_ text: EmailText) -> EmailAddress.Problem {
    var isEscaped = false
    for index in text.indices.dropFirst() {
        if text[index] == "\"" && !isEscaped {
            let rest = text[(index + 1)...]
            guard !rest.isEmpty else { break }
            return EmailAddress.Problem(
                "Extra character(s) found after close quote: " + rest.map(\.safeDisplay).joined(separator: ", ")
            )
        }
        isEscaped = text[index] == "\\" && !isEscaped
    }
    return EmailAddress.Problem("Quoting the part before the @-sign is not allowed here.")
}

/// Refuses dots at the ends and two in a row.
func checkDots(_ text: EmailText, atStart: String, atEnd: String) throws(EmailAddress.Problem) {
    guard text.last != "." else { throw EmailAddress.Problem(atEnd) }
    guard text.first != "." else { throw EmailAddress.Problem(atStart) }
    guard !zip(text, text.dropFirst()).contains(where: { $0 == "." && $1 == "." }) else {
        throw EmailAddress.Problem("An email address cannot have two periods in a row.")
    }
}

/// Refuses characters that have no shape, change the shape of others, or can be written in two ways.
func checkSafe(_ text: EmailText) throws(EmailAddress.Problem) {
    guard !text.allSatisfy(\.isASCII) else { return }
    var unsafe = Set(text.filter(\.isUnsafeInEmail))
    if let first = text.first, first.properties.generalCategory.isMark { unsafe.insert(first) }
    guard unsafe.isEmpty else {
        let list = unsafe.sorted().map(\.safeDisplay).joined(separator: ", ")
        throw EmailAddress.Problem("The email address contains unsafe characters: \(list).")
    }
    guard isComposed(text) else {
        throw EmailAddress.Problem("The email address contains letters that are not in their composed form (NFC).")
    }
}

/// Whether the text is in Unicode's normal form C, so that no second spelling of it can make a second account.
private func isComposed(_ text: EmailText) -> Bool {
    guard #available(macOS 26, *) else { return true }
    let string = String(String.UnicodeScalarView(text))
    var span = string.utf8Span
    return span.checkForNFC(quickCheck: false)
}

/// The characters as a sentence lists them: each once, in order.
func listed(_ characters: some Sequence<Unicode.Scalar>) -> String {
    Set(characters.map(\.safeDisplay)).sorted(by: precedesByScalar).joined(separator: ", ")
}

/// Orders by code point, as the texts of other implementations do.
private func precedesByScalar(_ one: String, _ other: String) -> Bool {
    one.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
}
