import Foundation
import Identity
import MessengerServer
import NIOHTTP1
import TestKit
import Testing
import Wire

@Suite("POST /login", .timeLimit(.minutes(10)))
struct LogInTests {
    private func logIn(_ server: TestServer, _ email: String, _ password: String) async throws -> Reply {
        try await server.post("/login", #"{"email":"\#(email)","password":"\#(password)"}"#)
    }

    @Test("gives a token that names the account, and ends when it should", arguments: StoreKind.all)
    func success(store: StoreKind) async throws {
        try await withServer(store) { server in
            _ = try await server.person("anna")
            let reply = try await logIn(server, "Anna@example.com", TestServer.password)
            #expect(reply.status == 200)
            #expect(reply.json.names == ["access_token", "token_type"])
            #expect(reply.json["token_type"].text == "bearer")
            let parts = try #require(reply.json["access_token"].text).split(separator: ".")
            try #require(parts.count == 3)
            #expect(decoded(parts[0]) == #"{"alg":"HS256","typ":"JWT"}"#)
            // Noon of the tests, and 60 hours.
            #expect(decoded(parts[1]) == #"{"sub":"anna@example.com","user_id":1,"exp":1795651200}"#)
        }
    }

    @Test("tells an unknown address from a wrong password", arguments: StoreKind.all)
    func refusals(store: StoreKind) async throws {
        try await withServer(store) { server in
            _ = try await server.person("anna")
            let unknown = try await logIn(server, "nobody@example.com", TestServer.password)
            #expect(unknown.status == 400)
            try Golden.check(unknown.text, "unknown_email")
            let wrong = try await logIn(server, "anna@example.com", "another password")
            #expect(wrong.status == 400)
            try Golden.check(wrong.text, "wrong_password")
        }
    }

    @Test("reads a password in full, not its first 72 bytes")
    func longPassword() async throws {
        try await withServer { server in
            let password = String(repeating: "п", count: 63)
            let registered = try await server.post(
                "/register",
                #"{"email":"a@example.com","password":"\#(password)а","name":"A"}"#
            )
            #expect(registered.status == 201)
            #expect(try await logIn(server, "a@example.com", password + "б").code == "wrong_password")
            #expect(try await logIn(server, "a@example.com", password + "а").status == 200)
        }
    }

    static let refused: [(name: String, body: String)] = [
        ("login_short_password", #"{"email":"a@example.com","password":"short"}"#),
        ("login_empty", "{}"),
    ]

    @Test("refuses what cannot be an account's address or password", arguments: refused)
    func invalid(name: String, body: String) async throws {
        try await withServer { server in
            let reply = try await server.post("/login", body)
            #expect(reply.status == 422)
            try Golden.check(reply.text, name)
        }
    }

    @Test("does not take a form, and does not show what was in it")
    func form() async throws {
        try await withServer { server in
            let reply = try await server.send(
                .POST,
                "/login",
                "username=a%40example.com&password=secretpassword",
                headers: ["content-type": "application/x-www-form-urlencoded"]
            )
            #expect(reply.status == 422)
            #expect(!reply.text.contains("secretpassword"))
        }
    }

    @Test("says when to come back while too many passwords wait to be hashed")
    func overload() async throws {
        try await withServer {
            $0.passwords.queue = 1
        } tune: {
            $0.passwordCost = Argon2Cost(memoryKiB: 64 * 1024, passes: 3)
        } _: { server in
            let replies = try await together(12) { _ in
                try await logIn(server, "nobody@example.com", "secretpassword")
            }
            let busy = try #require(replies.first { $0.status == 503 })
            #expect(busy["retry-after"] == "1")
            try Golden.check(busy.text, "overloaded")
            #expect(replies.contains { $0.code == "unknown_email" })
            #expect(Set(replies.map(\.status)) == [400, 503])
        }
    }

    private func decoded(_ part: Substring) -> String? {
        let base64 = part.replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        return Data(base64Encoded: String(padded)).map { String(decoding: $0, as: UTF8.self) }
    }
}
