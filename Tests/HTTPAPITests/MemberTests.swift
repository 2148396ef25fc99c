import NIOHTTP1
import TestKit
import Testing
import Wire

@Suite("/chats/{chat_id}/members", .timeLimit(.minutes(10)))
struct MemberTests {
    @Test("are listed in pages, with how far each has come", arguments: StoreKind.all)
    func pages(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let vera = try await server.person("vera")
            let chat = try await anna.group(boris, vera)
            _ = try await anna.say("one", in: chat)
            let path = "/chats/\(chat)/members"
            #expect(try await boris.post("/chats/\(chat)/read", #"{"seq":1}"#).status == 200)
            let all = try await vera.get(path)
            #expect(all.status == 200)
            #expect(
                all.text
                    == #"[{"id":\#(anna.id),"name":"anna","read_seq":0,"delivered_seq":0},"#
                    + #"{"id":\#(boris.id),"name":"boris","read_seq":1,"delivered_seq":1},"#
                    + #"{"id":\#(vera.id),"name":"vera","read_seq":0,"delivered_seq":0}]"#
            )
            let first = try await anna.get("\(path)?limit=2").json.elements
            #expect(first.map { $0["id"].number } == [anna.id, boris.id])
            let second = try await anna.get("\(path)?limit=2&after=\(boris.id)").json.elements
            #expect(second.map { $0["id"].number } == [vera.id])
            #expect(try await anna.get("\(path)?after=\(vera.id)").text == "[]")
            let wrong = try await anna.get("\(path)?limit=1001&after=x")
            #expect(wrong.status == 422)
            try Golden.check(wrong.text, "members_everything_wrong")
        }
    }

    @Test("any member adds others, who see the chat and nothing of it as unread", arguments: StoreKind.all)
    func add(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let vera = try await server.person("vera")
            let chat = try await anna.group(boris)
            _ = try await anna.say("before", in: chat)
            let added = try await boris.post("/chats/\(chat)/members", #"{"user_ids":[\#(vera.id),\#(boris.id)]}"#)
            #expect(added.status == 204)
            #expect(added.text == "")
            let listed = try await vera.get("/chats").json[0]
            #expect(listed["id"].number == chat)
            #expect(listed["unread"].number == 0)
            #expect(listed["last_seq"].number == 2)
            #expect(try await vera.say("hello", in: chat).json["seq"].number == 3)
            let again = try await anna.post("/chats/\(chat)/members", #"{"user_ids":["\#(vera.id)"]}"#)
            #expect(again.status == 204)
            #expect(try await anna.get("/chats").json[0]["last_seq"].number == 3)
        }
    }

    @Test("nobody is added when one of them does not exist", arguments: StoreKind.all)
    func unknown(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group()
            let reply = try await anna.post("/chats/\(chat)/members", #"{"user_ids":[\#(boris.id),77]}"#)
            #expect(reply.status == 404)
            #expect(reply.code == "unknown_member")
            #expect(try await boris.get("/chats").text == "[]")
        }
    }

    @Test("leave by themselves, and others at the creator's word alone", arguments: StoreKind.all)
    func remove(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let vera = try await server.person("vera")
            let chat = try await anna.group(boris, vera)
            let path = "/chats/\(chat)/members"
            let refused = try await boris.delete("\(path)/\(vera.id)")
            #expect(refused.status == 403)
            try Golden.check(refused.text, "not_the_creator")
            let gone = try await boris.delete("\(path)/\(boris.id)")
            #expect(gone.status == 204)
            #expect(gone.text == "")
            #expect(try await boris.get("/chats").text == "[]")
            #expect(try await boris.delete("\(path)/\(boris.id)").code == "not_a_member")
            #expect(try await anna.delete("\(path)/\(vera.id)").status == 204)
            #expect(try await vera.say("x", in: chat).code == "not_a_member")
            for nobody in [vera.id, 4711, 0] { #expect(try await anna.delete("\(path)/\(nobody)").status == 204) }
            #expect(try await anna.get(path).json.elements.map { $0["id"].number } == [anna.id])
            let wrong = try await anna.delete("/chats/a/members/b")
            #expect(wrong.status == 422)
            try Golden.check(wrong.text, "member_path_wrong")
        }
    }

    @Test("of a private chat stay as they are", arguments: StoreKind.all)
    func privateChat(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let vera = try await server.person("vera")
            let chat = try await anna.talk(to: boris)
            let added = try await anna.post("/chats/\(chat)/members", #"{"user_ids":[\#(vera.id)]}"#)
            #expect(added.status == 400)
            try Golden.check(added.text, "private_chat_is_fixed")
            #expect(try await anna.delete("/chats/\(chat)/members/\(anna.id)").code == "private_chat_is_fixed")
            #expect(try await vera.delete("/chats/\(chat)/members/\(anna.id)").code == "not_a_member")
            let english = try await anna.delete(
                "/chats/\(chat)/members/\(boris.id)",
                headers: ["accept-language": "en"]
            )
            #expect(english.detail == "The members of a private chat cannot be changed")
        }
    }

    @Test("a stranger sees nobody and changes nothing, whether the chat exists or not", arguments: StoreKind.all)
    func stranger(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group()
            for id in ["\(chat)", "4711", "0", "99999999999999999999999"] {
                let replies = [
                    try await boris.get("/chats/\(id)/members"),
                    try await boris.post("/chats/\(id)/members", #"{"user_ids":[\#(boris.id)]}"#),
                    try await boris.delete("/chats/\(id)/members/\(anna.id)"),
                    try await boris.post("/chats/\(id)/read", #"{"seq":1}"#),
                ]
                for reply in replies {
                    #expect(reply.status == 403)
                    #expect(reply.code == "not_a_member")
                }
            }
        }
    }

    @Test("somebody who is taken out hears it on the chat's socket", arguments: StoreKind.all)
    func socket(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group(boris)
            let socket = try await server.socket(chat, as: boris)
            #expect(try await anna.delete("/chats/\(chat)/members/\(boris.id)").status == 204)
            #expect(try await socket.closeCode() == 4403)
        }
    }

    static let refused: [(name: String, path: String, body: String)] = [
        ("members_empty", "/chats/1/members", "{}"), ("members_nobody", "/chats/1/members", #"{"user_ids":[]}"#),
        ("members_types", "/chats/x/members", #"{"user_ids":["x",null]}"#), ("read_empty", "/chats/1/read", "{}"),
        ("read_negative", "/chats/1/read", #"{"seq":-1}"#),
        ("read_types", "/chats/x/read", #"{"message_id":[]}"#),
    ]

    @Test("what is wrong with a request is told", arguments: refused)
    func invalid(name: String, path: String, body: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            _ = try await anna.group()
            let reply = try await anna.post(path, body)
            #expect(reply.status == 422)
            try Golden.check(reply.text, name)
        }
    }
}

@Suite("POST /chats/{chat_id}/read", .timeLimit(.minutes(10)))
struct MarkReadTests {
    @Test("moves the cursor forward, never back, and not past the end", arguments: StoreKind.all)
    func cursor(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            var ids: [Int64] = []
            for text in ["1", "2", "3", "4"] {
                ids.append(try #require(try await anna.say(text, in: chat).json["id"].number))
            }
            let path = "/chats/\(chat)/read"
            let expected: [(body: String, read: Int, unread: Int)] = [
                (#"{"seq":0}"#, 0, 4), (#"{"seq":2}"#, 2, 2), (#"{"seq":1}"#, 2, 2),
                (#"{"message_id":\#(ids[2])}"#, 3, 1), (#"{"message_id":4711}"#, 3, 1),
                (#"{"seq":4711}"#, 4, 0),
            ]
            for (body, read, unread) in expected {
                let reply = try await boris.post(path, body)
                #expect(reply.status == 200)
                #expect(
                    reply.text == #"{"chat_id":\#(chat),"read_seq":\#(read),"unread":\#(unread),"last_seq":4}"#
                )
            }
            #expect(try await boris.get("/chats").json[0]["unread"].number == 0)
            #expect(try await anna.get("/chats").json[0]["read_seq"].number == 0)
        }
    }

    @Test("tells the author's socket of the chat", arguments: StoreKind.all)
    func author(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            let id = try #require(try await anna.say("1", in: chat).json["id"].number)
            let socket = try await server.socket(chat, as: anna)
            _ = try await boris.post("/chats/\(chat)/read", #"{"seq":1}"#)
            #expect(try await socket.text() == #"{"type":"read","message_id":\#(id),"reader_id":\#(boris.id)}"#)
        }
    }
}
