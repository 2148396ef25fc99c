import TestKit
import Testing
import Wire

@Suite("A chat that begins while its people are connected", .timeLimit(.minutes(10)))
struct NewChatTests {
    @Test("is shown to them at once, with nothing else going on", arguments: StoreKind.all)
    func atOnce(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let boris = try await server.person("boris")
            let sockets = [try await Self.follow(server, anna), try await Self.follow(server, boris)]
            let chat = try await anna.group(boris)
            for socket in sockets {
                let frame = try await socket.json()
                #expect(frame?["type"] == .string("chat_added"))
                #expect(frame?["chat"]?["id"] == .integer(chat))
            }
        }
    }

    /// The socket of an account, past its beginning.
    private static func follow(_ server: TestServer, _ person: Person) async throws -> SocketClient {
        let ticket = try #require(try await person.post("/ws-ticket", "").json["ticket"].text)
        let connection = try await server.connect()
        try await connection.send(TestServer.handshake("/ws?ticket=\(ticket)"))
        #expect(try await connection.reply().status == 101)
        let socket = SocketClient(connection: connection)
        #expect(try await socket.json()?["type"] == .string("welcome"))
        try await socket.send(#"{"type":"hello"}"#)
        #expect(try await socket.json()?["type"] == .string("state"))
        return socket
    }
}
