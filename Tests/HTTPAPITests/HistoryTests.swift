import TestKit
import Testing
import Wire

@Suite("GET /history/{chat_id}", .timeLimit(.minutes(10)))
struct HistoryTests {
    @Test("gives a page, oldest first, and how many there are", arguments: StoreKind.all)
    func pages(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            try Golden.check(try await anna.get("/history/\(chat)").text, "history_empty")
            for number in 1...5 { _ = try await anna.say("\(number)", in: chat) }
            let page = try await anna.get("/history/\(chat)?limit=2&offset=1")
            #expect(page.status == 200)
            try Golden.check(page.text, "history")
            let past = try await anna.get("/history/\(chat)?limit=2&offset=5")
            try Golden.check(past.text, "history_past_the_end")
            let all = try await anna.get("/history/\(chat)")
            let listed = try await anna.get("/chats/\(chat)/messages").text
            #expect(all.text == #"{"items":\#(listed),"total":5,"offset":0,"limit":50}"#)
        }
    }

    @Test("takes 50 messages unless it is told, and 100 at most")
    func limits() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            _ = try await together(101) { try await anna.say("\($0)", in: chat) }
            #expect((try await anna.get("/history/\(chat)").json)["items"].elements.count == 50)
            #expect((try await anna.get("/history/\(chat)?limit=100").json)["items"].elements.count == 100)
            #expect((try await anna.get("/history/\(chat)?limit=3&limit=4").json)["items"].elements.count == 4)
            #expect((try await anna.get("/history/\(chat)?offset=100").json)["items"].elements.count == 1)
        }
    }

    static let refused: [(name: String, path: String)] = [
        ("history_limit_0", "/history/1?limit=0"),
        ("history_limit_101", "/history/1?limit=101"),
        ("history_everything_wrong", "/history/abc?limit=x&offset=-1"),
        ("history_limit_empty", "/history/1?limit="),
        ("history_limit_fraction", "/history/1?limit=1.5"),
    ]

    @Test(
        "tells what is wrong with the path and the query, before it looks whether there is such a chat",
        arguments: refused
    )
    func invalid(name: String, path: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let reply = try await anna.get(path)
            #expect(reply.status == 422)
            try Golden.check(reply.text, name)
        }
    }

    @Test("finds nothing after more messages than there can be", arguments: StoreKind.all)
    func hugeOffset(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            _ = try await anna.say("1", in: chat)
            let reply = try await anna.get("/history/\(chat)?offset=9223372036854775807")
            #expect(reply.status == 200)
            #expect(reply.json["items"].elements.isEmpty)
            let beyond = try await anna.get("/history/\(chat)?offset=99999999999999999999")
            #expect([200, 422].contains(beyond.status))
        }
    }
}
