import NIOCore
import NIOHTTP1

extension TestServer {
    /// Opens a connection that speaks as the test pleases; it is closed at the end of the test.
    public func connect(receiveBuffer: Int? = nil) async throws -> RawConnection {
        let connection = try await RawConnection.open(port: port, receiveBuffer: receiveBuffer)
        connections.add(connection)
        return connection
    }

    /// Opens a socket to a chat in somebody's name.
    public func socket(
        _ chat: Int64,
        as person: Person,
        language: String? = nil,
        extensions: String? = nil,
        receiveBuffer: Int? = nil
    ) async throws -> SocketClient {
        let connection = try await connect(receiveBuffer: receiveBuffer)
        return try await Self.upgrade(
            connection,
            Self.handshake(
                "/ws/\(chat)?token=\(person.token)",
                language: language,
                changing: ["Sec-WebSocket-Extensions": extensions]
            )
        )
    }

    /// Opens the socket of all chats in somebody's name; the first frame that comes is the welcome.
    public func accountSocket(
        as person: Person,
        extensions: String? = nil,
        receiveBuffer: Int? = nil
    ) async throws -> SocketClient {
        let fields = ["Authorization": "Bearer \(person.token)", "Sec-WebSocket-Extensions": extensions]
        return try await Self.upgrade(
            connect(receiveBuffer: receiveBuffer),
            Self.handshake("/ws", changing: fields)
        )
    }

    /// Opens the socket of all chats for somebody who has yet to say who it is.
    public func anonymousSocket() async throws -> SocketClient {
        try await Self.upgrade(connect(), Self.handshake("/ws"))
    }

    /// Opens the socket that says everything back.
    public func echo(extensions: String? = nil) async throws -> SocketClient {
        try await Self.upgrade(
            connect(),
            Self.handshake("/echo", changing: ["Sec-WebSocket-Extensions": extensions]),
            isDocumented: false
        )
    }

    private static func upgrade(
        _ connection: RawConnection,
        _ handshake: String,
        isDocumented: Bool = true
    ) async throws -> SocketClient {
        try await connection.send(handshake)
        let reply = try await connection.reply()
        guard reply.status == 101 else { throw Unexpected(reply) }
        return SocketClient(
            connection: connection,
            takesCompressed: reply["sec-websocket-extensions"] != nil,
            isDocumented: isDocumented
        )
    }

    /// What a client says to have a socket.
    ///
    /// Fields can be taken away or given other values.
    public static func handshake(
        _ target: String,
        language: String? = nil,
        changing fields: [String: String?] = [:]
    ) -> String {
        var headers: [(String, String?)] = [
            ("Host", "localhost"), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
            ("Accept-Language", language),
        ]
        for (name, value) in fields {
            headers.removeAll { $0.0 == name }
            headers.append((name, value))
        }
        let lines = headers.compactMap { name, value in value.map { "\(name): \($0)\r\n" } }.joined()
        return "GET \(target) HTTP/1.1\r\n\(lines)\r\n"
    }
}
