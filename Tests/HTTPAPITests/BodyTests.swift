import Logging
import MessengerServer
import NIOHTTP1
import TestKit
import Testing

@Suite("Bodies of requests", .timeLimit(.minutes(10)))
struct BodyTests {
    static let endpoints = ["/register", "/login", "/chats", "/chats/1/messages"]

    @Test("over the limit are refused, whoever sends them where", arguments: endpoints)
    func tooBig(path: String) async throws {
        try await withServer {
            $0.http.bodyLimit = 500
        } _: { server in
            let anna = try await server.person("anna")
            let reply = try await anna.post(path, #"{"name":"\#(String(repeating: "x", count: 500))"}"#)
            #expect(reply.status == 413)
            try Golden.check(reply.text, "body_too_large")
        }
    }

    @Test("may be of the limit's size to a byte", arguments: endpoints)
    func atTheLimit(path: String) async throws {
        try await withServer {
            $0.http.bodyLimit = 500
        } _: { server in
            let anna = try await server.person("anna")
            _ = try await anna.group()
            #expect(try await anna.post(path, "{}" + String(repeating: " ", count: 498)).status == 422)
            #expect(try await anna.post(path, "{}" + String(repeating: " ", count: 499)).status == 413)
        }
    }

    @Test("that are not UTF-8 are refused", arguments: endpoints)
    func notUTF8(path: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let reply = try await server.send(.POST, path, bytes: Array(#"{"a":""#.utf8) + [0xFF], token: anna.token)
            #expect(reply.status == 400)
            try Golden.check(reply.text, "invalid_body")
        }
    }

    @Test("are JSON by their type, or of no type", arguments: endpoints)
    func types(path: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            _ = try await anna.group()
            for type in ["application/json", "application/json; charset=utf-8", "application/vnd.own+json"] {
                let reply = try await anna.post(path, "{}", headers: ["content-type": type])
                #expect(reply.status == 422)
                #expect(!reply.text.contains("model_attributes_type"))
            }
            for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
                let reply = try await anna.post(path, "{}", headers: ["content-type": type])
                #expect(reply.status == 422)
                #expect(reply.text.contains("model_attributes_type"))
            }
        }
    }

    @Test("nested too deep for anybody are refused")
    func deep() async throws {
        try await withServer { server in
            let reply = try await server.post("/login", String(repeating: "[", count: 100_000))
            #expect(reply.status == 422)
            #expect(try await server.get("/health").status == 200)
        }
    }
}

@Suite("A database in trouble", .timeLimit(.minutes(10)))
struct FaultTests {
    @Test("is a fault of the server, of which a client learns nothing more, until it is over")
    func broken() async throws {
        try await withServer(.postgres) { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            try await server.script("ALTER TABLE messages RENAME TO lost")
            let replies = try await [
                anna.say("hello", in: chat), anna.get("/history/\(chat)"), anna.get("/chats/\(chat)/messages"),
            ]
            for reply in replies {
                #expect(reply.status == 500)
                try Golden.check(reply.text, "internal_error")
                #expect(reply["access-control-allow-origin"] == nil)
            }
            #expect(server.log.lines(.error).contains { $0.description.contains("messages") })
            #expect(!server.log.lines.contains { $0.description.contains("hello") })
            try await server.script("ALTER TABLE lost RENAME TO messages")
            #expect(try await anna.say("hello", in: chat).status == 200)
        }
    }

    @Test("that cannot be reached says when to come back")
    func away() async throws {
        try await withServer(.postgres) { server in
            let anna = try await server.person("anna")
            try await server.closeDatabase()
            let reply = try await anna.get("/chats")
            #expect(reply.status == 503)
            #expect(reply["retry-after"] != nil)
            try Golden.check(reply.text, "unavailable")
        }
    }
}
