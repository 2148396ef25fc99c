import TestKit
import Testing
import Wire

@Suite("/sync", .timeLimit(.minutes(10)))
struct SyncTests {
    @Test("without a position gives everything that the account sees", arguments: StoreKind.all)
    func state(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let empty = try await anna.get("/sync")
            #expect(empty.status == 200)
            #expect(empty.json.names == ["position", "user", "chats"])
            #expect(empty.json["user"] == (try await anna.get("/me").json))
            #expect(empty.json["chats"].elements == [])
            let chat = try await anna.talk(to: boris)
            let message = try await boris.say("Привет", in: chat)
            let state = try await anna.get("/sync").json["chats"][0]
            #expect(
                state.names == [
                    "name", "chat_type", "id", "last_seq", "read_seq", "unread", "last_message", "receipt_seq",
                    "member_count", "members", "creator_id",
                ]
            )
            #expect(state["last_message"] == message.json)
            #expect(state["unread"].number == 1)
            #expect(state["members"] == (try await anna.get("/chats/\(chat)/members").json))
        }
    }

    @Test("with a position gives what came after it, slice by slice, as sockets show it", arguments: StoreKind.all)
    func changes(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let vera = try await server.person("vera")
            let chat = try await anna.group(boris)
            let start = try #require(try await boris.get("/sync").json["position"].text)
            #expect(
                try await boris.get("/sync?since=\(start)").text
                    == #"{"events":[],"position":"\#(start)","more":false,"reset":false}"#
            )
            let socket = try await server.socket(chat, as: boris)
            _ = try await anna.say("one", in: chat)
            let shown = try await socket.text()
            _ = try await anna.post("/chats/\(chat)/members", #"{"user_ids":[\#(vera.id)]}"#)
            _ = try await vera.post("/chats/\(chat)/read", #"{"seq":2}"#)
            _ = try await boris.post("/chats/\(chat)/read", #"{"seq":1}"#)
            let second = try await anna.group(boris)

            var position = start
            var events: [JSONValue] = []
            var more = true
            while more {
                let reply = try await boris.get("/sync?since=\(position)&limit=2")
                #expect(reply.json["events"].elements.count <= 2)
                #expect(reply.json["reset"] == .bool(false))
                events += reply.json["events"].elements
                position = try #require(reply.json["position"].text)
                more = reply.json["more"] == .bool(true)
            }
            for event in events { try FrameSchema.check(event, .fromServer) }
            #expect(events.contains(JSONValue(shown)))
            let types = Set(events.compactMap { $0["type"].text })
            #expect(types == ["message", "member_joined", "receipt", "unread", "chat_added"])
            #expect(events.first { $0["type"].text == "chat_added" }?["chat"]["id"].number == second)
            #expect(position == (try await boris.get("/sync").json["position"].text))
            let whole = try await boris.post("/sync", #"{"since":"\#(start)"}"#)
            #expect(whole.json["events"].elements.count == events.count)
            #expect(whole.json["position"].text == position)
        }
    }

    @Test("a position of another database has no continuation", arguments: StoreKind.all)
    func reset(store: StoreKind) async throws {
        let foreign = try await withServer { server in
            try #require(try await server.person("anna").get("/sync").json["position"].text)
        }
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let reply = try await anna.get("/sync?since=\(foreign)")
            #expect(reply.status == 200)
            #expect(reply.text == #"{"events":[],"position":null,"more":false,"reset":true}"#)
            #expect(try await anna.post("/sync", #"{"since":"\#(foreign)"}"#).text == reply.text)
        }
    }

    @Test("what is no position is refused")
    func invalid() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let query = try await anna.get("/sync?since=yesterday&limit=0")
            #expect(query.status == 422)
            try Golden.check(query.text, "sync_everything_wrong")
            let body = try await anna.post("/sync", #"{"since":"","limit":1001}"#)
            #expect(body.status == 422)
            try Golden.check(body.text, "sync_body_wrong")
            #expect(try await anna.get("/sync?limit=x").status == 422)
        }
    }

    @Test(
        "a position goes on though somebody was taken out of a chat meanwhile, and put in again",
        arguments: StoreKind.all
    )
    func comingsAndGoings(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group(boris)
            let start = try #require(try await boris.get("/sync").json["position"].text)
            _ = try await anna.delete("/chats/\(chat)/members/\(boris.id)")
            let gone = try await boris.get("/sync?since=\(start)").json
            #expect(gone["events"].elements.map { $0["type"].text } == ["chat_removed"])
            _ = try await anna.say("unseen", in: chat)
            _ = try await anna.post("/chats/\(chat)/members", #"{"user_ids":[\#(boris.id)]}"#)
            let back = try await boris.get("/sync?since=\(gone["position"].text ?? "")").json
            #expect(back["events"].elements.map { $0["type"].text } == ["chat_added"])
            #expect(back["events"][0]["chat"] == (try await boris.get("/sync").json["chats"][0]))
        }
    }
}
