import MessengerServer
import NIOCore
import NIOWebSocket
import TestKit
import Testing

@Suite("How many sockets there may be, and whose", .timeLimit(.minutes(10)))
struct SocketLimitTests {
    /// Asks for a socket; gives the reply and, with 101, the socket.
    private func ask(
        _ server: TestServer,
        _ target: String,
        changing fields: [String: String?] = [:]
    ) async throws -> (reply: Reply, socket: SocketClient) {
        let connection = try await server.connect()
        try await connection.send(TestServer.handshake(target, language: "en", changing: fields))
        return (try await connection.reply(), SocketClient(connection: connection))
    }

    @Test("an account has so many sockets and no more, until one of them ends")
    func perUser() async throws {
        try await withServer {
            $0.webSocket.userLimit = 2
        } _: { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chats = try await [anna.group(boris), anna.group()]
            let sockets = try await [server.socket(chats[0], as: anna), server.socket(chats[1], as: anna)]
            let refused = try await ask(server, "/ws/\(chats[0])?token=\(anna.token)").reply
            #expect(refused.status == 429)
            #expect(refused["retry-after"] == "30")
            try Golden.check(refused.text, "too_many_sockets")
            // Others have theirs.
            let boriss = try await server.socket(chats[0], as: boris)
            try await boriss.send(message("hello"))
            #expect(try await sockets[0].json().said == "hello")
            try await sockets[1].sendClose(1000)
            #expect(try await sockets[1].closeCode() == 1000)
            _ = try await server.socket(chats[1], as: anna)
        }
    }

    @Test("those who come at once are not let in together: the last are told when they are in")
    func race() async throws {
        try await withServer {
            $0.webSocket.userLimit = 1
        } _: { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let answers = try await withThrowingTaskGroup(of: Int?.self) { tasks in
                for _ in 1...12 {
                    tasks.addTask {
                        let (reply, socket) = try await ask(server, "/ws/\(chat)?token=\(anna.token)")
                        guard reply.status == 101 else { return reply.status }
                        try await socket.send(.ping, [1])
                        let frame = try await socket.frame()
                        return frame.opcode == .pong ? 101 : frame.closeCode
                    }
                }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.filter { $0 == 101 }.count == 1)
            #expect(answers.allSatisfy { [101, 429, 4429].contains($0) })
        }
    }

    @Test("a socket that says only in its first frame whose it is, and is one too many, is closed")
    func lateCount() async throws {
        try await withServer {
            $0.webSocket.userLimit = 1
        } _: { server in
            let anna = try await server.person("anna")
            let first = try await server.accountSocket(as: anna)
            #expect(try await first.json().type == "welcome")
            func late() async throws -> SocketClient {
                let socket = try await server.anonymousSocket()
                try await socket.send(#"{"type":"auth","token":"\#(anna.token)"}"#)
                return socket
            }
            // Not even welcomed.
            #expect(try await late().frame().closeCode == 4429)
            // It took no place from anybody, and the one that was there has kept its own.
            try await first.send(#"{"type":"ping"}"#)
            #expect(try await first.json().type == "pong")
            #expect(try await late().frame().closeCode == 4429)
            try await first.sendClose(1000)
            #expect(try await first.closeCode() == 1000)
            #expect(try await late().json().type == "welcome")
        }
    }

    @Test("an address has so many sockets; one that a client made up does not count", arguments: [0, 1])
    func perAddress(proxies: Int) async throws {
        try await withServer {
            $0.webSocket.addressLimit = 1
            $0.http.proxies = proxies
        } _: { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group(boris)
            func status(_ person: Person, from address: String?) async throws -> Int {
                let target = "/ws/\(chat)?token=\(person.token)"
                return try await ask(server, target, changing: ["X-Forwarded-For": address]).reply.status
            }
            #expect(try await status(anna, from: "192.0.2.1") == 101)
            #expect(try await status(boris, from: "192.0.2.2") == (proxies == 0 ? 429 : 101))
            #expect(try await status(boris, from: "192.0.2.9, 192.0.2.1") == 429)
            #expect(try await status(anna, from: nil) == (proxies == 0 ? 429 : 101))
        }
    }

    @Test("a page of another origin is refused where origins are named")
    func origins() async throws {
        try await withServer {
            $0.corsOrigins = ["https://chat.example.com"]
        } _: { server in
            let anna = try await server.person("anna")
            let target = try await "/ws/\(anna.group())?token=\(anna.token)"
            for (origin, status) in [
                ("https://chat.example.com", 101), (nil, 101), ("http://localhost", 101),
                ("https://evil.example.com", 403), ("https://chat.example.com.evil.example", 403), ("null", 403),
            ] {
                let reply = try await ask(server, target, changing: ["Origin": origin]).reply
                #expect(reply.status == status, "\(origin ?? "none")")
                if status == 403 { try Golden.check(reply.text, "origin_not_allowed") }
            }
        }
    }

    @Test("a page of any origin is let in by default")
    func anyOrigin() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let target = try await "/ws/\(anna.group())?token=\(anna.token)"
            #expect(try await ask(server, target, changing: ["Origin": "https://example.com"]).reply.status == 101)
        }
    }

    @Test("a client for which too many frames wait is closed and told to come back, however short they are")
    func manyFrames() async throws {
        try await withServer {
            $0.webSocket.outboxBytes = 1 << 30
            $0.webSocket.outboxPieces = 64
        } tune: {
            $0.closeTimeout = .seconds(600)
            $0.echoes = true
        } _: { server in
            let socket = try await server.echo()
            try await socket.connection.setReading(false)
            let text = String(repeating: "x", count: 10_000)
            // More than the system's own buffers take.
            for _ in 1...100 { try await socket.send([String](repeating: text, count: 20)) }
            try await socket.connection.setReading(true)
            #expect(try await socket.closeCode() == 1013)
        }
    }

    @Test("why a socket is refused or closed is logged, without a token")
    func logs() async throws {
        try await withServer {
            $0.webSocket.userLimit = 1
        } _: { server in
            let talk = try await Talk(server)
            #expect(try await ask(server, "/ws/\(talk.chat)?token=\(talk.anna.token)").reply.status == 429)
            try await talk.annas.send(first: 0x83, payload: [])
            #expect(try await talk.annas.closeCode() == 1002)
            let lines = server.log.lines.map(\.description)
            #expect(lines.contains { $0.contains("Closing a socket") && $0.contains("code=1002") })
            #expect(lines.contains { $0.contains("Refused a socket") && $0.contains("reason=tooManySockets") })
            #expect(!lines.contains { $0.contains(talk.anna.token) })
        }
    }
}
