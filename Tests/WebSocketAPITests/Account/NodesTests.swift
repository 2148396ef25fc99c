import MessengerServer
import NIOCore
import TestKit
import Testing
import Wire

/// D8 of the delivery contract: the bus is a hint, the store is the truth.
@Suite("Several nodes on one database", .timeLimit(.minutes(10)))
struct NodesTests {
    private static let messages = 120

    @Test("word of a session that ended may be lost: its sockets and streams on other nodes end all the same")
    func lostEnd() async throws {
        let network = FaultyNetwork(seed: 5)
        try await withNodes(on: network) { _ in
        } configure: {
            // Nobody answers a ping here, so the first one is the last.
            $0.webSocket.pingInterval = .seconds(4)
        } _: { one, other in
            let anna = try await one.person("anna")
            let chat = try await anna.group()
            let silent = try await other.accountSocket(as: anna)
            let sockets = try await [AccountSocket(other, as: anna).socket, other.socket(chat, as: anna)]
            let stream = try await other.connect()
            let token = "Authorization: Bearer \(anna.token)"
            try await stream.send("GET /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(token)\r\n\r\n")
            #expect(try await stream.reply(toHEAD: true).status == 200)
            network.goDown()
            #expect(try await anna.post("/logout", "").status == 204)
            for socket in sockets + [silent] { #expect(try await socket.closeCode() == 4401) }
            #expect(String(decoding: try await stream.end(), as: UTF8.self).hasSuffix("\r\n0\r\n\r\n"))
        }
    }

    @Test(
        "over a bus that loses, doubles, delays and reorders, everybody sees everything once and in order",
        arguments: [1, 2, 3] as [UInt64]
    )
    func faultyBus(seed: UInt64) async throws {
        let network = FaultyNetwork(seed: seed)
        try await withNodes(on: network) { one, other in
            let (anna, boris) = try await (one.person("anna"), one.person("boris"))
            let chat = try await anna.group(boris)
            let annas = try await AccountSocket(one, as: anna)
            let boriss = try await AccountSocket(other, as: boris)
            let old = try await other.socket(chat, as: boris)
            for number in 1...Self.messages {
                let (node, sender) = number % 2 == 0 ? (one, anna) : (other, boris)
                _ = try await node.post(
                    "/chats/\(chat)/messages",
                    #"{"text":"\#(number)","client_message_id":"n\#(number)"}"#,
                    token: sender.token
                )
                if number == Self.messages / 2 { network.goDown() }
                if number == Self.messages * 3 / 4 { network.heal() }
            }
            network.heal()
            for socket in [annas, boriss] {
                for number in 1...Self.messages {
                    let frame = try await socket.next("message")
                    #expect(frame.seq == Int64(number))
                    #expect(frame.said == "\(number)")
                }
            }
            for number in 1...Self.messages { #expect(try await old.json().said == "\(number)") }
        }
    }

    @Test("what concerns an account reaches its sockets on every node")
    func account() async throws {
        let network = FaultyNetwork(seed: 4)
        try await withNodes(on: network) { one, other in
            let (anna, boris) = try await (one.person("anna"), one.person("boris"))
            let boriss = try await AccountSocket(other, as: boris)
            let chat = try await anna.talk(to: boris)
            network.heal()
            #expect(try await boriss.next("chat_added")["chat"]["id"].number == chat)
            _ = try await anna.say("hello", in: chat, as: "n1")
            network.heal()
            #expect(try await boriss.next("message").said == "hello")
        }
    }
}

/// Runs two nodes on one PostgreSQL database; the other one has its own clock.
func withNodes(
    on network: FaultyNetwork,
    tune: (inout Tuning) -> Void = { _ in },
    configure: (inout ServerConfiguration) -> Void = { _ in },
    _ body: (TestServer, TestServer) async throws -> Void
) async throws {
    try await withServer(.postgres) { _ in
    } tune: {
        $0.nodes = network.node()
        tune(&$0)
    } _: { one in
        let url = one.databaseURL
        try await withServer {
            $0.database.url = url.map { Secret($0) }
            configure(&$0)
        } tune: {
            $0.nodes = network.node()
            tune(&$0)
        } _: { other in
            try await body(one, other)
        }
    }
}
