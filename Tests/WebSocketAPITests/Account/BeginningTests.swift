import MessengerServer
import NIOCore
import TestKit
import Testing
import Wire

@Suite("The beginning of an account's socket", .timeLimit(.minutes(10)))
struct BeginningTests {
    @Test("with a token in the handshake the server welcomes at once")
    func header() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let welcome = try await server.accountSocket(as: anna).json()
            #expect(welcome.type == "welcome")
            #expect(welcome["user"]["id"].number == anna.id)
            #expect(welcome["session_expires_in"].number == 216_000)
            #expect(welcome["limits"]["text_bytes"].number == 65_536)
        }
    }

    @Test("without one the first frame says who it is")
    func firstFrame() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let socket = try await server.anonymousSocket()
            try await socket.send(#"{"type":"hello"}"#)
            #expect(try await socket.json()["code"].text == "unexpected_frame")
            try await socket.send(#"{"type":"auth","token":"\#(anna.token)"}"#)
            #expect(try await socket.json()["user"]["id"].number == anna.id)
            try await socket.send(#"{"type":"auth","token":"\#(anna.token)"}"#)
            #expect(try await socket.json()["code"].text == "unexpected_frame")
        }
    }

    @Test("a bad token ends the socket with word to log in again")
    func badToken() async throws {
        try await withServer { server in
            let socket = try await server.anonymousSocket()
            try await socket.send(#"{"type":"auth","token":"nonsense"}"#)
            #expect(try await socket.json()["code"].text == "invalid_token")
            #expect(try await socket.closeCode() == 4401)
        }
    }

    @Test("whoever says nothing in time is told to log in")
    func deadline() async throws {
        try await withServer { _ in
        } tune: {
            $0.greetingTimeout = .milliseconds(50)
        } _: { server in
            let socket = try await server.anonymousSocket()
            #expect(try await socket.closeCode() == 4401)
        }
    }

    @Test("whoever is known may take any time to say what it has, and send meanwhile")
    func noHello() async throws {
        try await withServer { _ in
        } tune: {
            $0.greetingTimeout = .milliseconds(50)
        } _: { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let socket = try await server.accountSocket(as: anna)
            #expect(try await socket.json().type == "welcome")
            // The deadline of one that came later is over.
            #expect(try await server.anonymousSocket().closeCode() == 4401)
            try await socket.send(saying("Привет", in: chat, as: "m1"))
            #expect(try await socket.json().type == "ack")
        }
    }

    @Test("a token has no business in the target", arguments: ["/ws?token=TOKEN", "/ws?token=x"])
    func tokenInTarget(target: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let connection = try await server.connect()
            try await connection.send(
                TestServer.handshake(target.replacing("TOKEN", with: anna.token))
            )
            #expect(try await connection.reply().status == 401)
        }
    }

    @Test("from nothing a client is given everything", arguments: StoreKind.all)
    func state(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            _ = try await boris.say("Привет", in: chat)
            let socket = try await AccountSocket(server, as: anna)
            let state = socket.beginning[0]
            #expect(state.type == "state")
            #expect(state["chats"].elements.count == 1)
            let shown = state["chats"][0]
            #expect(shown["id"].number == chat)
            #expect(shown["unread"].number == 1)
            #expect(shown["last_message"]["text"].text == "Привет")
            #expect(shown["members"].elements.map { $0["name"].text } == ["anna", "boris"])
        }
    }

    @Test("from a position a client is given what it lacks, in order, and then what happens", arguments: StoreKind.all)
    func resume(store: StoreKind) async throws {
        try await withServer(store) { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            let position = try await AccountSocket(server, as: anna).position
            for number in 1...5 { _ = try await boris.say("\(number)", in: chat, as: "n\(number)") }
            let socket = try await AccountSocket(server, as: anna, position: position)
            #expect(socket.beginning.compactMap { $0.said } == (1...5).map(String.init))
            #expect(socket.beginning.compactMap { $0.seq } == [1, 2, 3, 4, 5])
            _ = try await boris.say("live", in: chat)
            #expect(try await socket.next("message").said == "live")
            let again = try await AccountSocket(server, as: anna, position: socket.position)
            #expect(again.beginning.compactMap { $0.said } == ["live"])
        }
    }

    @Test("the last places of chats do as a position")
    func cursors() async throws {
        try await withServer { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.talk(to: boris)
            for number in 1...3 { _ = try await boris.say("\(number)", in: chat, as: "n\(number)") }
            let socket = try await server.accountSocket(as: anna)
            _ = try await socket.json()
            try await socket.send(#"{"type":"hello","cursors":{"\#(chat)":2}}"#)
            var frames: [JSONValue?] = []
            repeat { frames.append(try await socket.json()) } while (frames.last ?? nil).type != "synced"
            #expect(frames.compactMap { $0.said } == ["3"])
        }
    }

    @Test("a position of another database begins anew")
    func reset() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            _ = try await anna.group()
            let socket = try await AccountSocket(server, as: anna, position: "0123456789abcdef-5-1.1.1")
            #expect(socket.beginning.map { $0.type } == ["reset", "state"])
            #expect(socket.beginning.last??["chats"].elements.count == 1)
        }
    }

    @Test(
        "a hello that cannot be understood is refused, and another may follow",
        arguments: [
            (#""position":"nonsense""#, "invalid_position"), (#""position":5"#, "invalid_position"),
            (#""cursors":[1]"#, "invalid_cursors"), (#""cursors":{"a":1}"#, "invalid_cursors"),
            (#""cursors":{"1":-1}"#, "invalid_cursors"),
        ]
    )
    func badHello(member: String, code: String) async throws {
        try await withServer { server in
            let socket = try await server.accountSocket(as: server.person("anna"))
            _ = try await socket.json()
            try await socket.send(#"{"type":"hello",\#(member)}"#)
            #expect(try await socket.json()["code"].text == code)
            try await socket.send(#"{"type":"hello"}"#)
            #expect(try await socket.json().type == "state")
            try await socket.send(#"{"type":"hello"}"#)
            #expect(try await socket.json()["code"].text == "unexpected_frame")
        }
    }
}
