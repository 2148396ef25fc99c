import NIOCore
public import NIOHTTP1

extension TestServer {
    /// Asks for a path.
    public func get(_ path: String, token: String? = nil, headers: HTTPHeaders = [:]) async throws -> Reply {
        try await send(.GET, path, token: token, headers: headers)
    }

    /// Sends a body of JSON to a path.
    public func post(
        _ path: String,
        _ json: String,
        token: String? = nil,
        headers: HTTPHeaders = [:]
    ) async throws -> Reply {
        try await send(.POST, path, json, token: token, headers: headers)
    }

    /// Sends a request; a body is said to be JSON unless `headers` says something else of it.
    public func send(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String? = nil,
        token: String? = nil,
        headers: HTTPHeaders = [:]
    ) async throws -> Reply {
        try await send(method, path, bytes: body.map { Array($0.utf8) }, token: token, headers: headers)
    }

    /// Sends a request whose body may be anything, on a connection of its own.
    public func send(
        _ method: HTTPMethod,
        _ path: String,
        bytes: [UInt8]?,
        token: String? = nil,
        headers: HTTPHeaders = [:]
    ) async throws -> Reply {
        var fields = headers
        fields.add(name: "host", value: "127.0.0.1:\(port)")
        if let token { fields.add(name: "authorization", value: "Bearer \(token)") }
        if let bytes {
            fields.add(name: "content-length", value: String(bytes.count))
            if !fields.contains(name: "content-type") { fields.add(name: "content-type", value: "application/json") }
        }
        let lines = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        var request = ByteBuffer(string: "\(method.rawValue) \(path) HTTP/1.1\r\n\(lines)\r\n")
        request.writeBytes(bytes ?? [])
        return try await exchange(request, isHEAD: method == .HEAD)
    }

    private func exchange(_ request: ByteBuffer, isHEAD: Bool) async throws -> Reply {
        let connection = try await RawConnection.open(port: port)
        do {
            try await connection.send(request)
            let reply = try await connection.reply(toHEAD: isHEAD)
            await connection.close()
            return reply
        } catch {
            await connection.close()
            throw error
        }
    }
}
