import MessengerServer
import TestKit
import Testing
import Wire

@Suite("Sockets of sessions that end", .timeLimit(.minutes(10)))
struct SessionEndTests {
    @Test("logging out closes the sockets of the session, and no other's", arguments: StoreKind.all)
    func logOut(store: StoreKind) async throws {
        try await withServer(store) { server in
            let talk = try await Talk(server)
            #expect(try await talk.anna.post("/logout", "").status == 204)
            #expect(try await talk.annas.closeCode() == 4401)
            try await talk.boriss.send(message("Ты тут?"))
            #expect(try await talk.boriss.json().said == "Ты тут?")
        }
    }

    @Test("logging out closes a socket that has not said yet what it has")
    func greeted() async throws {
        try await withServer {
            // Long enough that no heartbeat asks the store.
            $0.webSocket.pingInterval = .seconds(300)
        } _: { server in
            let anna = try await server.person("anna")
            let socket = try await server.accountSocket(as: anna)
            #expect(try await socket.json().type == "welcome")
            #expect(try await anna.post("/logout", "").status == 204)
            #expect(try await socket.closeCode() == 4401)
        }
    }

    @Test("changing the password closes all sockets of the account")
    func password() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            let second = try await server.socket(talk.chat, as: talk.anna)
            let body = #"{"old_password":"\#(TestServer.password)","new_password":"another secret"}"#
            #expect(try await talk.anna.post("/password", body).status == 200)
            #expect(try await talk.annas.closeCode() == 4401)
            #expect(try await second.closeCode() == 4401)
        }
    }

    @Test("a ticket opens the socket of an account, once", arguments: StoreKind.all)
    func ticket(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let ticket = try #require(try await anna.post("/ws-ticket", "").json["ticket"].text)
            var statuses: [Int] = []
            for _ in 1...2 {
                let connection = try await server.connect()
                try await connection.send(TestServer.handshake("/ws?ticket=\(ticket)"))
                statuses.append(try await connection.reply().status)
            }
            #expect(statuses == [101, 401])
        }
    }

    @Test("a ticket that is late opens nothing")
    func lateTicket() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let ticket = try #require(try await anna.post("/ws-ticket", "").json["ticket"].text)
            server.clock.advance(by: .seconds(30))
            let connection = try await server.connect()
            try await connection.send(TestServer.handshake("/ws?ticket=\(ticket)"))
            #expect(try await connection.reply().status == 401)
        }
    }
}
