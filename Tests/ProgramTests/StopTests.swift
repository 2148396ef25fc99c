import Foundation
import NIOCore
import Testing
import Wire

@testable import TestKit

@Suite("Stopping the program")
struct StopTests {
    @Test("a signal lets a request finish, closes sockets with 1012 and ends with 0", arguments: [SIGTERM, SIGINT])
    func graceful(_ signal: Int32) async throws {
        try await withHome { home in
            let node = try await home.serve()
            let anna = try await node.account("anna")
            let chat = try await node.group(of: anna)
            let socket = try await node.socket(chat, token: anna.token)
            let slow = try await SlowPost(node, chat: chat, account: anna)

            try await node.stop(signal)
            #expect(try await socket.closeCode() == 1012)
            let reply = try await slow.finish()
            #expect(reply.status == 200)
            #expect(reply.json["text"].text == SlowPost.text)
            let ending = try await node.program.end()
            #expect(ending.code == 0)
            #expect(ending.complaints.isEmpty)

            let messages = try await home.serve().messages(chat, as: anna.token)
            #expect(messages == [reply.json])
        }
    }

    @Test("a server that is stopping takes no new connection and gives up idle ones")
    func refusesNew() async throws {
        try await withHome { home in
            let node = try await home.serve()
            let anna = try await node.account("anna")
            let chat = try await node.group(of: anna)
            let idle = try await node.connect()
            try await idle.send(Node.request("GET /health HTTP/1.1", token: nil, json: nil))
            #expect(try await idle.reply().status == 200)
            let slow = try await SlowPost(node, chat: chat, account: anna)

            try await node.stop(SIGTERM)
            #expect(try await idle.end() == [])
            await #expect(throws: (any Error).self) { try await node.get("/health") }
            #expect(try await slow.finish().status == 200)
            #expect(try await node.program.end().code == 0)
        }
    }

    @Test("a second signal ends it at once, whatever is under way", arguments: [SIGTERM, SIGINT])
    func second(_ signal: Int32) async throws {
        try await withHome { home in
            let node = try await home.serve("--set", "shutdown.grace=10m")
            let anna = try await node.account("anna")
            let chat = try await node.group(of: anna)
            let sent = try await node.say("сохранено", in: chat, as: anna)
            let slow = try await SlowPost(node, chat: chat, account: anna)

            try await node.stop(signal)
            node.program.send(signal)
            let ending = try await node.program.end()
            #expect(ending.code == 1)
            #expect(ending.errors.contains("second"))
            await #expect(throws: (any Error).self) { try await slow.finish() }
            #expect(try await home.serve().messages(chat, as: anna.token) == [sent.json])
        }
    }

    @Test("a request that does not end keeps the server only for its grace")
    func grace() async throws {
        try await withHome { home in
            let node = try await home.serve("--set", "shutdown.grace=500ms")
            let anna = try await node.account("anna")
            let chat = try await node.group(of: anna)
            let slow = try await SlowPost(node, chat: chat, account: anna)
            try await node.stop(SIGTERM)
            let ending = try await node.program.end()
            #expect(ending.code == 0, "\(ending)")
            #expect(ending.complaints.isEmpty)
            await #expect(throws: (any Error).self) { try await slow.finish() }
        }
    }

    @Test("a client that never answers the close frame does not hold the server up")
    func deafSocket() async throws {
        try await withHome { home in
            let node = try await home.serve()
            let anna = try await node.account("anna")
            let chat = try await node.group(of: anna)
            let socket = try await node.socket(chat, token: anna.token)
            try await socket.connection.setReading(false)
            let began = ContinuousClock.now
            node.program.send(SIGTERM)
            #expect(try await node.program.end().code == 0)
            #expect((ContinuousClock.now - began).seconds < 30)
            await socket.connection.close()
        }
    }
}

/// A message whose body is only half sent, while the server has begun to handle it.
private struct SlowPost {
    static let text = "медленно, но верно"

    private static let body = Array(#"{"text":"\#(text)"}"#.utf8)
    private let connection: RawConnection

    init(_ node: Node, chat: Int64, account: Account) async throws {
        connection = try await node.connect()
        try await connection.send(
            """
            POST /chats/\(chat)/messages HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(account.token)\r
            Content-Type: application/json\r\nContent-Length: \(Self.body.count)\r\nExpect: 100-continue\r\n\r\n
            """
        )
        // The server has read the head, and waits for the body.
        let leave = try await connection.reply()
        guard leave.status == 100 else { throw NeverCame(description: "100 Continue: \(leave)") }
        try await connection.send(ByteBuffer(bytes: Self.body.prefix(10)))
    }

    func finish() async throws -> Reply {
        try await connection.send(ByteBuffer(bytes: Self.body.dropFirst(10)))
        return try await connection.reply()
    }
}

extension Node {
    /// Sends a signal and waits until the server says that it heard it.
    fileprivate func stop(_ signal: Int32) async throws {
        program.send(signal)
        try await eventually("that the server begins to stop", otherwise: program.log) {
            program.log.contains("Stopping on") ? () : nil
        }
    }
}
