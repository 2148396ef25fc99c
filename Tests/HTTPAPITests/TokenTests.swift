import MessengerServer
import NIOHTTP1
import TestKit
import Testing
import Wire

@Suite("Bearer tokens", .timeLimit(.minutes(10)))
struct TokenTests {
    /// Every endpoint that wants to know who asks.
    static let endpoints: [(method: HTTPMethod, path: String, body: String?)] = [
        (.GET, "/me", nil), (.GET, "/chats", nil), (.POST, "/chats", "{}"), (.GET, "/chats/1/messages", nil),
        (.POST, "/chats/abc/messages", "{}"), (.GET, "/history/1?limit=0", nil), (.GET, "/chats/x/members", nil),
        (.POST, "/chats/1/members", "{}"), (.DELETE, "/chats/1/members/x", nil), (.POST, "/chats/1/read", "{}"),
        (.GET, "/sync?since=x", nil), (.POST, "/sync", "{}"),
        (.POST, "/logout", nil),
        (.POST, "/password", "{}"), (.POST, "/ws-ticket", nil), (.GET, "/users", nil),
        (.GET, "/events?since=x", nil),
    ]

    @Test("are asked for before anything else is looked at", arguments: endpoints)
    func missing(method: HTTPMethod, path: String, body: String?) async throws {
        try await withServer { server in
            for headers in [[:], ["authorization": ""], ["authorization": "Basic YTpi"]] as [HTTPHeaders] {
                let reply = try await server.send(method, path, body, headers: headers)
                #expect(reply.status == 401)
                #expect(reply["www-authenticate"] == "Bearer")
                try Golden.check(reply.text, "not_authenticated")
            }
        }
    }

    @Test("that are no good are refused", arguments: endpoints)
    func refused(method: HTTPMethod, path: String, body: String?) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let tampered = String(anna.token.dropLast(2)) + "xx"
            for field in ["Bearer nonsense", "Bearer", "Bearer  \(anna.token)", "Bearer \(tampered)"] {
                let reply = try await server.send(method, path, body, headers: ["authorization": field])
                #expect(reply.status == 401)
                #expect(reply["www-authenticate"] == (path == "/me" ? "Bearer" : nil))
                try Golden.check(reply.text, path == "/me" ? "invalid_token_me" : "invalid_token")
            }
        }
    }

    @Test("are good until they expire", arguments: StoreKind.all)
    func expiry(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            server.clock.advance(by: .seconds(60 * 60 * 60 - 1))
            let reply = try await anna.get("/me")
            #expect(reply.status == 200)
            try Golden.check(reply.text, "me")
            server.clock.advance(by: .seconds(1))
            #expect(try await anna.get("/me").status == 401)
            #expect(try await anna.get("/chats").code == "invalid_token")
        }
    }

    @Test("are taken whatever the case of their scheme")
    func scheme() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            for scheme in ["bearer", "BEARER"] {
                let reply = try await server.get("/me", headers: ["authorization": "\(scheme) \(anna.token)"])
                #expect(reply.status == 200)
            }
        }
    }

    @Test("of an account that is gone are refused, and of another server")
    func gone() async throws {
        let (stranger, first) = try await withServer { server in
            let first = try await server.person("anna")
            return (try await server.person("bob").token, first.token)
        }
        try await withServer { server in
            _ = try await server.person("clara")
            let gone = try await server.get("/chats", token: stranger)
            #expect(gone.status == 401)
            try Golden.check(gone.text, "account_gone")
            #expect(try await server.get("/me", token: stranger).code == "invalid_token")
            // Account 1 is Clara's here: the address of the token tells.
            #expect(try await server.get("/chats", token: first).code == "invalid_token")
        }
        try await withServer {
            $0.jwt.secret = .init("another secret, and 32 bytes at least, of course")
        } _: { server in
            _ = try await server.person("anna")
            #expect(try await server.get("/chats", token: first).code == "invalid_token")
        }
    }
}
