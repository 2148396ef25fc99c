import Foundation
import Testing
import Wire

@testable import TestKit

/// What the README promises of `messenger demo-data`.
@Suite("messenger demo-data")
struct DemoDataCommandTests {
    private static let people = [("alice", "Алиса"), ("bob", "Боб"), ("charlie", "Чарли"), ("david", "Дэвид")]
    private static let talk = #"{"name":"Алиса и Боб","chat_type":"private","id":1"#
    private static let group = #"{"name":"Команда проекта","chat_type":"group","id":2"#

    /// Compares what the original server shows of chats too.
    private func expectChats(_ chats: JSONValue?, _ expected: [String]) {
        let shown = chats.elements.map { chat in
            #"{"name":"\#(chat["name"].text ?? "")","chat_type":"\#(chat["chat_type"].text ?? "")","id":"#
                + "\(chat["id"].number ?? 0)"
        }
        #expect(shown == expected)
    }

    @Test("it creates the people, the chats and the messages", arguments: StoreKind.all)
    func creates(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            let ending = try await home.run("demo-data")
            #expect(ending.code == 0)
            for (person, name) in Self.people {
                #expect(ending.output.contains("\(person)@example.com / password123  (\(name))"))
            }
            let node = try await home.serve()
            for (index, (person, name)) in Self.people.enumerated() {
                let token = try await node.token(of: person)
                let me = try await node.get("/me", token: token)
                #expect(me.text == #"{"email":"\#(person)@example.com","name":"\#(name)","id":\#(index + 1)}"#)
                let chats = try await node.get("/chats", token: token)
                expectChats(chats.json, index < 2 ? [Self.talk, Self.group] : [Self.group])
            }
            let alice = try await node.token(of: "alice")
            expect(try await node.messages(1, as: alice), of: "Тестовое сообщение", senders: 2, ids: 1...10)
            expect(try await node.messages(2, as: alice), of: "Групповое сообщение", senders: 4, ids: 11...25)
        }
    }

    @Test("a second run says that nothing was changed, and changes nothing", arguments: StoreKind.all)
    func secondRun(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            #expect(try await home.run("demo-data").code == 0)
            let node = try await home.serve()
            let alice = try await node.token(of: "alice")
            let before = try await node.messages(2, as: alice)
            // Beside a server that runs, as in a container.
            let again = try await home.run("demo-data")
            #expect(again.code == 0)
            #expect(again.output == "The demo data is there already; nothing was changed.\n")
            #expect(try await node.messages(2, as: alice) == before)
            expectChats(try await node.get("/chats", token: alice).json, [Self.talk, Self.group])
        }
    }

    @Test("several that run at once create everything once", arguments: StoreKind.all)
    func together(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            let programs = try (0..<3).map { _ in try home.start(["demo-data"]) }
            var created = 0
            for program in programs {
                let ending = try await program.end()
                #expect(ending.code == 0, "\(ending)")
                if ending.output.hasPrefix("Created") { created += 1 }
            }
            #expect(created == 1)
            let node = try await home.serve()
            let alice = try await node.token(of: "alice")
            #expect(try await node.messages(1, as: alice).count == 10)
            #expect(try await node.messages(2, as: alice).count == 15)
        }
    }

    @Test("somebody else who has one of the addresses keeps the account")
    func addressTaken() async throws {
        try await withHome { home in
            let node = try await home.serve()
            let bob = try await node.account("bob")
            let ending = try await home.run("demo-data")
            #expect(ending.code == 0)
            #expect(ending.output.contains("nothing was changed"))
            #expect(try await node.get("/me", token: bob.token).json["name"].text == "bob")
            let alice = try await node.post("/login", #"{"email":"alice@example.com","password":"password123"}"#)
            #expect(alice.status == 400)
        }
    }

    /// Message i was written i minutes ago by the members in turn, so the highest i comes first.
    private func expect(_ messages: [JSONValue], of text: String, senders: Int, ids: ClosedRange<Int64>) {
        #expect(messages.map { $0["id"].number } == ids.map { $0 })
        let numbers = Array((0..<ids.count).reversed())
        #expect(messages.map { $0["text"].text } == numbers.map { "\(text) \($0)" })
        #expect(messages.map { $0["sender_id"].number } == numbers.map { Int64($0 % senders + 1) })
        #expect(messages.map { $0["seq"].number } == (1...ids.count).map { Int64($0) })
        let times = messages.compactMap { $0["created_at"].text }
        #expect(times.count == ids.count && times == times.sorted())
    }
}
