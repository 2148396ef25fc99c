import NIOWebSocket
import TestKit
import Testing

@Suite("Frames that cannot be understood", .timeLimit(.minutes(10)))
struct ErrorFrameTests {
    static let texts: [(name: String, frame: String)] = [
        ("error_invalid_json", "{"), ("error_invalid_json", ""), ("error_invalid_frame", "[]"),
        ("error_invalid_frame", "null"), ("error_invalid_frame", "5"), ("error_invalid_frame", #""message""#),
        ("error_invalid_text", #"{"type":"message"}"#), ("error_invalid_text", #"{"type":"message","text":null}"#),
        ("error_invalid_text", #"{"type":"message","text":5}"#),
        ("error_invalid_text", #"{"type":"message","text":""}"#),
        ("error_invalid_text", #"{"type":"message","text":"a\u0000"}"#),
        ("error_invalid_text", #"{"type":"message","text":"\ud800"}"#),
        ("error_invalid_text_with_name", #"{"type":"message","text":"","client_message_id":"a"}"#),
        ("error_invalid_client_message_id", #"{"type":"message","text":"a","client_message_id":5}"#),
        ("error_invalid_client_message_id", #"{"type":"message","text":"a","client_message_id":""}"#),
        ("error_invalid_message_id", #"{"type":"read","message_id":"1"}"#),
        ("error_invalid_message_id", #"{"type":"read","message_id":true}"#),
        ("error_invalid_message_id", #"{"type":"read","message_id":[1]}"#),
    ]

    @Test("are answered with an error, and the socket lives on", arguments: texts)
    func text(name: String, frame: String) async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            try await talk.annas.send(frame)
            try Golden.check(try await talk.annas.text(), name)
            _ = try await talk.annaSays("still here")
        }
    }

    @Test("are answered in the language of the handshake")
    func language() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let socket = try await server.socket(anna.group(), as: anna, language: "en")
            try await socket.send("{")
            try Golden.check(try await socket.text(), "error_invalid_json_en")
        }
    }

    @Test(
        "are passed over when their type is not known",
        arguments: [
            "{}", #"{"type":"typing"}"#, #"{"type":5,"text":"a"}"#, #"{"text":"a"}"#, #"{"type":"MESSAGE","text":"a"}"#,
        ]
    )
    func unknown(frame: String) async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            try await talk.annas.send(frame)
            try await talk.annas.expectSilence()
            try await talk.boriss.expectSilence()
        }
    }

    @Test("are answered with an error when they are binary, whole or in parts")
    func binary() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            try await talk.annas.send(.binary, Array(message("hello").utf8))
            try Golden.check(try await talk.annas.text(), "error_binary_frame")
            try await talk.annas.send(.binary, [0xFF], isFinal: false)
            try await talk.annas.send(.continuation, [0xFE])
            try Golden.check(try await talk.annas.text(), "error_binary_frame")
            _ = try await talk.annaSays("still here")
        }
    }
}
