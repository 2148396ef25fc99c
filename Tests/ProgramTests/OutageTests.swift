import Foundation
import Testing
import Wire

@testable import TestKit

@Suite("PostgreSQL away while the program serves")
struct OutageTests {
    @Test("requests are told to come back, none hangs, and all is well again by itself")
    func outage() async throws {
        try await withHome(.postgres) { home in
            let outside = try await TestDatabase.create()
            let result = await Result { try await outage(home, outside) }
            try await outside.drop()
            try result.get()
        }
    }

    private func outage(_ home: Home, _ outside: TestDatabase) async throws {
        let name = try #require(home.database?.url.firstMatch(of: /messenger_[0-9a-f]+/).map { String($0.output) })
        let node = try await home.serve()
        let anna = try await node.account("anna")
        let chat = try await node.group(of: anna)
        let socket = try await node.socket(chat, token: anna.token)
        let sent = try await node.say("до", in: chat, as: anna)
        #expect(try await socket.json()["text"].text == "до")

        try await outside.script("ALTER DATABASE \(name) ALLOW_CONNECTIONS false")
        try await outside.script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
        for _ in 0..<3 { try await expectAway(node, chat, anna, socket) }
        #expect(try await node.get("/health").status == 200, "it lives, and asks nobody")

        try await outside.script("ALTER DATABASE \(name) ALLOW_CONNECTIONS true")
        let after = try await eventually("that a message can be sent again", otherwise: node.program.log) {
            let reply = try await node.say("после", in: chat, as: anna)
            return reply.status == 200 ? reply : nil
        }
        #expect(try await socket.json()["text"].text == "после", "the socket has outlived it")
        #expect(try await node.messages(chat, as: anna.token) == [sent.json, after.json])
        node.program.send(SIGTERM)
        let ending = try await node.program.end()
        #expect(ending.code == 0)
        #expect(ending.errors.contains("PostgreSQL is unavailable"))
        #expect(ending.errors.contains("PostgreSQL is back"))
    }

    /// Everything that needs the database says 503 within seconds, and when to try again.
    private func expectAway(_ node: Node, _ chat: Int64, _ anna: Account, _ socket: SocketClient) async throws {
        let began = ContinuousClock.now
        async let read = node.get("/chats/\(chat)/messages", token: anna.token)
        async let list = node.get("/chats", token: anna.token)
        async let login = node.post("/login", #"{"email":"anna@example.com","password":"\#(Account.password)"}"#)
        async let send = node.say("во время", in: chat, as: anna)
        for reply in try await [read, list, login, send] {
            #expect(reply.status == 503)
            #expect(reply["retry-after"].flatMap(Int.init).map { $0 >= 1 } == true)
            #expect(reply.code == "unavailable")
        }
        try await socket.send(#"{"type":"message","text":"во время"}"#)
        #expect(try await socket.json()["code"].text == "unavailable")
        #expect((ContinuousClock.now - began).seconds < 20)
    }

    @Test("a stop during an outage does not take long")
    func stopDuringOutage() async throws {
        try await withHome(.postgres) { home in
            let outside = try await TestDatabase.create()
            let result = await Result {
                let name = try #require(home.database?.url.firstMatch(of: /messenger_[0-9a-f]+/)?.output)
                let node = try await home.serve()
                let anna = try await node.account("anna")
                try await outside.script("ALTER DATABASE \(name) ALLOW_CONNECTIONS false")
                try await outside.script(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'"
                )
                #expect(try await node.get("/chats", token: anna.token).status == 503)
                node.program.send(SIGTERM)
                let began = ContinuousClock.now
                #expect(try await node.program.end().code == 0)
                #expect((ContinuousClock.now - began).seconds < 20)
            }
            try await outside.drop()
            try result.get()
        }
    }
}
