import AsyncHTTPClient
import NIOCore
public import NIOHTTP1

extension HTTPClient {
    static func forTests() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}

extension TestServer {
    /// Where it listens.
    public var url: String { "http://127.0.0.1:\(port)" }

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

    /// Sends a request whose body may be anything.
    public func send(
        _ method: HTTPMethod,
        _ path: String,
        bytes: [UInt8]?,
        token: String? = nil,
        headers: HTTPHeaders = [:]
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        request.headers = headers
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if let bytes {
            request.body = .bytes(ByteBuffer(bytes: bytes))
            if !headers.contains(name: "content-type") {
                request.headers.add(name: "content-type", value: "application/json")
            }
        }
        let response = try await client.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1 << 26)
        return Reply(status: Int(response.status.code), headers: response.headers, body: Array(body.readableBytesView))
    }
}
