import MessengerServer
import NIOCore
import NIOHTTP1
import TestKit
import Testing
import Wire

@Suite("GET /events", .timeLimit(.minutes(10)))
struct EventStreamTests {
    @Test("shows everything, and then what happens, with the position of whoever has it", arguments: StoreKind.all)
    func live(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            let stream = try await server.events(of: boris)
            #expect(stream.head["content-type"] == "text/event-stream")
            #expect(stream.head["cache-control"] == "no-cache")
            #expect(stream.head["content-encoding"] == nil)
            let state = try #require(try await stream.json())
            let told = try await boris.get("/sync")
            #expect(state["type"].text == "state")
            for key in told.json.names { #expect(state[key] == told.json[key]) }
            #expect(stream.retry == 2000)
            #expect(stream.lastEventID == told.json["position"].text)

            let socket = try await server.socket(chat, as: boris)
            _ = try await anna.say("Привет", in: chat)
            #expect(try await stream.message() == (try await socket.text()))
            try await stream.reach(try await boris.position())
            let second = try await anna.group(boris)
            #expect(try await stream.json()?["chat"]["id"].number == second)
            _ = try await anna.say("here", in: second)
            #expect(try await stream.json()?["chat_id"].number == second)
            _ = try await anna.delete("/chats/\(second)/members/\(boris.id)")
            // That somebody has left may be shown to the one who has, too.
            while let parting = try await stream.json()?["type"].text, parting != "chat_removed" {
                #expect(parting == "member_left")
            }
            _ = try await anna.say("unseen", in: second)
            _ = try await anna.say("seen", in: chat)
            #expect(try await stream.json()?["text"].text == "seen")
        }
    }

    @Test("goes on where it was, with nothing lost and nothing twice", arguments: StoreKind.all)
    func resume(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            var stream = try await server.events(of: boris)
            var texts: [String] = []
            for round in 0..<4 {
                for number in 0..<3 { _ = try await anna.say("\(round) live \(number)", in: chat) }
                try await stream.reach(try await boris.position(), collecting: &texts)
                await stream.connection.close()
                for number in 0..<3 { _ = try await anna.say("\(round) away \(number)", in: chat) }
                stream = try await server.events(of: boris, query: "?since=0-0", lastEventID: stream.lastEventID)
            }
            try await stream.reach(try await boris.position(), collecting: &texts)
            let said = try await anna.get("/chats/\(chat)/messages").json.elements.compactMap { $0["text"].text }
            #expect(said.count == 24)
            #expect(texts == said)
        }
    }

    @Test("goes on where the query says, and says when there is nothing more", arguments: StoreKind.all)
    func since(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            let start = try await boris.position()
            for number in 0..<450 { _ = try await anna.say("\(number)", in: chat) }
            let stream = try await server.events(of: boris, query: "?since=\(start)")
            var (texts, positions) = ([String](), Set<String>())
            while let block = try await stream.block(), block.data.map({ JSONValue($0) })?["type"].text != "synced" {
                if let text = block.data.map({ JSONValue($0) })?["text"].text { texts.append(text) }
                if let id = block.id { positions.insert(id) }
            }
            #expect(texts == (0..<450).map { "\($0)" })
            // Between the slices, so that a client which is cut off gets further.
            #expect(positions.count == 2)
            #expect(stream.lastEventID == (try await boris.position()))
        }
    }

    @Test("begins anew where the position is of another database")
    func reset() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let stream = try await server.events(of: anna, lastEventID: "0123456789abcdef-1")
            #expect(try await stream.json()?["type"].text == "reset")
            #expect(try await stream.json()?["type"].text == "state")
            #expect(stream.lastEventID == (try await anna.position()))
        }
    }

    @Test("is refused without a token, and with what is no position")
    func refusals() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            #expect(try await server.get("/events?token=\(anna.token)").status == 401)
            let wrong = try await anna.get("/events?since=yesterday")
            #expect(wrong.status == 422)
            let header = try await anna.get("/events", headers: ["last-event-id": "yesterday"])
            #expect(header.status == 422)
            try Golden.check(header.text, "last_event_id_wrong")
            #expect(try await anna.post("/events", "{}").status == 405)
        }
    }

    @Test("lets other requests be made on its connection before it, and shows its head to HEAD")
    func connection() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let connection = try await server.connect()
            let fields = "Host: x\r\nAuthorization: Bearer \(anna.token)\r\n\r\n"
            try await connection.send("HEAD /events HTTP/1.1\r\n\(fields)")
            #expect(try await connection.reply(toHEAD: true)["content-type"] == "text/event-stream")
            try await connection.send("GET /me HTTP/1.1\r\n\(fields)")
            #expect(try await connection.reply().status == 200)
            try await connection.send("GET /events HTTP/1.1\r\n\(fields)")
            #expect(try await connection.reply(toHEAD: true)["transfer-encoding"] == "chunked")
            let beginning = try await connection.read { buffer in
                buffer.readableBytesView.count > 30 ? String(buffer: buffer) : nil
            }
            #expect(beginning.contains("retry:2000\n\n"))
        }
    }
}

@Suite("The end of an event stream", .timeLimit(.minutes(10)))
struct EventStreamEndTests {
    @Test("comes with the end of its session")
    func expiry() async throws {
        try await withServer {
            $0.webSocket.pingInterval = .milliseconds(50)
            $0.jwt.lifetime = .seconds(60)
        } _: { server in
            let stream = try await server.events(of: try await server.person("anna"))
            #expect(try await stream.json()?["type"].text == "state")
            // Shows that it is there, where nothing happens.
            while try await stream.block()?.hasComment != true {}
            server.clock.advance(by: .seconds(60))
            while try await stream.block() != nil {}
        }
    }

    @Test("comes with a log-out, on this session's streams alone", arguments: StoreKind.all)
    func logOut(store: StoreKind) async throws {
        try await withServer(store) { server in
            let anna = try await server.person("anna")
            let ticket = try #require(try await anna.post("/ws-ticket", "").json["ticket"].text)
            let byToken = try await server.events(of: anna)
            let byTicket = try await server.connect()
            let request = "GET /events?ticket=\(ticket) HTTP/1.1\r\nHost: x\r\n\r\n"
            try await byTicket.send(request)
            #expect(try await byTicket.reply(toHEAD: true).status == 200)
            #expect(try await byToken.json()?["type"].text == "state")
            // A token of another second is another one.
            server.clock.advance(by: .seconds(1))
            #expect(try await server.get("/events?ticket=\(ticket)").code == "invalid_token")
            let login = #"{"email":"\#(anna.email)","password":"\#(TestServer.password)"}"#
            let other = try #require(try await server.post("/login", login).json["access_token"].text)
            #expect(try await server.post("/logout", "", token: other).status == 204)
            #expect(try await anna.post("/logout", "").status == 204)
            while try await byToken.block() != nil {}
            let end = try await byTicket.read { buffer in
                String(buffer: buffer).hasSuffix("\r\n0\r\n\r\n") ? true : nil
            }
            #expect(end)
        }
    }

    @Test("comes when the server stops, with a pause after which to come back")
    func shutdown() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let streams = [try await server.events(of: anna), try await server.events(of: anna)]
            for stream in streams { #expect(try await stream.json()?["type"].text == "state") }
            await server.shutDown()
            for stream in streams {
                while try await stream.block() != nil {}
                #expect((500...10_000).contains(try #require(stream.retry)))
                #expect(try await stream.connection.end() == [])
            }
            #expect(try await server.stops(within: .seconds(10)))
        }
    }

    @Test("is noticed when the client goes", arguments: [false, true])
    func client(isHalf: Bool) async throws {
        try await withServer {
            $0.shutdownGrace = .seconds(300)
        } _: { server in
            let stream = try await server.events(of: try await server.person("anna"))
            #expect(try await stream.json()?["type"].text == "state")
            if isHalf {
                try await stream.connection.finish()
                while try await stream.block() != nil {}
                _ = try await stream.connection.end()
            } else {
                await stream.connection.close()
            }
            await server.shutDown()
            #expect(try await server.stops(within: .seconds(20)))
        }
    }

    @Test("is the connection's when the client does not read, and the rest is there when it comes back")
    func slowReader() async throws {
        try await withServer {
            $0.webSocket.outboxBytes = 128 << 10
        } _: { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            let stream = try await server.events(of: boris, receiveBuffer: 4096)
            #expect(try await stream.json()?["type"].text == "state")
            try await stream.connection.setReading(false)
            let socket = try await server.socket(chat, as: anna)
            let long = String(repeating: "x", count: 60_000)
            var count = 0
            for _ in 0..<20 {
                try await socket.send((0..<10).map { #"{"type":"message","text":"\#(count + $0) \#(long)"}"# })
                for _ in 0..<10 { _ = try await socket.text() }
                count += 10
            }
            try await stream.connection.setReading(true)
            var texts: [String] = []
            await #expect(throws: ConnectionEnded.self) {
                while let block = try await stream.block() {
                    if let text = block.data.map({ JSONValue($0) })?["text"].text { texts.append(text) }
                }
            }
            #expect(texts.count < count)
            let again = try await server.events(of: boris, lastEventID: stream.lastEventID)
            var rest: [String] = []
            try await again.reach(try await boris.position(), collecting: &rest)
            let numbers = (texts + rest).compactMap { Int($0.prefix { $0 != " " }) }
            // What came after the last id came twice.
            #expect(Set(numbers) == Set(0..<count))
            #expect(rest.compactMap { Int($0.prefix { $0 != " " }) } == Array((count - rest.count)..<count))
        }
    }
}

extension Person {
    /// The position of a device that has everything.
    fileprivate func position() async throws -> String {
        try #require(try await get("/sync").json["position"].text)
    }
}

extension EventStreamClient {
    /// Reads up to a position, and keeps the texts of the messages on the way.
    fileprivate func reach(_ position: String, collecting texts: inout [String]) async throws {
        while lastEventID != position {
            let block = try #require(try await block())
            if let text = block.data.map({ JSONValue($0) })?["text"].text { texts.append(text) }
        }
    }
}
