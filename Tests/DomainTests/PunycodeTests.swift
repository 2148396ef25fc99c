import Testing

@testable import Domain

@Suite("Punycode")
struct PunycodeTests {
    /// Samples of RFC 3492, section 7.1, and names in use.
    static let samples: [(text: String, encoded: String)] = [
        ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
        ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
        ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
        ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
        ("пример", "e1afmkfd"),
        ("рф", "p1ai"),
        ("bücher", "bcher-kva"),
        ("ü", "tda"),
        ("a-b-ж", "a-b--34d"),
    ]

    @Test("text becomes ASCII", arguments: samples)
    func encode(text: String, encoded: String) {
        #expect(Punycode.encode(Array(text.unicodeScalars)[...]) == encoded)
    }

    @Test("ASCII becomes text again", arguments: samples)
    func decode(text: String, encoded: String) throws {
        let decoded = try #require(Punycode.decode(Array(encoded.unicodeScalars)[...]))
        #expect(decoded == Array(text.unicodeScalars))
    }

    @Test(
        "what no text could have become is refused",
        arguments: ["b1abfaaepdrnnbgefbadotcwatmq2g4", "é", "A1", "zzzzzzzz", "99999999999999", "-!", "a-\u{301}"]
    )
    func refused(encoded: String) {
        #expect(Punycode.decode(Array(encoded.unicodeScalars)[...]) == nil)
    }
}
