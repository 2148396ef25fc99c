import Domain
import Testing

@testable import Wire

@Suite("Frames of a client")
struct ClientFrameTests {
    private func parse(_ text: String) -> ClientFrame {
        ClientFrame.parse(Array(text.utf8))
    }

    @Test("a message")
    func message() {
        #expect(
            parse(#"{"type":"message","text":"Привет 👋"}"#) == .message(MessageText(stored: "Привет 👋"), nil)
        )
        #expect(
            parse(#"{"sender_id":9,"client_message_id":"c-1","text":" ","type":"message"}"#)
                == .message(MessageText(stored: " "), ClientMessageID(stored: "c-1"))
        )
        #expect(
            parse(#"{"type":"message","text":"x","client_message_id":null}"#)
                == .message(MessageText(stored: "x"), nil)
        )
    }

    @Test("word that a message was read")
    func read() {
        #expect(parse(#"{"type":"read","message_id":42}"#) == .read(ID(42)))
        #expect(parse(#"{"type":"read","message_id":-1,"reader_id":3}"#) == .read(ID(-1)))
    }

    @Test(
        "what concerns nobody is ignored",
        arguments: [
            "{}", #"{"type":"typing"}"#, #"{"type":null}"#, #"{"type":5}"#, #"{"type":["message"],"text":"x"}"#,
            #"{"text":"x"}"#, #"{"type":"Message","text":"x"}"#, #"{"type":"read"}"#,
            #"{"type":"read","message_id":null}"#, #"{"type":"read","message_id":9223372036854775808}"#,
            #"{"type":"\ud800"}"#,
        ]
    )
    func ignored(text: String) {
        #expect(parse(text) == .ignored)
    }

    @Test("what is no JSON is refused", arguments: ["", " ", "{", "{'a':1}", "hello", "{} {}", "\u{0}"])
    func invalidJSON(text: String) {
        #expect(parse(text) == .malformed(.invalidJSON, nil))
    }

    @Test("bytes that are no text are refused")
    func invalidUTF8() {
        #expect(ClientFrame.parse([0xFF, 0xFE]) == .malformed(.invalidJSON, nil))
    }

    @Test("what is no object is refused", arguments: ["[]", #""x""#, "5", "null", "true", "NaN"])
    func invalidFrame(text: String) {
        #expect(parse(text) == .malformed(.invalidFrame, nil))
    }

    static let badTexts: [(member: String, problem: TextProblem?)] = [
        ("", nil), (#","text":null"#, nil), (#","text":5"#, nil), (#","text":{}"#, nil), (#","text":"\ud800""#, nil),
        (#","text":"""#, .tooShort(minimum: 1)), (#","text":"a\u0000""#, .holdsNUL),
        (#","text":"\#(String(repeating: "a", count: 65_537))""#, .tooLong(maximum: 65_536)),
    ]

    @Test("a bad text is refused under the message's own name", arguments: badTexts)
    func invalidText(member: String, problem: TextProblem?) {
        #expect(
            parse(#"{"type":"message","client_message_id":"c-1"\#(member)}"#)
                == .malformed(.invalidText(problem), ClientMessageID(stored: "c-1"))
        )
    }

    @Test(
        "a bad name of a message is refused",
        arguments: [
            #""""#, "5", "[]", "true", #""a\u0000""#, #""\ud800""#, "\"\(String(repeating: "c", count: 129))\"",
        ]
    )
    func invalidClientMessageID(value: String) {
        #expect(
            parse(#"{"type":"message","text":"x","client_message_id":\#(value)}"#)
                == .malformed(.invalidClientMessageID, nil)
        )
    }

    @Test("a bad id of a message is refused", arguments: [#""1""#, "true", "[1]", "1.5", "{}", "NaN"])
    func invalidMessageID(value: String) {
        #expect(parse(#"{"type":"read","message_id":\#(value)}"#) == .malformed(.invalidMessageID, nil))
    }

    @Test("every refusal has a word of its own")
    func codes() {
        let problems: [FrameProblem] = [
            .binary, .invalidJSON, .invalidFrame, .invalidText(nil), .invalidClientMessageID, .invalidMessageID,
        ]
        #expect(
            problems.map(\.code) == [
                "binary_frame", "invalid_json", "invalid_frame", "invalid_text", "invalid_client_message_id",
                "invalid_message_id",
            ]
        )
        #expect(FrameProblem.invalidText(.holdsNUL).code == "invalid_text")
    }
}
