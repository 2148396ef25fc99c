/// What stands after the at-sign: a host name in ASCII or an internationalised one (IDNA 2008, RFC 5891).
struct EmailDomain {
    /// How many characters a whole name may have in ASCII.
    static let limit = 253
    /// How many characters one label may have in ASCII.
    static let labelLimit = 63

    /// The name as people read it, in lower case.
    let unicode: String
    /// The name as the mail system uses it, with `xn--` labels.
    let ascii: String

    init(parsing text: EmailText) throws(EmailAddress.Problem) {
        guard text.count <= Self.limit else { throw tooLong(text.count - Self.limit) }
        guard !(text.first == "[" && text.last == "]") else {
            throw EmailAddress.Problem("A bracketed IP address after the @-sign is not allowed here.")
        }
        let invalid = text.filter { $0.isASCII && !$0.isHostCharacter }
        guard invalid.isEmpty else {
            throw EmailAddress.Problem("The part after the @-sign contains invalid characters: \(listed(invalid)).")
        }
        try checkSafe(text)
        let mapped = text.flatMap { mappedForHost($0) }[...]
        try checkMapped(mapped)
        try checkHyphensAndDots(mapped)
        let labels = try mapped.split(separator: ".").map { label throws(EmailAddress.Problem) in
            try DomainLabel(parsing: label)
        }
        unicode = labels.map(\.unicode).joined(separator: ".")
        ascii = labels.map(\.ascii).joined(separator: ".")
        try checkASCII(labels.map(\.ascii), whole: ascii, isTypedSo: text.allSatisfy(\.isASCII))
    }
}

/// Names that never lead to a mailbox (RFC 6761 and its kind).
///
/// `example.com` and `.example` stand in for real ones.
private let specialUseNames = ["arpa", "invalid", "local", "localhost", "onion", "test"]

/// The small letters for a character, the plain one for a full-width one, or the dot for another script's full stop:
/// the part of UTS 46 that keyboards produce.
private func mappedForHost(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch scalar {
    case "\u{3002}", "\u{FF61}": ["."]
    case "\u{FF01}"..."\u{FF5E}":
        Array(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)).properties.lowercaseMapping.unicodeScalars)
    default: Array(scalar.properties.lowercaseMapping.unicodeScalars)
    }
}

private func checkMapped(_ name: EmailText) throws(EmailAddress.Problem) {
    let invalid = name.filter { $0.isASCII && !$0.isHostCharacter }
    guard invalid.isEmpty else {
        throw EmailAddress.Problem(
            "The part after the @-sign contains invalid characters after Unicode normalization: \(listed(invalid))."
        )
    }
}

private func tooLong(_ excess: Int) -> EmailAddress.Problem {
    EmailAddress.Problem(
        "The email address is too long after the @-sign (\(excess) character\(plural(excess)) too many)."
    )
}

private func checkHyphensAndDots(_ name: EmailText) throws(EmailAddress.Problem) {
    try checkDots(
        name,
        atStart: "An email address cannot have a period immediately after the @-sign.",
        atEnd: "An email address cannot end with a period."
    )
    guard name.last != "-" else { throw EmailAddress.Problem("An email address cannot end with a hyphen.") }
    guard name.first != "-" else {
        throw EmailAddress.Problem("An email address cannot have a hyphen immediately after the @-sign.")
    }
    let pairs = zip(name, name.dropFirst())
    guard !pairs.contains(where: { ($0 == "." && $1 == "-") || ($0 == "-" && $1 == ".") }) else {
        throw EmailAddress.Problem("An email address cannot have a period and a hyphen next to each other.")
    }
}

private func checkASCII(_ labels: [String], whole: String, isTypedSo: Bool) throws(EmailAddress.Problem) {
    let excess = whole.utf8.count - EmailDomain.limit
    if excess > 0 {
        guard !isTypedSo else { throw tooLong(excess) }
        throw EmailAddress.Problem(
            "The email address is too long after the @-sign "
                + "(\(excess) byte\(plural(excess)) too many after IDNA encoding)."
        )
    }
    for label in labels where label.utf8.count > EmailDomain.labelLimit {
        let excess = label.utf8.count - EmailDomain.labelLimit
        throw EmailAddress.Problem(
            "After the @-sign, periods cannot be separated by so many characters "
                + "(\(excess) character\(plural(excess)) too many)."
        )
    }
    guard labels.count > 1 else {
        throw EmailAddress.Problem("The part after the @-sign is not valid. It should have a period.")
    }
    guard let top = labels.last, top.unicodeScalars.last?.isASCIILetter == true || top.hasPrefix("xn--") else {
        throw EmailAddress.Problem(
            "The part after the @-sign is not valid. It is not within a valid top-level domain."
        )
    }
    guard !specialUseNames.contains(top) else {
        throw EmailAddress.Problem(
            "The part after the @-sign is a special-use or reserved name that cannot be used with email."
        )
    }
}
