import FoundationEssentials
import TestKit
import Testing

@Suite("A frame in the tests")
struct FrameSchemaTests {
    static let timestamp = #""timestamp":"2026-11-23T03:28:19.752639+00:00""#
    static let message =
        #"{"type":"message","id":42,"chat_id":12,"sender_id":17,"text":"a","# + timestamp
        + #","seq":7,"client_message_id":null}"#

    @Test("that the document describes is taken")
    func good() throws {
        try FrameSchema.check(Self.message, .fromServer)
        try FrameSchema.check(#"{"type":"read","message_id":1,"reader_id":2}"#, .fromServer)
        try FrameSchema.check(#"{"type":"error","code":"invalid_json","detail":"x"}"#, .fromServer)
        try FrameSchema.check(#"{"type":"message","text":"a"}"#, .fromClient)
        try FrameSchema.check(#"{"type":"read","message_id":1}"#, .fromClient)
    }

    static let wrong: [(what: String, frame: String)] = [
        ("an unknown key", message.dropLast() + #","sender":"x"}"#),
        ("a key too few", message.replacing(#""seq":7,"#, with: "")),
        ("another type", message.replacing(#""id":42"#, with: #""id":"42""#)),
        ("a number too small", message.replacing(#""seq":7"#, with: #""seq":0"#)),
        ("a time without a zone", message.replacing("+00:00", with: "")),
        ("no type", #"{"id":42}"#), ("an unknown type", #"{"type":"nothing"}"#), ("no object", "[]"), ("no JSON", "{"),
        ("an unknown code", #"{"type":"error","code":"strange","detail":"x"}"#),
        ("the client's form", #"{"type":"message","text":"a"}"#),
    ]

    @Test("that the document does not describe is refused", arguments: wrong)
    func bad(what: String, frame: String) {
        #expect(throws: UndocumentedFrame.self, "\(what)") { try FrameSchema.check(frame, .fromServer) }
    }

    @Test("of the server is not one of a client")
    func direction() {
        #expect(throws: UndocumentedFrame.self) { try FrameSchema.check(Self.message, .fromClient) }
    }

    @Test("that is refused is shown with its problems")
    func description() {
        let error = #expect(throws: UndocumentedFrame.self) {
            try FrameSchema.check(#"{"type":"read","message_id":0,"reader_id":2,"x":1}"#, .fromServer)
        }
        #expect(error?.problems.count == 2)
        #expect(error?.description.contains("$.x: a key that the schema does not name") == true)
    }
}

/// Every golden of `Tests/APIDocsTests/Goldens`, by the folder of its sender and its name.
private let goldens: [(sender: String, name: String)] = ["server", "client"].flatMap { sender in
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: sender).path)
    return (names ?? []).sorted().map { (sender, $0) }
}

private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../APIDocsTests/Goldens").standardized

@Suite("A golden of a frame")
struct FrameGoldenSchemaTests {
    @Test("is one that the document describes", arguments: goldens)
    func fits(sender: String, name: String) throws {
        let file = folder.appending(path: sender).appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        try FrameSchema.check(text, sender == "server" ? .fromServer : .fromClient)
    }
}
