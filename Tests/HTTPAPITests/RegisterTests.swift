import MessengerServer
import NIOHTTP1
import TestKit
import Testing

@Suite("POST /register", .timeLimit(.minutes(10)))
struct RegisterTests {
    @Test("makes an account, and shows it without its password", arguments: StoreKind.all)
    func success(store: StoreKind) async throws {
        try await withServer(store) { server in
            let reply = try await server.post(
                "/register",
                #"{"email":"Anna.B@Example.COM","password":"secretpassword","name":"Анна","role":"admin"}"#
            )
            #expect(reply.status == 201)
            #expect(reply["content-type"] == "application/json")
            try Golden.check(reply.text, "register")
        }
    }

    @Test("refuses an address that is taken, in whatever case", arguments: StoreKind.all)
    func taken(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            for email in [anna.email, "ANNA@example.com", "anna@EXAMPLE.com"] {
                let reply = try await register(server, email)
                #expect(reply.status == 400)
                try Golden.check(reply.text, "email_taken")
            }
        }
    }

    @Test("has one winner when one address is registered several times at once", arguments: StoreKind.all)
    func race(store: StoreKind) async throws {
        try await withServer(store) { server in
            let replies = try await together(8) { number in
                try await register(server, number.isMultiple(of: 2) ? "x@example.com" : "X@example.com")
            }
            #expect(replies.map(\.status).sorted() == [201] + Array(repeating: 400, count: 7))
            #expect(Set(replies.filter { $0.status == 400 }.map(\.code)) == ["email_taken"])
        }
    }

    @Test("takes names and passwords of their greatest and least lengths, and none beyond")
    func lengths() async throws {
        try await withServer { server in
            let cases: [(password: Int, name: Int, status: Int)] = [
                (8, 1, 201), (64, 50, 201), (7, 1, 422), (65, 1, 422), (8, 0, 422), (8, 51, 422),
            ]
            for (number, (password, name, status)) in cases.enumerated() {
                let reply = try await server.post(
                    "/register",
                    """
                    {"email":"n\(number)@example.com","password":"\(String(repeating: "п", count: password))",\
                    "name":"\(String(repeating: "ж", count: name))"}
                    """
                )
                #expect(reply.status == status, "\(password) \(name)")
            }
        }
    }

    static let refused: [(name: String, body: String)] = [
        ("register_empty", "{}"),
        ("register_everything_wrong", #"{"email":"foo","password":"short","name":""}"#),
        ("register_types", #"{"email":5,"password":["secretpassword"],"name":null}"#),
        ("register_no_json", #"{"email":"#),
        ("register_no_object", "[]"),
        ("register_no_body", ""),
        ("register_nul", #"{"email":"a@example.com","password":"secret\u0000word","name":"a\u0000"}"#),
    ]

    @Test("tells everything that is wrong with a body at once, and never shows a password", arguments: refused)
    func invalid(name: String, body: String) async throws {
        try await withServer { server in
            let reply = try await server.post("/register", body)
            #expect(reply.status == 422)
            #expect(!reply.text.contains("secretpassword"))
            #expect(!reply.text.contains(#""short""#))
            try Golden.check(reply.text, name)
        }
    }

    @Test("refuses a body that is not JSON by its type, that is not UTF-8, and that is too big")
    func bodies() async throws {
        try await withServer {
            $0.http.bodyLimit = 1000
        } _: { server in
            let body = #"{"email":"a@example.com","password":"secretpassword","name":"A"}"#
            let plain = try await server.send(.POST, "/register", body, headers: ["content-type": "text/plain"])
            #expect(plain.status == 422)
            #expect(!plain.text.contains("secretpassword"))
            let latin = try await server.send(.POST, "/register", bytes: Array(body.utf8) + [0xFF])
            #expect(latin.status == 400)
            try Golden.check(latin.text, "invalid_body")
            let big = try await server.post("/register", body + String(repeating: " ", count: 1000))
            #expect(big.status == 413)
            try Golden.check(big.text, "body_too_large")
            #expect(try await server.post("/register", body + String(repeating: " ", count: 900)).status == 201)
        }
    }
}

private func register(_ server: TestServer, _ email: String) async throws -> Reply {
    try await server.post("/register", #"{"email":"\#(email)","password":"secretpassword","name":"A"}"#)
}
