import TestKit
import Testing
import Wire

@Suite("Messages over sockets", .timeLimit(.minutes(10)))
struct MessageFrameTests {
    @Test("reach every connection of the chat, the sender's too", arguments: StoreKind.all)
    func everybody(store: StoreKind) async throws {
        try await withServer(store) { server in
            let talk = try await Talk(server)
            let phone = try await server.socket(talk.chat, as: talk.anna)
            let elsewhere = try await server.socket(talk.anna.group(), as: talk.anna)
            try await talk.annas.send(#"{"type":"message","text":"Привет 👋","sender_id":7,"id":9,"chat_id":77}"#)
            let frame = try await talk.annas.text()
            try Golden.check(frame, "message")
            #expect(try await talk.boriss.text() == frame)
            #expect(try await phone.text() == frame)
            try await elsewhere.expectSilence()
            try await talk.annas.expectSilence()
        }
    }

    @Test("are kept, as REST shows", arguments: StoreKind.all)
    func kept(store: StoreKind) async throws {
        try await withServer(store) { server in
            let talk = try await Talk(server)
            try await talk.annas.send(message("hello", as: "own"))
            let frame = try await talk.boriss.json()
            let listed = (try await talk.boris.get("/chats/\(talk.chat)/messages").json)[0]
            #expect(listed["id"] == frame["id"])
            #expect(listed["text"].text == "hello")
            #expect(listed["client_message_id"].text == "own")
            #expect(frame["client_message_id"].text == "own")
        }
    }

    @Test("that are posted over REST reach the sockets", arguments: StoreKind.all)
    func posted(store: StoreKind) async throws {
        try await withServer(store) { server in
            let talk = try await Talk(server)
            let reply = try await talk.anna.say("hello", in: talk.chat)
            for socket in [talk.annas, talk.boriss] {
                let frame = try await socket.json()
                #expect(frame["id"] == reply.json["id"])
                #expect(frame.said == "hello")
                #expect(frame.seq == reply.json["seq"].number)
            }
        }
    }

    @Test("that are sent again are shown again to the sender's connection alone", arguments: StoreKind.all)
    func retry(store: StoreKind) async throws {
        try await withServer(store) { server in
            let talk = try await Talk(server)
            try await talk.annas.send(message("hello", as: "a"))
            let first = try await talk.annas.text()
            #expect(try await talk.boriss.text() == first)
            try await talk.annas.send(message("hello", as: "a"))
            #expect(try await talk.annas.text() == first)
            try await talk.boriss.expectSilence()
            // Over REST, too, a retry is nobody else's business.
            #expect(try await talk.anna.say("hello", in: talk.chat, as: "a").status == 200)
            try await talk.annas.expectSilence()
            try await talk.boriss.expectSilence()
        }
    }

    @Test("under a name that was used for another text are refused", arguments: StoreKind.all)
    func conflict(store: StoreKind) async throws {
        try await withServer(store) { server in
            let talk = try await Talk(server)
            try await talk.annas.send([message("hello", as: "a"), message("other", as: "a")])
            _ = try await talk.annas.text()
            try Golden.check(try await talk.annas.text(), "error_client_message_id_reused")
            #expect(try await talk.boriss.json().said == "hello")
            try await talk.boriss.expectSilence()
        }
    }

    @Test("keep their sender's order, and all listeners see the order of seq", arguments: StoreKind.all)
    func order(store: StoreKind) async throws {
        try await withServer(store) { server in
            let people = try await (server.person("a"), server.person("b"), server.person("c"))
            let chat = try await people.0.group(people.1, people.2)
            var sockets: [SocketClient] = []
            for person in [people.0, people.1, people.2, people.0, people.2] {
                sockets.append(try await server.socket(chat, as: person))
            }
            let (senders, count) = (sockets.prefix(4), 125)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for (number, sender) in senders.enumerated() {
                    tasks.addTask { try await sender.send((1...count).map { message("\(number):\($0)") }) }
                }
                try await tasks.waitForAll()
            }
            var heard: [[JSONValue?]] = []
            for socket in sockets {
                var frames: [JSONValue?] = []
                for _ in 0..<(4 * count) { frames.append(try await socket.json()) }
                heard.append(frames)
            }
            #expect(heard.allSatisfy { $0 == heard[0] })
            #expect(heard[0].compactMap(\.seq) == (1...Int64(4 * count)).map { $0 })
            for number in 0..<4 {
                let own = heard[0].compactMap(\.said).filter { $0.hasPrefix("\(number):") }
                #expect(own == (1...count).map { "\(number):\($0)" })
            }
        }
    }

    @Test("from REST and from sockets at once come in the order of seq")
    func mixed() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            async let posting: Void = {
                for number in 1...40 { _ = try await talk.boris.say("rest \(number)", in: talk.chat) }
            }()
            try await talk.annas.send((1...40).map { message("socket \($0)") })
            var seen: [Int64] = []
            for _ in 1...80 { seen.append(try await talk.boriss.json().seq ?? 0) }
            try await posting
            #expect(seen == Array(1...80))
        }
    }
}

@Suite("Receipts", .timeLimit(.minutes(10)))
struct ReadFrameTests {
    @Test("go to the author's connections alone, once", arguments: StoreKind.all)
    func receipt(store: StoreKind) async throws {
        try await withServer(store) { server in
            let talk = try await Talk(server)
            let phone = try await server.socket(talk.chat, as: talk.anna)
            let id = try await talk.annaSays("hello")
            _ = try await phone.text()
            try await talk.boriss.send(read(id))
            let frame = try await talk.annas.text()
            try Golden.check(frame, "read")
            #expect(try await phone.text() == frame)
            try await talk.boriss.send(read(id))
            try await talk.boriss.expectSilence()
            try await talk.annas.expectSilence()
        }
    }

    @Test("come before a message that was sent right after", arguments: StoreKind.all)
    func order(store: StoreKind) async throws {
        try await withServer(store) { server in
            let talk = try await Talk(server)
            for round in 1...10 {
                let id = try await talk.annaSays("question \(round)")
                try await talk.boriss.send([read(id), message("answer \(round)")])
                #expect(try await talk.annas.json().type == "read")
                #expect(try await talk.annas.json().said == "answer \(round)")
                #expect(try await talk.boriss.json().said == "answer \(round)")
            }
        }
    }

    @Test("are not made for one's own messages, other chats' messages, or none", arguments: StoreKind.all)
    func silence(store: StoreKind) async throws {
        try await withServer(store) { server in
            let talk = try await Talk(server)
            let id = try await talk.annaSays("hello")
            let group = try await talk.boris.group()
            let elsewhere = try await server.socket(group, as: talk.boris)
            try await talk.annas.send(read(id))
            try await elsewhere.send(read(id))
            try await talk.boriss.send([
                read(4711), read(0), #"{"type":"read"}"#, #"{"type":"read","message_id":null}"#,
                #"{"type":"read","message_id":99999999999999999999}"#,
            ])
            for socket in [talk.annas, talk.boriss, elsewhere] { try await socket.expectSilence() }
            // None of that used up the real one.
            try await talk.boriss.send(read(id))
            #expect(try await talk.annas.json().type == "read")
        }
    }

    @Test("are made for the first reader of a group's message")
    func group() async throws {
        try await withServer { server in
            let (anna, boris, vera) = try await (server.person("a"), server.person("b"), server.person("v"))
            let chat = try await anna.group(boris, vera)
            let annas = try await server.socket(chat, as: anna)
            let others = try await [server.socket(chat, as: boris), server.socket(chat, as: vera)]
            try await annas.send(message("hello"))
            let id = try #require(try await annas.json()["id"].number)
            for (socket, reader) in zip(others, [boris, vera]) {
                _ = try await socket.text()
                try await socket.send(read(id))
                if reader.id == boris.id {
                    #expect(try await annas.json()["reader_id"].number == boris.id)
                }
                try await socket.expectSilence()
            }
            try await annas.expectSilence()
        }
    }
}
