import MessengerServer
import NIOHTTP1
import TestKit
import Testing

@Suite("CORS", .timeLimit(.minutes(10)))
struct CORSTests {
    private static let page = "https://app.example.com"

    @Test("any page may read any reply, without credentials", arguments: ["/health", "/me", "/nowhere", "/docs"])
    func anyOrigin(path: String) async throws {
        try await withServer { server in
            let reply = try await server.get(path, headers: ["origin": Self.page, "cookie": "a=b"])
            #expect(reply["access-control-allow-origin"] == "*")
            #expect(reply["access-control-allow-credentials"] == nil)
            let local = try await server.get(path)
            #expect(local["access-control-allow-origin"] == nil)
            #expect(local.status == reply.status)
        }
    }

    @Test("a page of the list is named, with credentials; another one is not")
    func list() async throws {
        try await withServer {
            $0.corsOrigins = [Self.page, "https://b.example.com"]
        } _: { server in
            let named = try await server.get("/me", headers: ["origin": Self.page])
            #expect(named.status == 401)
            #expect(named["access-control-allow-origin"] == Self.page)
            #expect(named["access-control-allow-credentials"] == "true")
            #expect(named["vary"] == "Origin")
            let other = try await server.get("/me", headers: ["origin": "https://evil.example.com"])
            #expect(other["access-control-allow-origin"] == nil)
            #expect(other["access-control-allow-credentials"] == nil)
            #expect(other["vary"] == "Origin")
        }
    }

    @Test("a preflight is answered for any path and any method that there is", arguments: ["/register", "/nowhere"])
    func preflight(path: String) async throws {
        try await withServer { server in
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] {
                let reply = try await server.send(
                    .OPTIONS,
                    path,
                    headers: [
                        "origin": Self.page, "access-control-request-method": method,
                        "access-control-request-headers": "authorization, x-own",
                    ]
                )
                #expect(reply.status == 200)
                #expect(reply.text == "OK")
                #expect(reply["access-control-allow-origin"] == "*")
                #expect(reply["access-control-allow-headers"] == "authorization, x-own")
                #expect(reply["access-control-allow-methods"] == "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT")
                #expect(reply["access-control-max-age"] == "600")
            }
        }
    }

    @Test("a preflight for a method that there is not is refused")
    func unknownMethod() async throws {
        try await withServer { server in
            let reply = try await server.send(
                .OPTIONS,
                "/me",
                headers: ["origin": Self.page, "access-control-request-method": "BREW"]
            )
            #expect(reply.status == 400)
            #expect(reply.text == "Disallowed CORS method")
        }
    }

    @Test("OPTIONS that is no preflight is a method like any other")
    func options() async throws {
        try await withServer { server async throws in
            #expect(try await server.send(.OPTIONS, "/me").status == 405)
            #expect(try await server.send(.OPTIONS, "/me", headers: ["origin": Self.page]).status == 405)
        }
    }
}
