import Domain
import Testing

@Suite("Texts that clients send")
struct TextLimitTests {
    @Test("a user's name has 1 to 50 characters")
    func userName() {
        expectLimits(UserName.length, unit: "Я") { text throws(TextProblem) in try UserName(parsing: text).rawValue }
    }

    @Test("a chat's name has 1 to 50 characters")
    func chatName() {
        expectLimits(ChatName.length, unit: "👋") { text throws(TextProblem) in try ChatName(parsing: text).rawValue }
    }

    @Test("a password has 8 to 64 characters")
    func password() {
        expectLimits(Password.length, unit: "п") { text throws(TextProblem) in try Password(parsing: text).rawValue }
    }

    @Test("a client's message id has 1 to 128 characters")
    func clientMessageID() {
        expectLimits(ClientMessageID.length, unit: "e\u{301}", scalars: 2) { text throws(TextProblem) in
            try ClientMessageID(parsing: text).rawValue
        }
    }

    @Test("a message has 1 to 65,536 bytes")
    func messageText() {
        expectLimits(MessageText.byteLength, unit: "a") { text throws(TextProblem) in
            try MessageText(parsing: text).rawValue
        }
        expectLimits(2...65_536, unit: "я", scalars: 2) { text throws(TextProblem) in
            try MessageText(parsing: text).rawValue
        }
    }

    @Test("a text with NUL is refused wherever it stands", arguments: ["\0aaaaaaaa", "aaaa\0aaaa", "aaaaaaaa\0"])
    func nul(text: String) {
        #expect(throws: TextProblem.holdsNUL) { try UserName(parsing: text) }
        #expect(throws: TextProblem.holdsNUL) { try ChatName(parsing: text) }
        #expect(throws: TextProblem.holdsNUL) { try Password(parsing: text) }
        #expect(throws: TextProblem.holdsNUL) { try MessageText(parsing: text) }
        #expect(throws: TextProblem.holdsNUL) { try ClientMessageID(parsing: text) }
    }

    @Test("white space is kept", arguments: [" ", "   ", " a ", "\n", "\u{A0}"])
    func blanks(text: String) throws {
        #expect(try UserName(parsing: text).rawValue == text)
        #expect(try ChatName(parsing: text).rawValue == text)
        #expect(try MessageText(parsing: text).rawValue == text)
    }

    @Test("what a store kept is taken as it is, also what is not valid any more")
    func stored() {
        #expect(UserName(stored: "").rawValue.isEmpty)
        #expect(ChatName(stored: "").rawValue.isEmpty)
        #expect(MessageText(stored: "").rawValue.isEmpty)
        #expect(ClientMessageID(stored: "").rawValue.isEmpty)
    }

    /// Holds a type to limits that are multiples of what `unit` counts for.
    private func expectLimits(
        _ limits: ClosedRange<Int>,
        unit: String,
        scalars: Int = 1,
        parse: (String) throws(TextProblem) -> String
    ) {
        let least = (limits.lowerBound + scalars - 1) / scalars
        let most = limits.upperBound / scalars
        for count in [least, most] {
            let text = String(repeating: unit, count: count)
            #expect(outcome(text, parse) == .success(text))
        }
        #expect(outcome("", parse) == .failure(.tooShort(minimum: limits.lowerBound == 2 ? 1 : limits.lowerBound)))
        let tooLong = String(repeating: unit, count: most + 1)
        #expect(outcome(tooLong, parse) == .failure(.tooLong(maximum: limits.upperBound)))
    }

    private func outcome(
        _ text: String,
        _ parse: (String) throws(TextProblem) -> String
    ) -> Result<String, TextProblem> {
        do throws(TextProblem) {
            return .success(try parse(text))
        } catch {
            return .failure(error)
        }
    }
}

@Suite("A password")
struct PasswordTests {
    @Test("no way of printing it shows it")
    func hidden() throws {
        let password = try Password(parsing: "correct horse")
        var dumped = ""
        dump(password, to: &dumped)
        for text in ["\(password)", String(describing: password), String(reflecting: password), dumped] {
            #expect(!text.contains("correct"))
        }
        #expect("\(password)" == "********")
    }

    @Test("it keeps all its bytes")
    func bytes() throws {
        let text = String(repeating: "👋", count: 64)
        #expect(try Password(parsing: text).rawValue.utf8.count == 256)
    }

    @Test("its hash is what was kept")
    func hash() {
        #expect(PasswordHash("$2b$12$x").rawValue == "$2b$12$x")
    }
}
