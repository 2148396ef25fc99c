import Domain
import Testing

@Suite("What people are searched by")
struct SearchTextTests {
    static let keys: [(name: String, key: String)] = [
        ("Анна", "анна"), ("АННА К.", "анна к."), ("  Анна ", "анна"), ("Алёна", "алена"), ("ЁЛКА", "елка"),
        ("Straße", "straße"), ("ÉLAN", "élan"), ("", ""), ("   ", ""), ("\u{A0}x\t", "x"), ("👋", "👋"),
    ]

    @Test("a name's key has no case, no spaces at its ends, and е for ё", arguments: keys)
    func key(name: String, key: String) {
        #expect(UserName(stored: name).key == key)
    }

    @Test("a text's key is that of a name, where two characters are left of it")
    func trimmed() throws {
        #expect(try SearchText(parsing: "  Ан ").key == "ан")
        #expect(try SearchText(parsing: "Алё").key == "але")
        for text in ["  ", " а", "а   ", "\u{B}\u{A0}"] { #expect(try SearchText(parsing: text).key == nil) }
    }

    @Test("a text has two characters at least", arguments: ["", "а", " "])
    func short(text: String) {
        #expect(throws: TextProblem.tooShort(minimum: 2)) { try SearchText(parsing: text) }
    }

    @Test("a text has 254 characters at most, and no NUL")
    func limits() throws {
        #expect(try SearchText(parsing: String(repeating: "я", count: 254)).rawValue.count == 254)
        #expect(throws: TextProblem.tooLong(maximum: 254)) {
            try SearchText(parsing: String(repeating: "я", count: 255))
        }
        #expect(throws: TextProblem.holdsNUL) { try SearchText(parsing: "a\0b") }
    }

    @Test("a whole address is one, and half of one is not")
    func email() throws {
        #expect(try SearchText(parsing: "Anna@Example.com").email?.key == "anna@example.com")
        #expect(try SearchText(parsing: "anna@").email == nil)
        #expect(try SearchText(parsing: "anna").email == nil)
    }
}

@Suite("Keys of calls")
struct IdempotencyKeyTests {
    @Test("are 1 to 128 visible characters of ASCII", arguments: ["a", "!", "~", "9f7c2b1e-58d4-4f0a", "\"quoted\""])
    func good(text: String) {
        #expect(IdempotencyKey(parsing: text)?.rawValue == text)
        #expect(IdempotencyKey(parsing: String(repeating: "x", count: 128)) != nil)
    }

    @Test("are nothing else", arguments: ["", " ", "a b", "a,  b", "ключ", "a\t", "\u{7F}", "a\0"])
    func bad(text: String) {
        #expect(IdempotencyKey(parsing: text) == nil)
        #expect(IdempotencyKey(parsing: String(repeating: "x", count: 129)) == nil)
    }
}
