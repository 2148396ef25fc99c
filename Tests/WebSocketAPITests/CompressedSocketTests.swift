import MessengerServer
import NIOCore
import NIOWebSocket
import TestKit
import Testing

@Suite("Compression on the wire", .timeLimit(.minutes(10)))
struct CompressedSocketTests {
    static let offer = "permessage-deflate; client_max_window_bits"
    private let long = String(repeating: "Привет, как дела? ", count: 40)

    @Test("is agreed on in the handshake when the client offers it, unless it is turned off", arguments: [true, false])
    func handshake(isOn: Bool) async throws {
        try await withServer {
            $0.webSocket.compresses = isOn
        } _: { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            for (extensions, isOffer) in [(Self.offer, true), ("permessage-deflate; nonsense", false), (nil, false)] {
                let connection = try await server.connect()
                try await connection.send(
                    TestServer.handshake(
                        "/ws/\(chat)?token=\(anna.token)",
                        changing: ["Sec-WebSocket-Extensions": extensions]
                    )
                )
                let reply = try await connection.reply()
                #expect(reply.status == 101)
                let expected = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
                #expect(reply["sec-websocket-extensions"] == (isOn && isOffer ? expected : nil))
            }
        }
    }

    @Test("reaches those who agreed to it, with long messages; the others get the same text as it is")
    func delivery() async throws {
        try await withServer { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group(boris)
            let plain = try await server.socket(chat, as: anna)
            let compressed = try await [
                server.socket(chat, as: boris, extensions: Self.offer),
                server.socket(chat, as: boris, extensions: Self.offer),
            ]
            let limited = try await server.socket(
                chat,
                as: boris,
                extensions: "permessage-deflate; server_max_window_bits=9"
            )
            try await plain.send([message("short"), message(long)])
            let texts = try await [plain.text(), plain.text()]
            for socket in compressed {
                let frames = try await [socket.frame(), socket.frame()]
                #expect(frames.map(\.isCompressed) == [false, true])
                #expect(frames.map(\.text) == texts)
                #expect(frames[1].payload.count < texts[1].utf8.count / 3)
            }
            let frames = try await [limited.frame(), limited.frame()]
            #expect(frames.map(\.isCompressed) == [false, false])
            #expect(frames.map(\.text) == texts)
        }
    }

    @Test("may be used by the client, for some messages or all, in fragments or not")
    func incoming() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let socket = try await server.socket(anna.group(), as: anna, extensions: Self.offer)
            let payload = Deflate.compress(Array(message(long).utf8))
            try await socket.send(first: 0xC1, payload: payload)
            #expect(try await socket.json().said == long)
            try await socket.send(message("plain"))
            #expect(try await socket.json().said == "plain")
            try await socket.send(first: 0x41, payload: Array(payload.prefix(10)))
            try await socket.send(.ping, [1])
            try await socket.send(.continuation, Array(payload.dropFirst(10)))
            #expect(try await socket.frame().opcode == .pong)
            #expect(try await socket.json().said == long)
        }
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: Int
        let first: UInt8
        let payload: [UInt8]
    }

    static let mistakes = [
        Mistake(testDescription: "no DEFLATE", code: 1007, first: 0xC1, payload: [0xFF, 0xFF]),
        Mistake(testDescription: "no UTF-8", code: 1007, first: 0xC1, payload: Deflate.compress([0xFF, 0xFE])),
        Mistake(
            testDescription: "a bomb",
            code: 1009,
            first: 0xC1,
            payload: Deflate.compress([UInt8](repeating: 0x20, count: 20_000_000))
        ),
        Mistake(testDescription: "a compressed ping", code: 1002, first: 0xC9, payload: []),
        Mistake(testDescription: "another reserved bit", code: 1002, first: 0xA1, payload: []),
    ]

    @Test("closes the socket when it is done wrong", arguments: mistakes)
    func mistake(mistake: Mistake) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let socket = try await server.socket(anna.group(), as: anna, extensions: Self.offer)
            try await socket.send(first: mistake.first, payload: mistake.payload)
            #expect(try await socket.closeCode() == mistake.code)
        }
    }

    @Test("of what the conversation itself sends is alike")
    func echo() async throws {
        try await withServer { _ in
        } tune: {
            $0.echoes = true
        } _: { server in
            let socket = try await server.echo(extensions: Self.offer)
            try await socket.send(long)
            let frame = try await socket.frame()
            #expect(frame.isCompressed)
            #expect(frame.text == long)
            try await socket.send(.binary, [0xFF])
            #expect(try await socket.frame().payload == [0xFF])
            let plain = try await server.echo()
            try await plain.send(long)
            #expect(try await plain.text() == long)
        }
    }

    @Test("is no way to an echo on a server that is not under test")
    func noEcho() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            try await connection.send(TestServer.handshake("/echo"))
            #expect(try await connection.reply().status == 404)
        }
    }
}
