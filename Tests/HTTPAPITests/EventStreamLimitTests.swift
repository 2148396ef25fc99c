import MessengerServer
import NIOCore
import NIOHTTP1
import Testing
import Wire

@testable import TestKit

@Suite("How many event streams there may be, and whose", .timeLimit(.minutes(10)))
struct EventStreamLimitTests {
    /// Asks for an event stream, which stays open if it is given one; gives the head of the reply.
    private func ask(
        _ server: TestServer,
        as person: Person,
        from address: String? = nil,
        method: String = "GET"
    ) async throws -> Reply {
        let connection = try await server.connect()
        let forwarded = address.map { "X-Forwarded-For: \($0)\r\n" } ?? ""
        try await connection.send(
            "\(method) /events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(person.token)\r\n\(forwarded)\r\n"
        )
        return try await connection.reply(toHEAD: true)
    }

    @Test("an account has so many sockets and streams together and no more, until one of them ends")
    func perUser() async throws {
        try await withServer {
            $0.webSocket.userLimit = 2
        } _: { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group(boris)
            let stream = try await server.events(of: anna)
            let socket = try await server.socket(chat, as: anna)
            let refused = try await anna.get("/events", headers: ["accept-language": "en"])
            #expect(refused.status == 429)
            #expect(refused["retry-after"] == "30")
            try Golden.check(refused.text, "too_many_sockets")
            let handshake = try await server.connect()
            try await handshake.send(TestServer.handshake("/ws/\(chat)?token=\(anna.token)"))
            #expect(try await handshake.reply().status == 429)
            // Others have theirs, and these two live on.
            #expect(try await ask(server, as: boris).status == 200)
            _ = try await boris.say("hello", in: chat)
            #expect(try await socket.json()?["text"].text == "hello")
            #expect(try await stream.json()?["type"].text == "state")
            #expect(try await stream.json()?["text"].text == "hello")
            await stream.connection.close()
            try await eventually("that the stream counts no more") {
                try await ask(server, as: anna).status == 200 ? () : nil
            }
        }
    }

    @Test("of those who come at once so many are let in as there is room for")
    func race() async throws {
        try await withServer {
            $0.webSocket.userLimit = 3
        } _: { server in
            let anna = try await server.person("anna")
            let statuses = try await together(12) { _ in try await ask(server, as: anna).status }
            #expect(statuses.filter { $0 == 200 }.count == 3)
            #expect(statuses.filter { $0 == 429 }.count == 9)
        }
    }

    @Test("an address has so many streams; one that a client made up does not count", arguments: [0, 1])
    func perAddress(proxies: Int) async throws {
        try await withServer {
            $0.webSocket.addressLimit = 1
            $0.http.proxies = proxies
        } _: { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            #expect(try await ask(server, as: anna, from: "192.0.2.1").status == 200)
            #expect(try await ask(server, as: boris, from: "192.0.2.2").status == (proxies == 0 ? 429 : 200))
            #expect(try await ask(server, as: boris, from: "192.0.2.9, 192.0.2.1").status == 429)
        }
    }

    @Test("whoever asks for the head alone takes nobody's place")
    func head() async throws {
        try await withServer {
            $0.webSocket.userLimit = 1
        } _: { server in
            let anna = try await server.person("anna")
            for method in ["HEAD", "HEAD", "GET"] {
                try await eventually("that the one before counts no more") {
                    try await ask(server, as: anna, method: method).status == 200 ? () : nil
                }
            }
            #expect(try await ask(server, as: anna).status == 429)
        }
    }
}
