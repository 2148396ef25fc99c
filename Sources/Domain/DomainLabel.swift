/// One part of a host name between two dots, in both of its forms.
struct DomainLabel {
    /// The label as people read it.
    let unicode: String
    /// The label as the domain name system uses it.
    let ascii: String

    /// Takes a label in lower case: plain ASCII, Punycode (`xn--…`), or letters of another script.
    init(parsing label: EmailText) throws(EmailAddress.Problem) {
        let text = String(String.UnicodeScalarView(label))
        guard label.allSatisfy(\.isASCII) else {
            try checkLetters(label)
            unicode = text
            ascii = Self.prefix + Punycode.encode(label)
            return
        }
        ascii = text
        guard text.hasPrefix(Self.prefix) else {
            try checkHyphens(label)
            unicode = text
            return
        }
        guard text.utf8.count <= EmailDomain.labelLimit, let decoded = Punycode.decode(label.dropFirst(4)),
            !decoded.allSatisfy(\.isASCII), Self.prefix + Punycode.encode(decoded[...]) == text
        else { throw notIDNA("Invalid A-label") }
        try checkSafe(decoded[...])
        try checkLetters(decoded[...])
        unicode = String(String.UnicodeScalarView(decoded))
    }

    private static let prefix = "xn--"
}

private func notIDNA(_ reason: String) -> EmailAddress.Problem {
    EmailAddress.Problem("The part after the @-sign is not valid IDNA (\(reason)).")
}

/// Refuses `ab--cd`: two hyphens in the third and fourth place are reserved for encodings (RFC 5891, 4.2.3.1).
private func checkHyphens(_ label: EmailText) throws(EmailAddress.Problem) {
    guard label.dropFirst(2).prefix(2).elementsEqual(["-", "-"]) else { return }
    throw EmailAddress.Problem(
        "An email address cannot have two letters followed by two dashes "
            + "immediately after the @-sign or after a period, except Punycode."
    )
}

/// Refuses characters that a registered name cannot hold.
private func checkLetters(_ label: EmailText) throws(EmailAddress.Problem) {
    try checkHyphens(label)
    guard label.first != "-", label.last != "-", label.first?.properties.generalCategory.isMark != true else {
        throw EmailAddress.Problem(
            "The part after the @-sign is invalid (label \(quoted(label)) begins or ends badly)."
        )
    }
    for (offset, scalar) in label.enumerated() where !isAllowed(scalar, in: label) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        throw EmailAddress.Problem(
            "The part after the @-sign is invalid "
                + "(Codepoint U+\(number) at position \(offset + 1) of \(quoted(label)) not allowed)."
        )
    }
}

private func quoted(_ label: EmailText) -> String {
    "'\(String(String.UnicodeScalarView(label)))'"
}

/// Whether IDNA 2008 lets a label hold the character, as far as Unicode's general properties tell (RFC 5892, 2 and 3).
private func isAllowed(_ scalar: Unicode.Scalar, in label: EmailText) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "-", "\u{DF}", "\u{3C2}", "\u{3007}": return true
    case "\u{30FB}": return label.contains { (0x3041...0x30FA).contains($0.value) || $0.properties.isIdeographic }
    default: break
    }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber:
        return !scalar.properties.changesWhenNFKCCaseFolded
    default:
        return false
    }
}
