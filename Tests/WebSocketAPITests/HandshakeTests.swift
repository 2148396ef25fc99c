import NIOCore
import TestKit
import Testing

@Suite("The handshake of a socket", .timeLimit(.minutes(10)))
struct HandshakeTests {
    @Test("is answered as the protocol says", arguments: StoreKind.all)
    func success(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let connection = try await server.connect()
            try await connection.send(TestServer.handshake("/ws/\(chat)?token=\(anna.token)"))
            let reply = try await connection.reply()
            #expect(reply.status == 101)
            #expect(reply["upgrade"]?.lowercased() == "websocket")
            #expect(reply["connection"]?.lowercased() == "upgrade")
            // The example of RFC 6455, section 1.3.
            #expect(reply["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            try await SocketClient(connection: connection).expectSilence()
        }
    }

    @Test("takes the headers of browsers, in whatever case")
    func browser() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let connection = try await server.connect()
            try await connection.send(
                TestServer.handshake(
                    "/ws/\(chat)?x=1&token=\(anna.token)",
                    changing: [
                        "Upgrade": "WebSocket", "Connection": "keep-alive, Upgrade",
                        "Origin": "https://app.example.com",
                        "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
                    ]
                )
            )
            #expect(try await connection.reply().status == 101)
        }
    }

    @Test("may be followed by frames in the same packet")
    func samePacket() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let connection = try await server.connect()
            var bytes = ByteBuffer(string: TestServer.handshake("/ws/\(chat)?token=\(anna.token)"))
            bytes.writeClientFrame(first: 0x81, payload: Array(message("one").utf8))
            bytes.writeClientFrame(first: 0x81, payload: Array(message("two").utf8))
            try await connection.send(bytes)
            #expect(try await connection.reply().status == 101)
            let socket = SocketClient(connection: connection)
            #expect(try await socket.json().said == "one")
            #expect(try await socket.json().said == "two")
        }
    }

    @Test("may arrive byte by byte")
    func bytewise() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let connection = try await server.connect()
            for byte in TestServer.handshake("/ws/\(chat)?token=\(anna.token)").utf8 {
                try await connection.send(ByteBuffer(bytes: [byte]))
            }
            #expect(try await connection.reply().status == 101)
        }
    }

    @Test("is refused for reasons that HTTP knows", arguments: StoreKind.all)
    func refusals(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group()
            let cases: [(target: String, status: Int, code: String?)] = [
                ("/ws/\(chat)?token=\(boris.token)", 403, "not_a_member"),
                ("/ws/4711?token=\(anna.token)", 403, "not_a_member"),
                ("/ws/99999999999999999999?token=\(anna.token)", 403, "not_a_member"),
                ("/ws/\(chat)?token=nonsense", 401, "invalid_token"),
                ("/ws/\(chat)?token=", 401, "invalid_token"),
                ("/ws/\(chat)", 403, nil), ("/ws/abc?token=\(anna.token)", 403, nil),
                ("/nope?token=\(anna.token)", 404, "not_found"),
                ("/ws/\(chat)/x?token=\(anna.token)", 404, "not_found"),
                ("/me", 404, "not_found"),
            ]
            for (target, status, code) in cases {
                let connection = try await server.connect()
                try await connection.send(TestServer.handshake(target))
                let reply = try await connection.reply()
                #expect(reply.status == status, "\(target)")
                #expect(reply.code == code, "\(target)")
                _ = try await connection.end()
            }
        }
    }

    @Test("with a token that has expired is refused")
    func expired() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            server.clock.advance(by: .seconds(60 * 60 * 60))
            let connection = try await server.connect()
            try await connection.send(TestServer.handshake("/ws/\(chat)?token=\(anna.token)"))
            let reply = try await connection.reply()
            #expect(reply.status == 401)
            #expect(reply.code == "invalid_token")
        }
    }

    static let mistakes: [[String: String?]] = [
        ["Sec-WebSocket-Version": "8"], ["Sec-WebSocket-Version": nil], ["Sec-WebSocket-Key": nil],
        ["Sec-WebSocket-Key": "short"], ["Sec-WebSocket-Key": "not base 64, though 24 b"],
    ]

    @Test("that is not a proper one is told what is needed", arguments: mistakes)
    func improper(fields: [String: String?]) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let connection = try await server.connect()
            try await connection.send(TestServer.handshake("/ws/\(chat)?token=\(anna.token)", changing: fields))
            let reply = try await connection.reply()
            #expect(reply.status == 426)
            #expect(reply["upgrade"] == "websocket")
            #expect(reply["sec-websocket-version"] == "13")
            try Golden.check(reply.text, "upgrade_required")
        }
    }

    @Test("is needed: a plain request finds nothing there")
    func plain() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            #expect(try await anna.get("/ws/\(chat)").status == 404)
            #expect(try await server.get("/ws/\(chat)?token=\(anna.token)").status == 404)
        }
    }

    @Test("explains a refusal in the language that the client prefers")
    func language() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let connection = try await server.connect()
            try await connection.send(TestServer.handshake("/ws/7?token=\(anna.token)", language: "en"))
            #expect(try await connection.reply().detail == "You have no access to this chat")
        }
    }

    @Test("on a connection that spoke HTTP before is answered, one way or another")
    func later() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let connection = try await server.connect()
            try await connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await connection.reply().status == 200)
            try await connection.send(TestServer.handshake("/ws/\(chat)?token=\(anna.token)"))
            #expect([101, 426].contains(try await connection.reply().status))
        }
    }
}
