import TestKit
import Testing
import Wire

@Suite("/chats/{chat_id}/messages", .timeLimit(.minutes(10)))
struct MessageTests {
    @Test("a message is kept as it was written, and answered with everything about it", arguments: StoreKind.all)
    func success(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            let path = "/chats/\(chat)/messages"
            #expect(try await boris.get(path).text == "[]")
            let first = try await anna.post(path, #"{"text":"Привет 👋","sender_id":7,"chat_id":9,"id":5}"#)
            #expect(first.status == 200)
            try Golden.check(first.text, "message")
            server.clock.advance(by: .seconds(1))
            let second = try await boris.post(path, #"{"text":"  \"да\"\n","client_message_id":"моё"}"#)
            try Golden.check(second.text, "message_with_name")
            #expect(try await anna.get(path).text == "[\(first.text),\(second.text)]")
            #expect(try await boris.get(path).text == "[\(first.text),\(second.text)]")
        }
    }

    @Test("a retry gets the stored message, and the same name for another text is refused", arguments: StoreKind.all)
    func retry(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            let first = try await anna.say("one", in: chat, as: "a")
            server.clock.advance(by: .seconds(5))
            let again = try await anna.say("one", in: chat, as: "a")
            #expect(again.status == 200)
            #expect(again.text == first.text)
            let other = try await anna.say("two", in: chat, as: "a")
            #expect(other.status == 409)
            try Golden.check(other.text, "client_message_id_reused")
            let boris1 = try await boris.say("one", in: chat, as: "a")
            #expect(boris1.json["id"] != first.json["id"])
            #expect(try await anna.get("/chats/\(chat)/messages").text == "[\(first.text),\(boris1.text)]")
        }
    }

    @Test("many retries at once make one message", arguments: StoreKind.all)
    func retriesAtOnce(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let replies = try await together(16) { _ in try await anna.say("one", in: chat, as: "a") }
            #expect(Set(replies.map(\.text)).count == 1)
            #expect(replies.allSatisfy { $0.status == 200 })
        }
    }

    @Test("messages sent at once are numbered without a gap", arguments: StoreKind.all)
    func numbering(store: StoreKind) async throws {
        try await withServer(store) { server in
            let people = try await together(4) { try await server.person("p\($0)") }
            let chat = try await people[0].group(people[1], people[2], people[3])
            let replies = try await together(80) { number in
                try await people[number % 4].say("\(number)", in: chat)
            }
            #expect(replies.compactMap { $0.json["seq"].number }.sorted() == Array(1...80))
            let listed = try await people[0].get("/chats/\(chat)/messages").json
            #expect(listed.elements.compactMap { $0["seq"].number } == Array(1...80))
        }
    }

    @Test("a stranger reads and writes nothing, whether the chat exists or not", arguments: StoreKind.all)
    func stranger(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group()
            for id in ["\(chat)", "4711", "0", "-1", "99999999999", "99999999999999999999999"] {
                let written = try await boris.post("/chats/\(id)/messages", #"{"text":"x"}"#)
                let replies = [
                    written, try await boris.get("/chats/\(id)/messages"), try await boris.get("/history/\(id)"),
                ]
                for reply in replies {
                    #expect(reply.status == 403)
                    try Golden.check(reply.text, "not_a_member")
                }
            }
            #expect(try await anna.get("/chats/\(chat)/messages").text == "[]")
        }
    }

    static let refused: [(name: String, path: String, body: String)] = [
        ("message_empty", "/chats/1/messages", "{}"),
        ("message_empty_text", "/chats/1/messages", #"{"text":""}"#),
        ("message_nul", "/chats/1/messages", #"{"text":"a\u0000b"}"#),
        ("message_surrogate", "/chats/1/messages", #"{"text":"a\ud800b"}"#),
        ("message_types", "/chats/1/messages", #"{"text":5,"client_message_id":6}"#),
        ("message_path_and_body", "/chats/abc/messages", #"{"text":null}"#),
    ]

    @Test("what is wrong with a message is told", arguments: refused)
    func invalid(name: String, path: String, body: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            _ = try await anna.group()
            let reply = try await anna.post(path, body)
            #expect(reply.status == 422)
            try Golden.check(reply.text, name)
        }
    }

    @Test("a text may have 65,536 bytes, and not one more", arguments: StoreKind.all)
    func limit(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let longest = String(repeating: "я", count: 32768)
            let kept = try await anna.say(longest, in: chat)
            #expect(kept.status == 200)
            #expect(kept.json["text"].text == longest)
            #expect(try await anna.say(longest + "x", in: chat).status == 422)
        }
    }

    @Test(
        "a chat's number may be written in the ways that the first server took",
        arguments: ["01", "+1", "1.0", "%20%201"]
    )
    func laxNumber(number: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            _ = try await anna.group()
            #expect(try await anna.get("/chats/\(number)/messages").text == "[]")
        }
    }
}

@Suite("A list of messages of any length", .timeLimit(.minutes(10)))
struct MessageListTests {
    /// Around the number of messages that are read at once.
    @Test("holds each message once, in order", arguments: [499, 500, 501, 1000, 1203], StoreKind.all)
    func long(count: Int, store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let texts = (1...count).map { "№ \($0)" }
            let socket = try await server.socket(chat, as: anna)
            for first in stride(from: 0, to: count, by: 100) {
                let part = texts[first..<min(first + 100, count)]
                try await socket.send(part.map { #"{"type":"message","text":"\#($0)"}"# })
                for _ in part { _ = try await socket.text() }
            }
            let reply = try await anna.get("/chats/\(chat)/messages")
            #expect(reply.status == 200)
            #expect(reply["content-type"] == "application/json")
            let messages = reply.json.elements
            #expect(messages.compactMap { $0["text"].text } == texts)
            #expect(messages.compactMap { $0["seq"].number } == (1...Int64(count)).map { $0 })
            let page = try await anna.get("/history/\(chat)?limit=1&offset=\(count - 1)")
            #expect(page.json["items"][0] == messages.last)
            #expect(page.json["total"].number == Int64(count))
        }
    }
}
