import MessengerServer
import NIOHTTP1
import TestKit
import Testing
import Wire

@Suite("Idempotency-Key", .timeLimit(.minutes(10)))
struct IdempotencyTests {
    private let key: HTTPHeaders = ["idempotency-key": "9f7c2b1e-58d4-4f0a-9c55-6f1f0f6a2a61"]
    private let group = #"{"name":"Группа","chat_type":"group","member_ids":[]}"#

    @Test("a repeated call gets the same answer, byte for byte, and nothing is done twice", arguments: StoreKind.all)
    func replay(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let first = try await anna.post("/chats", group, headers: key)
            let second = try await anna.post("/chats", group, headers: key)
            #expect(first.status == 200)
            #expect(first["idempotent-replay"] == nil)
            #expect(second.status == 200)
            #expect(second["idempotent-replay"] == "true")
            #expect(second["content-type"] == first["content-type"])
            #expect(second.body == first.body)
            #expect(try await anna.get("/chats").json.elements.count == 1)
        }
    }

    @Test("a refusal of what was asked is kept, too", arguments: StoreKind.all)
    func refusal(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            for (number, body) in ["{}", #"{"name":"x","member_ids":[77]}"#, "oops"].enumerated() {
                let field: HTTPHeaders = ["idempotency-key": "key-\(number)", "accept-language": "en"]
                let first = try await anna.post("/chats", body, headers: field)
                let second = try await anna.post("/chats", body, headers: field)
                #expect((400..<500).contains(first.status))
                #expect(second.status == first.status)
                #expect(second.body == first.body)
                #expect(second["idempotent-replay"] == "true")
            }
        }
    }

    @Test("another call under the same key is refused: another body, path, or method", arguments: StoreKind.all)
    func reused(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            #expect(try await anna.post("/chats", group, headers: key).status == 200)
            for (path, body) in [("/chats", group + " "), ("/chats?x", group), ("/chats/1/messages", group)] {
                let reply = try await anna.post(path, body, headers: key)
                #expect(reply.status == 409)
                try Golden.check(reply.text, "idempotency_key_reused")
            }
            #expect(try await anna.get("/chats").json.elements.count == 1)
        }
    }

    @Test("a key is its caller's own")
    func callers() async throws {
        try await withServer { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            #expect(try await anna.post("/chats", group, headers: key).status == 200)
            let reply = try await boris.post("/chats", group, headers: key)
            #expect(reply.status == 200)
            #expect(reply["idempotent-replay"] == nil)
        }
    }

    @Test(
        "of many at once one is made; the others are answered like it, or told to come again",
        arguments: StoreKind.all
    )
    func together(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let replies = try await HTTPAPITests.together(12) { _ in
                try await anna.post("/chats", group, headers: key)
            }
            let made = replies.filter { $0.status == 200 }
            #expect(!made.isEmpty)
            #expect(Set(made.map(\.text)).count == 1)
            #expect(made.count { $0["idempotent-replay"] == nil } == 1)
            for reply in replies where reply.status != 200 {
                #expect(reply.status == 409)
                #expect(reply["retry-after"] == "1")
                try Golden.check(reply.text, "idempotency_key_in_use")
            }
            #expect(try await anna.get("/chats").json.elements.count == 1)
        }
    }

    @Test("a day later the key is free again")
    func day() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            #expect(try await anna.post("/chats", group, headers: key).status == 200)
            server.clock.advance(by: .seconds(24 * 3600))
            let reply = try await anna.post("/chats", group, headers: key)
            #expect(reply.status == 200)
            #expect(reply["idempotent-replay"] == nil)
        }
    }

    @Test("a message without a name gets one from its key, so a crash does not double it", arguments: StoreKind.all)
    func messageNames(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let first = try await anna.post("/chats/\(chat)/messages", #"{"text":"Привет"}"#, headers: key)
            #expect(first.status == 200)
            // As if its server had died between the commit and the keeping of the answer: the call is made again.
            server.clock.advance(by: .seconds(24 * 3600))
            let second = try await anna.post("/chats/\(chat)/messages", #"{"text":"Привет"}"#, headers: key)
            #expect(second["idempotent-replay"] == nil)
            #expect(second.body == first.body)
            #expect(try await anna.get("/chats/\(chat)/messages").json.elements.count == 1)
            let name = try #require(first.json["client_message_id"].text)
            #expect(name.count == 36)
            #expect(name.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
            #expect(name.split(separator: "-")[2].hasPrefix("8"))
        }
    }

    @Test("a name that a message was given is kept beside the key")
    func ownName() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let body = #"{"text":"Привет","client_message_id":"mine"}"#
            let reply = try await anna.post("/chats/\(chat)/messages", body, headers: key)
            #expect(reply.json["client_message_id"].text == "mine")
        }
    }

    @Test(
        "a key is 1 to 128 visible characters of ASCII",
        arguments: ["", "a b", "ключ", String(repeating: "x", count: 129)]
    )
    func malformed(key: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let reply = try await anna.post("/chats", group, headers: ["idempotency-key": key])
            #expect(reply.status == 422)
            #expect(reply.json["detail"]?[0]?["loc"] == JSONValue(#"["header","Idempotency-Key"]"#))
            #expect(try await anna.get("/chats").text == "[]")
            let longest: HTTPHeaders = ["idempotency-key": String(repeating: "~", count: 128)]
            #expect(try await anna.post("/chats", group, headers: longest).status == 200)
        }
    }

    @Test("who asks, and how big the body is, is looked at before the key")
    func order() async throws {
        try await withServer { server in
            let reply = try await server.post("/chats", group, headers: ["idempotency-key": ""])
            #expect(reply.status == 401)
            let anna = try await server.person("anna")
            let big = String(repeating: " ", count: 1 << 20) + group
            for _ in 1...2 {
                let refused = try await anna.post("/chats", big, headers: key)
                #expect(refused.status == 413)
                #expect(refused["idempotent-replay"] == nil)
            }
        }
    }

    /// Those that change nothing, whose repetition does no harm, or whose caller nobody knows yet.
    static let free: Set = ["/register", "/login", "/logout", "/password", "/ws-ticket", "/sync"]

    @Test("no route that changes something forgets its keys")
    func everyRoute() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            _ = try await anna.group()
            let changing = server.application.routes.filter { $0.method != "GET" }
            #expect(Self.free.isSubset(of: Set(changing.map(\.path))))
            for (number, route) in changing.filter({ !Self.free.contains($0.path) }).enumerated() {
                let path = route.path.replacing("{chat_id}", with: "1").replacing("{user_id}", with: "1")
                let field: HTTPHeaders = ["idempotency-key": "route-\(number)"]
                let method = HTTPMethod(rawValue: route.method)
                let first = try await server.send(method, path, "{}", token: anna.token, headers: field)
                let second = try await server.send(method, path, "{}", token: anna.token, headers: field)
                #expect(first["idempotent-replay"] == nil, "\(route)")
                #expect(second["idempotent-replay"] == "true", "\(route)")
                #expect(second.status == first.status, "\(route)")
                #expect(second.body == first.body, "\(route)")
            }
        }
    }
}
