import MessengerServer
import NIOCore
import NIOHTTP1
import TestKit
import Testing

@Suite("HTTP/1.1 on the wire", .timeLimit(.minutes(10)))
struct ConnectionTests {
    @Test("a connection takes one request after the other")
    func keepAlive() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            for _ in 1...3 {
                try await connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await connection.reply().status == 200)
            }
        }
    }

    @Test("requests that come in one packet are answered in their order")
    func pipelining() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            let paths = ["/health", "/nope", "/me", "/openapi.json", "/health"]
            try await connection.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
            var statuses: [Int] = []
            for _ in paths { statuses.append(try await connection.reply().status) }
            #expect(statuses == [200, 404, 401, 200, 200])
        }
    }

    @Test("a request that arrives byte by byte is a request")
    func bytewise() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            for byte in "GET /health HTTP/1.1\r\nHost: x\r\n\r\n".utf8 {
                try await connection.send(ByteBuffer(bytes: [byte]))
            }
            #expect(try await connection.reply().status == 200)
        }
    }

    @Test("a connection that is to be closed is closed after the reply")
    func close() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            try await connection.send("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let reply = try await connection.reply()
            #expect(reply.status == 200)
            #expect(reply["connection"] == "close")
            #expect(try await connection.end() == [])
        }
    }

    @Test("a body may come in chunks")
    func chunked() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            let parts = [#"{"email":"a@example.com","#, #""password":"secretpassword","#, #""name":"A"}"#]
            let chunks = parts.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
            try await connection.send(
                "POST /register HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)0\r\n\r\n"
            )
            #expect(try await connection.reply().status == 201)
            try await connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await connection.reply().status == 200)
        }
    }

    @Test("a body in chunks that is too big is refused, however it began")
    func chunkedTooBig() async throws {
        try await withServer {
            $0.http.bodyLimit = 1000
        } _: { server in
            let connection = try await server.connect()
            let chunk = "64\r\n\(String(repeating: " ", count: 100))\r\n"
            let body = String(repeating: chunk, count: 20)
            try await connection.send(
                "POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(body)0\r\n\r\n"
            )
            let reply = try await connection.reply()
            #expect(reply.status == 413)
            #expect(reply.code == "body_too_large")
        }
    }

    @Test("a client that waits for leave to send its body gets it")
    func expectContinue() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            let body = #"{"email":"a@example.com","password":"secretpassword","name":"A"}"#
            try await connection.send(
                """
                POST /register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r
                Content-Length: \(body.utf8.count)\r\nExpect: 100-continue\r\n\r\n
                """
            )
            #expect(try await connection.reply().status == 100)
            try await connection.send(body)
            #expect(try await connection.reply().status == 201)
        }
    }

    @Test("a request that would rather speak HTTP/2 is answered in HTTP/1.1, and is the connection's last")
    func upgradeToHTTP2() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            let body = #"{"email":"a@example.com","password":"secretpassword","name":"A"}"#
            try await connection.send(
                """
                POST /register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r
                Content-Length: \(body.utf8.count)\r\nConnection: Upgrade, HTTP2-Settings\r
                Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n\(body)
                """
            )
            let reply = try await connection.reply()
            #expect(reply.status == 201)
            #expect(reply["connection"] == "close")
            #expect(try await connection.end() == [])
        }
    }

    @Test(
        "a request that breaks the rules is answered with 400, and the connection is closed",
        arguments: [
            "nonsense\r\n\r\n", "BREW /health HTTP/1.1\r\nHost: x\r\n\r\n", "GET /health HTTP/9.9\r\n\r\n",
            "GET /health HTTP/1.1\r\nbad field\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        ]
    )
    func malformed(request: String) async throws {
        try await withServer { server in
            let connection = try await server.connect()
            try await connection.send(request)
            #expect(try await connection.reply().status == 400)
            _ = try await connection.end()
            #expect(try await server.get("/health").status == 200)
        }
    }

    @Test("a head over the limit is refused")
    func head() async throws {
        try await withServer {
            $0.http.headerLimit = 2000
        } _: { server in
            let small = try await server.get("/health", headers: ["x-filler": String(repeating: "a", count: 1500)])
            #expect(small.status == 200)
            let connection = try await server.connect()
            let filler = String(repeating: "a", count: 4000)
            try await connection.send("GET /health HTTP/1.1\r\nHost: x\r\nX-Filler: \(filler)\r\n\r\n")
            #expect([400, 431].contains(try await connection.reply().status))
            _ = try await connection.end()
        }
    }

    @Test("a client that does not finish its first request in time is dropped", arguments: ["", "GET /health HT"])
    func slowLoris(beginning: String) async throws {
        try await withServer { _ in
        } tune: {
            $0.firstRequestTimeout = .milliseconds(50)
        } _: { server in
            let connection = try await server.connect()
            if !beginning.isEmpty { try await connection.send(beginning) }
            _ = try await connection.end()
        }
    }

    @Test("a connection that is idle for too long is closed")
    func idle() async throws {
        try await withServer { _ in
        } tune: {
            $0.idleTimeout = .milliseconds(50)
        } _: { server in
            let connection = try await server.connect()
            try await connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await connection.reply().status == 200)
            _ = try await connection.end()
        }
    }

    @Test("a client that says nothing more is still answered")
    func halfClosed() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            try await connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            try await connection.finish()
            #expect(try await connection.reply().status == 200)
            _ = try await connection.end()
        }
    }

    @Test("a server that stops closes idle connections, and those that have not spoken yet")
    func stopping() async throws {
        try await withServer { server in
            let (idle, silent) = try await (server.connect(), server.connect())
            try await idle.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await idle.reply().status == 200)
            await server.shutDown()
            #expect(try await idle.end() == [])
            #expect(try await silent.end() == [])
            await #expect(throws: (any Error).self) { _ = try await server.connect() }
        }
    }

    @Test("a server that stops finishes the request under way")
    func finishing() async throws {
        try await withServer { server in
            let connection = try await server.connect()
            let body = #"{"email":"a@example.com","password":"secretpassword","name":"A"}"#
            try await connection.send(
                "POST /register HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\nExpect: 100-continue\r\n\r\n"
            )
            #expect(try await connection.reply().status == 100)
            await server.shutDown()
            try await connection.send(body)
            #expect(try await connection.reply().status == 201)
            _ = try await connection.end()
        }
    }
}
