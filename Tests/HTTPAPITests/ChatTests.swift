import TestKit
import Testing
import Wire

@Suite("/chats", .timeLimit(.minutes(10)))
struct ChatTests {
    @Test("a private chat is made, and both have it", arguments: StoreKind.all)
    func privateChat(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let made = try await anna.post("/chats", #"{"name":"Чат А-Б","member_ids":[\#(boris.id)]}"#)
            #expect(made.status == 200)
            try Golden.check(made.text, "chat_private")
            #expect(try await anna.chats() == [made.text])
            #expect(try await boris.chats() == [made.text])
        }
    }

    @Test("a group is made of whoever is named, once each, and its creator", arguments: StoreKind.all)
    func group(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let vera = try await server.person("vera")
            let ids = "\(boris.id),\(anna.id),\(boris.id)"
            let made = try await anna.post("/chats", #"{"name":"Все","chat_type":"group","member_ids":[\#(ids)]}"#)
            #expect(made.status == 200)
            try Golden.check(made.text, "chat_group")
            let alone = try await anna.post("/chats", #"{"name":"Я","chat_type":"group","member_ids":[]}"#)
            #expect(alone.status == 200)
            #expect(try await anna.chats() == [made.text, alone.text])
            #expect(try await boris.chats() == [made.text])
            #expect(try await vera.get("/chats").text == "[]")
        }
    }

    @Test("a pair has one private chat, whoever makes it", arguments: StoreKind.all)
    func pair(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            _ = try await anna.talk(to: boris)
            for (one, other) in [(anna, boris), (boris, anna)] {
                let again = try await one.post("/chats", #"{"name":"x","member_ids":[\#(other.id)]}"#)
                #expect(again.status == 400)
                try Golden.check(again.text, "private_chat_exists")
            }
        }
    }

    @Test("one of several attempts at once to make a pair's chat succeeds", arguments: StoreKind.all)
    func race(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let replies = try await together(8) { number in
                let (one, other) = number.isMultiple(of: 2) ? (anna, boris) : (boris, anna)
                return try await one.post("/chats", #"{"name":"x","member_ids":[\#(other.id)]}"#)
            }
            #expect(replies.map(\.status).sorted() == [200] + Array(repeating: 400, count: 7))
            #expect(try await anna.get("/chats").json.elements.count == 1)
        }
    }

    static let refused: [(name: String, status: Int, body: String)] = [
        ("private_chat_needs_one_member", 400, #"{"name":"x","member_ids":[]}"#),
        ("private_chat_needs_one_member", 400, #"{"name":"x","chat_type":"private","member_ids":[2,77]}"#),
        ("private_chat_needs_one_member", 400, #"{"name":"x","member_ids":[1,2]}"#),
        ("private_chat_with_self", 400, #"{"name":"x","member_ids":[1]}"#),
        ("unknown_member", 404, #"{"name":"x","member_ids":[77]}"#),
        ("unknown_member", 404, #"{"name":"x","member_ids":[0]}"#),
        ("unknown_member", 404, #"{"name":"x","chat_type":"group","member_ids":[2,-1]}"#),
        ("unknown_member", 404, #"{"name":"x","chat_type":"group","member_ids":[99999999999999999999999]}"#),
        ("chat_empty", 422, "{}"),
        ("chat_no_name", 422, #"{"member_ids":[2]}"#),
        ("chat_types", 422, #"{"name":"","chat_type":"channel","member_ids":["x",1.5,null]}"#),
    ]

    @Test("what is wrong with a chat is told, and nothing is made", arguments: refused)
    func refusal(name: String, status: Int, body: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            _ = try await server.person("boris")
            let reply = try await anna.post("/chats", body)
            #expect(reply.status == status)
            try Golden.check(reply.text, name)
            #expect(try await anna.get("/chats").text == "[]")
        }
    }

    @Test("an unknown member of a group is refused on every store, and nothing is made", arguments: StoreKind.all)
    func unknownMember(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let body = #"{"name":"x","chat_type":"group","member_ids":[\#(boris.id),77]}"#
            #expect(try await anna.post("/chats", body).code == "unknown_member")
            #expect(try await boris.get("/chats").text == "[]")
        }
    }

    @Test("numbers may be written in the ways that the first server took")
    func laxNumbers() async throws {
        try await withServer { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let reply = try await anna.post("/chats", #"{"name":"x","chat_type":"group","member_ids":["2",2.0]}"#)
            #expect(reply.status == 200)
            #expect(try await boris.get("/chats").json.elements.count == 1)
        }
    }
}

extension Person {
    /// What the list of chats says of each, in the form of the reply that made it.
    fileprivate func chats() async throws -> [String] {
        try await get("/chats").json.elements.map { chat in
            #"{"name":"\#(chat["name"].text ?? "")","chat_type":"\#(chat["chat_type"].text ?? "")","id":"#
                + "\(chat["id"].number ?? 0)}"
        }
    }
}
