import MessengerServer
import NIOCore
import TestKit
import Testing
import Wire

@Suite("What an account's socket shows", .timeLimit(.minutes(10)))
struct EventTests {
    /// Two people with a group and a socket each.
    struct Pair: Sendable {
        let server: TestServer
        let anna: Person
        let boris: Person
        let chat: Int64
        let annas: AccountSocket
        let boriss: AccountSocket

        init(_ server: TestServer) async throws {
            self.server = server
            anna = try await server.person("anna")
            boris = try await server.person("boris")
            chat = try await anna.group(boris)
            annas = try await AccountSocket(server, as: anna)
            boriss = try await AccountSocket(server, as: boris)
        }
    }

    @Test("a message is acknowledged to its sender with id and seq, and shown to all", arguments: StoreKind.all)
    func message(store: StoreKind) async throws {
        try await withServer(store) { server in
            let pair = try await Pair(server)
            try await pair.annas.socket.send(saying("Привет", in: pair.chat, as: "m1"))
            var frames: [String: JSONValue?] = [:]
            for _ in 0..<2 {
                let frame = try await pair.annas.next("ack", "message")
                frames[frame.type ?? ""] = frame
            }
            let (ack, shown) = (frames["ack"] ?? nil, frames["message"] ?? nil)
            #expect(ack["client_message_id"].text == "m1")
            #expect(ack.seq == 1)
            #expect(ack["id"].number == shown["id"].number)
            #expect(ack["repeated"] == .bool(false))
            #expect(try await pair.boriss.next("message").said == "Привет")
        }
    }

    @Test("a message sent twice is acknowledged twice and shown once", arguments: StoreKind.all)
    func repeated(store: StoreKind) async throws {
        try await withServer(store) { server in
            let pair = try await Pair(server)
            let first = try await pair.annas.say("once", in: pair.chat, as: "m1")
            let second = try await pair.annas.say("once", in: pair.chat, as: "m1")
            #expect(first["id"] == second["id"])
            #expect(second["repeated"] == .bool(true))
            let other = try await pair.annas.say("other", in: pair.chat, as: "m1")
            #expect(other["code"].text == "client_message_id_reused")
            #expect(other["client_message_id"].text == "m1")
            _ = try await pair.annas.say("last", in: pair.chat, as: "m2")
            #expect(try await pair.boriss.next("message").said == "once")
            #expect(try await pair.boriss.next("message").said == "last")
        }
    }

    @Test("reading moves the cursor for the reader's devices, and tells the members", arguments: StoreKind.all)
    func reading(store: StoreKind) async throws {
        try await withServer(store) { server in
            let pair = try await Pair(server)
            let tablet = try await AccountSocket(server, as: pair.boris)
            for number in 1...3 { _ = try await pair.annas.say("\(number)", in: pair.chat, as: "m\(number)") }
            try await pair.boriss.socket.send(#"{"type":"read","chat_id":\#(pair.chat),"seq":2}"#)
            for device in [pair.boriss, tablet] {
                let unread = try await device.next("unread")
                #expect(unread["read_seq"].number == 2)
                #expect(unread["unread"].number == 1)
                #expect(unread["last_seq"].number == 3)
            }
            let receipt = try await pair.annas.next("receipt")
            #expect(receipt["user_id"].number == pair.boris.id)
            #expect(receipt["read_seq"].number == 2)
            #expect(receipt["delivered_seq"].number == 2)
        }
    }

    @Test("the author's socket of the chat hears of a reading by place as of one by message")
    func originalReceipt() async throws {
        try await withServer { server in
            let pair = try await Pair(server)
            let old = try await server.socket(pair.chat, as: pair.anna)
            let ids = try await [
                pair.annas.say("1", in: pair.chat, as: "m1")["id"].number,
                pair.annas.say("2", in: pair.chat, as: "m2")["id"].number,
            ]
            for _ in 0..<2 { _ = try await old.json() }
            try await pair.boriss.socket.send(#"{"type":"read","chat_id":\#(pair.chat),"seq":2}"#)
            var told: Set<Int64?> = []
            for _ in 0..<2 {
                let frame = try await old.json()
                #expect(frame.type == "read")
                told.insert(frame["message_id"].number)
            }
            #expect(told == Set(ids))
        }
    }

    @Test("an acknowledged arrival is told, once a second at most", arguments: StoreKind.all)
    func delivered(store: StoreKind) async throws {
        try await withServer(store) { server in
            let pair = try await Pair(server)
            for number in 1...3 { _ = try await pair.annas.say("\(number)", in: pair.chat, as: "m\(number)") }
            try await pair.boriss.socket.send(
                (1...3).map { #"{"type":"ack","chat_id":\#(pair.chat),"seq":\#($0)}"# }
            )
            let receipt = try await pair.annas.next("receipt")
            #expect(receipt["delivered_seq"].number == 3)
            #expect(receipt["read_seq"].number == 0)
        }
    }

    @Test("a chat that is made while the socket is open is shown, and what is said in it", arguments: StoreKind.all)
    func newChat(store: StoreKind) async throws {
        try await withServer(store) { server in
            let pair = try await Pair(server)
            let chat = try await pair.boris.talk(to: pair.anna)
            let added = try await pair.annas.next("chat_added")
            #expect(added["chat"]["id"].number == chat)
            for number in 1...20 { _ = try await pair.boris.say("\(number)", in: chat, as: "n\(number)") }
            for number in 1...20 { #expect(try await pair.annas.next("message").said == "\(number)") }
        }
    }

    @Test("typing is told to the others, for a while, and not more often than that")
    func typing() async throws {
        try await withServer { server in
            let pair = try await Pair(server)
            // Typing is not kept for anybody: both must have come to the chat.
            try await pair.annas.socket.send(saying("hello", in: pair.chat, as: "m0"))
            for socket in [pair.annas, pair.boriss] { #expect(try await socket.next("message").said == "hello") }
            let frame = #"{"type":"typing","chat_id":\#(pair.chat)}"#
            try await pair.annas.socket.send([frame, frame, #"{"type":"typing","chat_id":999}"#])
            let typing = try await pair.boriss.next("typing")
            #expect(typing["user_id"].number == pair.anna.id)
            #expect(typing["expires_in"].number == 6)
            _ = try await pair.annas.say("done", in: pair.chat, as: "m1")
            #expect(try await pair.boriss.next("typing", "message").said == "done")
        }
    }

    @Test("presence is told of people one shares a chat with, and of nobody else")
    func presence() async throws {
        try await withServer { _ in
        } tune: {
            $0.presenceGrace = .milliseconds(10)
        } _: { server in
            let pair = try await Pair(server)
            let stranger = try await server.person("vera")
            let watch = #"{"type":"presence","user_ids":[\#(pair.boris.id),\#(stranger.id)]}"#
            try await pair.annas.socket.send(watch)
            let online = try await pair.annas.next("presence")
            #expect(online["user_id"].number == pair.boris.id)
            #expect(online["online"] == .bool(true))
            try await pair.boriss.socket.sendClose(1000)
            let offline = try await pair.annas.next("presence")
            #expect(offline["online"] == .bool(false))
            #expect(offline["last_seen"].text == "2026-11-23T12:00:00.000001+00:00")
            _ = try await AccountSocket(server, as: stranger)
            let unseen = try await AccountSocket(server, as: pair.boris, isPresent: false)
            _ = try await unseen.say("here", in: pair.chat, as: "m1")
            #expect(try await pair.annas.next("presence", "message").said == "here")
        }
    }

    @Test("a ping is answered, and a client that only sends need not say hello")
    func withoutHello() async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let socket = try await server.accountSocket(as: anna)
            _ = try await socket.json()
            try await socket.send(#"{"type":"ping"}"#)
            #expect(try await socket.json().type == "pong")
            try await socket.send(saying("hi", in: chat, as: "m1"))
            #expect(try await socket.json().type == "ack")
            try await socket.expectSilence()
        }
    }

    @Test(
        "frames that cannot be understood are refused, and the socket lives on",
        arguments: [
            (#"{"type":"message","text":"x"}"#, "invalid_chat_id"),
            (#"{"type":"message","chat_id":"1","text":"x"}"#, "invalid_chat_id"),
            (#"{"type":"message","chat_id":1,"text":""}"#, "invalid_text"),
            (#"{"type":"message","chat_id":999,"text":"x"}"#, "not_a_member"),
            (#"{"type":"read","chat_id":1}"#, "invalid_seq"), (#"{"type":"read","chat_id":1,"seq":-1}"#, "invalid_seq"),
            (#"{"type":"read","chat_id":1,"message_id":"x"}"#, "invalid_message_id"),
            (#"{"type":"read","chat_id":999,"seq":1}"#, "not_a_member"), (#"{"type":"ack"}"#, "invalid_chat_id"),
            (#"{"type":"typing"}"#, "invalid_chat_id"),
            (#"{"type":"presence","user_ids":[1,"x"]}"#, "invalid_user_ids"),
            ("[]", "invalid_frame"), ("{", "invalid_json"),
        ]
    )
    func refused(frame: String, code: String) async throws {
        try await withServer { server in
            let anna = try await server.person("anna")
            _ = try await anna.group()
            let socket = try await AccountSocket(server, as: anna)
            try await socket.socket.send(frame)
            #expect(try await socket.next("error")["code"].text == code)
            try await socket.socket.send(#"{"type":"nonsense"}"#)
            try await socket.socket.send(#"{"type":"ping"}"#)
            #expect(try await socket.socket.json().type == "pong")
        }
    }

    @Test("a session that runs out while the socket is open ends it with word to log in")
    func expiry() async throws {
        try await withServer {
            // Nobody answers a ping here, so the session must have run out before the second one is due.
            $0.webSocket.pingInterval = .seconds(2)
        } _: { server in
            let anna = try await server.person("anna")
            let chat = try await anna.group()
            let sockets = try await [server.accountSocket(as: anna), server.socket(chat, as: anna)]
            server.clock.advance(by: .seconds(61 * 3600))
            for socket in sockets { #expect(try await socket.closeCode() == 4401) }
        }
    }

    @Test("a server that stops says when to come back, within a spread, and then goodbye")
    func restart() async throws {
        try await withServer { server in
            let pair = try await Pair(server)
            await server.shutDown()
            let advice = try await pair.annas.next("reconnect")
            guard case .number(let pause) = advice["after"] else {
                Issue.record("no number of seconds")
                return
            }
            #expect((0.5...10).contains(pause))
            #expect(try await pair.annas.socket.closeCode() == 1012)
        }
    }
}
