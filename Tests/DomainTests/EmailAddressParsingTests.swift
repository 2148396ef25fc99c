import Domain
import Testing

@Suite("Reading an e-mail address")
struct EmailAddressParsingTests {
    @Test("an address is brought into its one form", arguments: acceptedAddresses)
    func accepted(text: String, address: String) throws {
        #expect(scalars(try EmailAddress(parsing: text).rawValue) == scalars(address))
    }

    @Test("an address that no mail could reach is refused with the known sentence", arguments: refusedAddresses)
    func refused(text: String, reason: String) {
        #expect(problem(in: text) == reason)
    }

    @Test(
        "two hyphens in the third and fourth place are kept for Punycode",
        arguments: ["a@ab--cd.com", "a@x.ab--c.com", "a@ab--ж.com", "a@жж--ж.com"]
    )
    func reservedHyphens(text: String) {
        #expect(
            problem(in: text)
                == "An email address cannot have two letters followed by two dashes "
                + "immediately after the @-sign or after a period, except Punycode."
        )
    }

    @Test("an angle bracket that is never closed is told of", arguments: ["<a@x.com", "a<b@x.com", "Anna <a@x.com"])
    func openBracket(text: String) {
        #expect(
            problem(in: text)
                == "An open angle bracket at the start of the email address has to be followed by a close angle "
                + "bracket at the end."
        )
    }

    @Test("a name with a comma and a nameless empty address are refused", arguments: ["N, O <a@x.com>", "<>"])
    func strayBrackets(text: String) {
        #expect(problem(in: text)?.hasPrefix("A display name and angle brackets") == true)
    }

    @Test("one account cannot be made twice by decomposed letters", arguments: ["e\u{301}@x.com", "a@e\u{301}.com"])
    func decomposed(text: String) {
        #expect(
            problem(in: text)
                == "The email address contains letters that are not in their composed form (NFC)."
        )
    }

    @Test(
        "letters that merely look different in a domain are refused",
        arguments: ["a@x\u{2460}.com", "a@\u{FB01}.com", "a@\u{1D41A}.com", "a@\u{30FB}.jp", "a@\u{1F600}.com"]
    )
    func compatibilityLetters(text: String) {
        #expect(problem(in: text)?.hasPrefix("The part after the @-sign is invalid (Codepoint U+") == true)
    }

    @Test(
        "Punycode that stands for nothing, for plain letters or for another spelling is refused",
        arguments: ["a@xn--.com", "a@xn--a.com", "a@xn--abc-.com", "a@xn--99999999.com", "a@xn--é.com"]
    )
    func badPunycode(text: String) {
        #expect(problem(in: text) != nil)
    }

    private func scalars(_ text: String) -> [Unicode.Scalar] {
        Array(text.unicodeScalars)
    }
}

@Suite("The length of an e-mail address")
struct EmailAddressLengthTests {
    @Test("the part before the at-sign has 64 characters at most, whatever their bytes", arguments: ["a", "я"])
    func localPart(letter: String) throws {
        let longest = String(repeating: letter, count: 64) + "@x.com"
        #expect(try EmailAddress(parsing: longest).rawValue == longest)
        #expect(
            problem(in: letter + longest)
                == "The email address is too long before the @-sign (1 character too many)."
        )
        #expect(
            problem(in: letter + letter + longest)
                == "The email address is too long before the @-sign (2 characters too many)."
        )
    }

    @Test("a label has 63 characters at most")
    func label() throws {
        let longest = "a@" + String(repeating: "b", count: 63) + ".com"
        #expect(try EmailAddress(parsing: longest).rawValue == longest)
        #expect(
            problem(in: "a@" + String(repeating: "b", count: 64) + ".com")
                == "After the @-sign, periods cannot be separated by so many characters (1 character too many)."
        )
    }

    @Test("an internationalised label counts as it goes over the wire")
    func internationalLabel() throws {
        let longest = "a@" + String(repeating: "я", count: 56) + ".рф"
        #expect(try EmailAddress(parsing: longest).rawValue == longest)
        #expect(
            problem(in: "a@" + String(repeating: "я", count: 58) + ".рф")?
                .hasPrefix("After the @-sign, periods cannot be separated by so many characters") == true
        )
    }

    @Test("a domain has 253 characters at most")
    func domain() {
        let labels = Array(repeating: String(repeating: "b", count: 62), count: 4).joined(separator: ".")
        #expect(
            problem(in: "a@\(labels).com")
                == "The email address is too long after the @-sign (2 characters too many)."
        )
    }

    @Test("a domain that only its encoding makes too long is refused in bytes")
    func encodedDomain() {
        let labels = Array(repeating: String(repeating: "я", count: 56), count: 4).joined(separator: ".")
        #expect(problem(in: "a@\(labels).com")?.hasSuffix("too many after IDNA encoding).") == true)
    }

    @Test("a whole address has 254 bytes at most")
    func whole() throws {
        let domain = [62, 62, 60].map { String(repeating: "b", count: $0) }.joined(separator: ".") + ".com"
        let local = String(repeating: "a", count: 254 - 1 - domain.utf8.count)
        #expect(try EmailAddress(parsing: "\(local)@\(domain)").rawValue.utf8.count == 254)
        #expect(
            problem(in: "a\(local)@\(domain)") == "The email address is too long (1 character too many)."
        )
    }

    @Test("the bytes of a whole address count, not its characters")
    func wholeInBytes() {
        let domain = Array(repeating: String(repeating: "b", count: 60), count: 3).joined(separator: ".") + ".com"
        let local = String(repeating: "я", count: 40)
        #expect(
            problem(in: "\(local)@\(domain)") == "The email address is too long (6-13 characters too many)."
        )
    }

    @Test("an address that only Punycode makes too long is refused")
    func wholeInASCII() {
        let domain = Array(repeating: "é", count: 25).joined(separator: ".") + ".fr"
        #expect(
            problem(in: String(repeating: "a", count: 64) + "@" + domain)
                == "The email address is too long when the part after the @-sign is converted to IDNA ASCII "
                + "(13 bytes too many)."
        )
    }

    @Test("a text of more than 2,048 characters is refused unread")
    func input() {
        #expect(
            problem(in: String(repeating: "a", count: 3000) + "@x.com")
                == "Length must not exceed 2048 characters"
        )
        #expect(problem(in: String(repeating: " ", count: 2043) + "a@x.c") == nil)
    }

    @Test(
        "the worst text of the longest length is refused",
        .timeLimit(.minutes(1)),
        arguments: ["\"", "<", "@", "\" <", "a ", "я", ".", "xn--", "a@\u{301}"]
    )
    func worstCase(piece: String) {
        let text = String(repeating: piece, count: 2047 / piece.unicodeScalars.count)
        #expect(problem(in: text + ">") != nil)
    }
}

@Suite("Comparing e-mail addresses")
struct EmailAddressKeyTests {
    @Test(
        "two spellings of one mailbox have one key",
        arguments: [
            ("Anna@example.com", "anna@EXAMPLE.com"),
            ("ПОЧТА@пример.рф", "почта@xn--e1afmkfd.xn--p1ai"),
            ("ÉLISE@x.fr", "élise@x.fr"),
            ("Anna <A@x.com>", " a@X.com "),
        ]
    )
    func equal(one: String, other: String) throws {
        #expect(try EmailAddress(parsing: one).key == EmailAddress(parsing: other).key)
    }

    @Test("the local part is shown as it was typed")
    func shown() throws {
        #expect(try EmailAddress(parsing: "Anna.2192286d@EXAMPLE.com").rawValue == "Anna.2192286d@example.com")
    }

    @Test("an address from a store is taken as it is")
    func stored() {
        #expect(EmailAddress(stored: "not an address").rawValue == "not an address")
        #expect(EmailAddress(stored: "A@b").key == "a@b")
    }
}

/// Why a text is no address; nil when it is one.
private func problem(in text: String) -> String? {
    do throws(EmailAddress.Problem) {
        _ = try EmailAddress(parsing: text)
        return nil
    } catch {
        return error.reason
    }
}
