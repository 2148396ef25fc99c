extension Unicode.Scalar {
    /// Whether an unquoted ASCII part of an address may hold the character (`atext` of RFC 5322).
    var isEmailAtom: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "`",
            "{", "|", "}", "~":
            true
        default:
            false
        }
    }

    /// Whether a host name in ASCII may hold the character.
    var isHostCharacter: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".": true
        default: false
        }
    }

    /// Whether it is one of the 52 letters of ASCII.
    var isASCIILetter: Bool {
        switch self {
        case "a"..."z", "A"..."Z": true
        default: false
        }
    }

    /// Whether it is invisible, a space, a control or unassigned: nothing that an address should hold.
    var isUnsafeInEmail: Bool {
        let category = properties.generalCategory
        return !(category.isVisible || category.isMark)
    }

    /// The character as an error shows it: itself in quotation marks, or its name, or its number.
    var safeDisplay: String {
        if self == "\\" { return "\"\\\"" }
        if self == "'" { return "\"'\"" }
        if properties.generalCategory.isVisible { return "'\(self)'" }
        if let name = properties.name { return name }
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, (value < 0xFFFF ? 4 : 8) - digits.count)) + digits
    }
}

extension Unicode.GeneralCategory {
    /// Whether characters of the category are letters, numbers, punctuation or symbols.
    var isVisible: Bool {
        switch self {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber,
            .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation,
            .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        case .nonspacingMark, .spacingMark, .enclosingMark, .spaceSeparator, .lineSeparator, .paragraphSeparator,
            .control, .format, .surrogate, .privateUse, .unassigned:
            false
        @unknown default:
            false
        }
    }

    /// Whether characters of the category combine with the one before.
    var isMark: Bool {
        self == .nonspacingMark || self == .spacingMark || self == .enclosingMark
    }
}
