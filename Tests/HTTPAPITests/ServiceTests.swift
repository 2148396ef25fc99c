import Logging
import NIOHTTP1
import TestKit
import Testing
import Wire

@Suite("What every path has in common", .timeLimit(.minutes(10)))
struct ServiceTests {
    @Test("the server says that it is well", arguments: StoreKind.all)
    func health(store: StoreKind) async throws {
        try await withServer(store) { server in
            let reply = try await server.get("/health")
            #expect(reply.status == 200)
            try Golden.check(reply.text, "health")
        }
    }

    @Test(
        "a path that is not there is not found",
        arguments: ["/nope", "/chats/", "//chats", "/me/1", "/history", "/chats/1", "/ws"]
    )
    func unknownPath(path: String) async throws {
        try await withServer { server in
            let reply = try await server.get(path)
            #expect(reply.status == 404)
            try Golden.check(reply.text, "not_found")
        }
    }

    static let methods: [(method: HTTPMethod, path: String, allow: String?)] = [
        (.GET, "/register", "POST"), (.GET, "/login", "POST"), (.POST, "/me", "GET, HEAD"),
        (.DELETE, "/chats", "GET, HEAD, POST"), (.PUT, "/chats/1/messages", "GET, HEAD, POST"),
        (.PATCH, "/history/1", "GET, HEAD"), (.POST, "/nope", nil), (.DELETE, "/nope", nil),
        (.RAW(value: "PROPFIND"), "/me", "GET, HEAD"),
    ]

    @Test("a method that a path does not have is refused, with those it has", arguments: methods)
    func method(method: HTTPMethod, path: String, allow: String?) async throws {
        try await withServer { server in
            let reply = try await server.send(method, path)
            #expect(reply.status == 405)
            let allowed = reply["allow"]?.split(separator: ", ").sorted()
            #expect(allowed == allow?.split(separator: ", ").sorted())
            try Golden.check(reply.text, "method_not_allowed")
        }
    }

    static let languages: [(header: String?, detail: String)] = [
        (nil, "У вас нет доступа к этому чату"), ("ru", "У вас нет доступа к этому чату"),
        ("de", "У вас нет доступа к этому чату"), ("en-GB,en;q=0.9,ru;q=0.1", "You have no access to this chat"),
    ]

    @Test("texts come in the language that a client prefers, codes in none", arguments: languages)
    func language(header: String?, detail: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let headers: HTTPHeaders = header.map { ["accept-language": $0] } ?? [:]
            let reply = try await anna.get("/history/99", headers: headers)
            #expect(reply.detail == detail)
            #expect(reply.code == "not_a_member")
        }
    }

    @Test("every reply says when it was made, and by what")
    func fields() async throws {
        try await withServer { server in
            for path in ["/health", "/nope", "/me", "/docs"] {
                let reply = try await server.get(path)
                let date = try #require(reply["date"])
                #expect(date.hasSuffix(" GMT"))
                #expect(date.count == 29)
                #expect(reply["server"] == "messenger")
            }
        }
    }
}

@Suite("The log of requests", .timeLimit(.minutes(10)))
struct RequestLogTests {
    @Test("has one line for each request, and no token, query or body in it")
    func lines() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let before = server.log.lines(.info).count
            _ = try await anna.say("very private", in: chat, as: "own-name")
            _ = try await anna.get("/history/\(chat)?limit=7&token=\(anna.token)")
            _ = try await server.get("/ws/\(chat)?token=\(anna.token)", headers: ["cookie": "a=b"])
            _ = try await server.get("/nope")
            let lines = server.log.lines(.info).dropFirst(before)
            #expect(
                lines.map(\.message) == [
                    "POST /chats/1/messages 200", "GET /history/1 200", "GET /ws/1 404", "GET /nope 404",
                ]
            )
            let everything = server.log.lines.map(\.description).joined(separator: "\n")
            for secret in [anna.token, "very private", "own-name", "limit=7", TestServer.password, "a=b"] {
                #expect(!everything.contains(secret))
            }
            #expect(lines.allSatisfy { $0.metadata["ms"] != nil })
        }
    }

    @Test("a path cannot write lines of its own")
    func injection() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            try await connection.send("GET /a%0aGET%20/fake HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(try await connection.reply().status == 404)
            #expect(server.log.lines.allSatisfy { !$0.message.contains("\n") })
        }
    }
}
