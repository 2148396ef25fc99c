import Domain
import MessengerServer
import TestKit
import Testing
import UseCases
import Wire

@Suite("Sessions that end", .timeLimit(.minutes(10)))
struct SessionTests {
    private func logIn(_ server: TestServer, _ password: String) async throws -> Reply {
        try await server.post("/login", #"{"email":"anna@example.com","password":"\#(password)"}"#)
    }

    @Test("POST /logout ends the session of the token, and no other", arguments: StoreKind.all)
    func logOut(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            server.clock.advance(by: .seconds(1))
            let other = try #require(try await logIn(server, TestServer.password).json["access_token"].text)
            let reply = try await anna.post("/logout", "")
            #expect(reply.status == 204)
            #expect(reply.body.isEmpty)
            #expect(reply["content-type"] == nil)
            #expect(try await anna.get("/chats").code == "invalid_token")
            try Golden.check(try await anna.get("/me").text, "invalid_token_me")
            #expect(try await anna.post("/logout", "").status == 401)
            #expect(try await server.get("/me", token: other).status == 200)
        }
    }

    @Test("a log-in after a log-out in the same second is good", arguments: StoreKind.all)
    func sameSecond(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            #expect(try await anna.post("/logout", "").status == 204)
            let again = try #require(try await logIn(server, TestServer.password).json["access_token"].text)
            #expect(again != anna.token)
            #expect(try await server.get("/me", token: again).status == 200)
        }
    }

    @Test("POST /password changes it, ends all sessions and begins one", arguments: StoreKind.all)
    func password(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let boris = try await server.person("boris")
            server.clock.advance(by: .seconds(1))
            let other = try #require(try await logIn(server, TestServer.password).json["access_token"].text)
            let body = #"{"old_password":"\#(TestServer.password)","new_password":"another secret"}"#
            let reply = try await anna.post("/password", body)
            #expect(reply.status == 200)
            #expect(reply.json.names == ["access_token", "token_type"])
            for token in [anna.token, other] { #expect(try await server.get("/me", token: token).status == 401) }
            let renewed = try #require(reply.json["access_token"].text)
            #expect(try await server.get("/me", token: renewed).status == 200)
            #expect(try await logIn(server, TestServer.password).code == "wrong_password")
            let again = try await logIn(server, "another secret")
            #expect(try await server.get("/me", token: again.json["access_token"].text).status == 200)
            #expect(try await boris.get("/me").status == 200)
            // A client that never saw the answer and repeats the call learns that its session is over.
            #expect(try await anna.post("/password", body).status == 401)
        }
    }

    static let refused: [(name: String, status: Int, body: String)] = [
        ("wrong_password", 400, #"{"old_password":"not this one","new_password":"another secret"}"#),
        ("password_empty", 422, "{}"),
        ("password_wrong", 422, #"{"old_password":"short","new_password":5}"#),
    ]

    @Test("what is wrong with a change of password is told, and the session goes on", arguments: refused)
    func refusal(name: String, status: Int, body: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let reply = try await anna.post("/password", body)
            #expect(reply.status == status)
            try Golden.check(reply.text, name)
            #expect(try await anna.get("/me").status == 200)
            #expect(try await logIn(server, TestServer.password).status == 200)
        }
    }

    @Test("POST /ws-ticket gives a ticket, another each time")
    func ticket() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let (one, other) = (try await anna.post("/ws-ticket", ""), try await anna.post("/ws-ticket", ""))
            #expect(one.status == 200)
            #expect(one.json.names == ["ticket", "expires_in"])
            #expect(one.json["expires_in"].number == 30)
            #expect(one.json["ticket"].text != other.json["ticket"].text)
        }
    }

    @Test("a ticket opens one session, on every store, and ends with it", arguments: StoreKind.all)
    func redeem(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let messenger = server.application.messenger
            func ticket() async throws -> SocketTicket {
                SocketTicket(try #require(try await anna.post("/ws-ticket", "").json["ticket"].text))
            }
            let first = try await ticket()
            #expect(try await messenger.redeemTicket(first).user.id.rawValue == anna.id)
            await #expect(throws: MessengerError.invalidToken) { try await messenger.redeemTicket(first) }
            let second = try await ticket()
            #expect(try await anna.post("/logout", "").status == 204)
            await #expect(throws: MessengerError.invalidToken) { try await messenger.redeemTicket(second) }
        }
    }
}
