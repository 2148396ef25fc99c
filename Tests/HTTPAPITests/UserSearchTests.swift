import MessengerServer
import TestKit
import Testing
import Wire

@Suite("GET /users", .timeLimit(.minutes(10)))
struct UserSearchTests {
    private func register(_ server: TestServer, _ email: String, _ name: String) async throws {
        let body = #"{"email":"\#(email)","password":"\#(TestServer.password)","name":"\#(name)"}"#
        #expect(try await server.post("/register", body).status == 201)
    }

    @Test("finds people by the beginning of their names, without addresses", arguments: StoreKind.all)
    func names(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            try await register(server, "b@example.com", "Борис")
            try await register(server, "c@example.com", "БОРЯ")
            // "бор", in the ways in which it may come.
            for query in ["%D0%B1%D0%BE%D1%80", "%D0%91%D0%9E%D0%A0", "+%D0%91%D0%BE%D1%80+"] {
                let reply = try await anna.get("/users?query=\(query)")
                #expect(reply.status == 200)
                try Golden.check(reply.text, "users")
            }
            for query in ["nobody", "++", "+%D0%B1", "%D0%B1+"] {
                #expect(try await anna.get("/users?query=\(query)").text == "[]")
            }
        }
    }

    @Test("finds the owner of an address, and shows it", arguments: StoreKind.all)
    func email(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            try await register(server, "b@example.com", "Борис")
            let reply = try await anna.get("/users?query=B%40Example.com")
            #expect(reply.status == 200)
            try Golden.check(reply.text, "users_email")
            #expect(try await anna.get("/users?query=b%40example").text == "[]")
        }
    }

    static let refused: [(name: String, query: String)] = [
        ("users_missing", ""), ("users_short", "?query=%D0%B0"), ("users_last_short", "?query=bo&query=+"),
        ("users_long", "?query=" + String(repeating: "a", count: 255)), ("users_nul", "?query=a%00b"),
    ]

    @Test("tells what is wrong with a query", arguments: refused)
    func refusal(name: String, query: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let reply = try await anna.get("/users\(query)")
            #expect(reply.status == 422)
            try Golden.check(reply.text, name)
        }
    }

    @Test("lets nobody search without end, and others meanwhile")
    func rate() async throws {
        try await withServer {
            $0.searchesPerMinute = 4
        } _: { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            for _ in 1...2 { #expect(try await anna.get("/users?query=an").status == 200) }
            let refused = try await anna.get("/users?query=an")
            #expect(refused.status == 429)
            #expect(refused["retry-after"] == "15")
            try Golden.check(refused.text, "too_many_requests")
            #expect(try await boris.get("/users?query=an").status == 200)
            server.clock.advance(by: .seconds(15))
            #expect(try await anna.get("/users?query=an").status == 200)
        }
    }
}
