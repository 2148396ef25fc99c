import Foundation
import NIOCore
import Wire

/// A server that listens, and a client of it.
struct Node: Sendable {
    let program: Program
    let port: Int

    /// Waits until a program that was started serves.
    init(_ program: Program) async throws {
        self.program = program
        let mark = "Listening on http://127.0.0.1:"
        port = try await eventually("that the server listens", otherwise: program.log) {
            if let range = program.log.firstRange(of: mark) {
                return Int(program.log[range.upperBound...].prefix { $0.isNumber })
            }
            guard program.hasEnded else { return nil }
            throw NeverCame(description: "The server does not start: \(try await program.end())")
        }
    }

    func connect() async throws -> RawConnection {
        try await RawConnection.open(port: port)
    }

    func get(_ path: String, token: String? = nil) async throws -> Reply {
        try await send("GET \(path) HTTP/1.1", token: token)
    }

    func post(_ path: String, _ json: String, token: String? = nil) async throws -> Reply {
        try await send("POST \(path) HTTP/1.1", token: token, json: json)
    }

    /// Opens a socket to a chat.
    func socket(_ chat: Int64, token: String) async throws -> SocketClient {
        let connection = try await connect()
        try await connection.send(TestServer.handshake("/ws/\(chat)?token=\(token)"))
        let reply = try await connection.reply()
        guard reply.status == 101 else { throw NeverCame(description: "A socket was refused: \(reply)") }
        return SocketClient(connection: connection)
    }

    private func send(_ line: String, token: String?, json: String? = nil) async throws -> Reply {
        let connection = try await connect()
        let result = await Result {
            try await connection.send(Self.request(line, token: token, json: json))
            return try await connection.reply()
        }
        await connection.close()
        return try result.get()
    }

    /// A request as it goes over the wire; several may follow each other on one connection.
    static func request(_ line: String, token: String?, json: String?) -> String {
        let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        let content = json.map { "Content-Type: application/json\r\nContent-Length: \($0.utf8.count)\r\n" } ?? ""
        return "\(line)\r\nHost: localhost\r\n\(authorization)\(content)\r\n\(json ?? "")"
    }
}
