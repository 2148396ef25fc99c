import MessengerServer
import NIOHTTP1
import TestKit
import Testing
import Wire

@Suite("The pages of documentation", .timeLimit(.minutes(10)))
struct DocumentationTests {
    static let pages = ["/tour", "/docs", "/redoc", "/docs/oauth2-redirect", "/asyncapi"]

    static let documents = ["/openapi.json", "/asyncapi.json"]

    @Test("are HTML that may load what it names and nothing else", arguments: pages)
    func page(path: String) async throws {
        try await withServer { server in
            let reply = try await server.get(path)
            #expect(reply.status == 200)
            #expect(reply["content-type"] == "text/html; charset=utf-8")
            #expect(reply["x-content-type-options"] == "nosniff")
            #expect(reply["content-security-policy"]?.contains("default-src 'none'") == true)
            #expect(reply.text.lowercased().hasPrefix("<!doctype html>"))
        }
    }

    @Test(
        "are not sent again to a client that has them",
        arguments: pages + documents + ["/docs/assets/swagger-ui.css"]
    )
    func validator(path: String) async throws {
        try await withServer { server in
            let first = try await server.get(path)
            guard first.status == 200 else {
                // Built without the assets: the pages take them from elsewhere.
                #expect(path.hasPrefix("/docs/assets/"))
                return
            }
            let etag = try #require(first["etag"])
            for known in [etag, "W/\(etag)", "\"other\", \(etag)", "*"] {
                let again = try await server.get(path, headers: ["if-none-match": known])
                #expect(again.status == 304)
                #expect(again.body.isEmpty)
                #expect(again["etag"] == etag)
            }
            #expect(try await server.get(path, headers: ["if-none-match": "\"other\""]).status == 200)
        }
    }

    @Test("have a HEAD that says what GET would", arguments: pages + documents + ["/health"])
    func head(path: String) async throws {
        try await withServer { server in
            let connection = try await server.connect()
            try await connection.send("HEAD \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
            let head = try await connection.reply(toHEAD: true)
            try await connection.send("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let get = try await connection.reply()
            #expect(head.status == 200)
            for field in ["content-length", "content-type", "etag", "content-security-policy"] {
                #expect(head[field] == get[field], "\(field)")
            }
            #expect(get["content-length"] == String(get.body.count))
            #expect(try await connection.end() == [])
        }
    }

    @Test("include the documents themselves", arguments: zip(documents, [("openapi", "3.1"), ("asyncapi", "3.0")]))
    func document(path: String, format: (key: String, version: String)) async throws {
        try await withServer { server in
            let reply = try await server.get(path)
            #expect(reply.status == 200)
            #expect(reply["content-type"] == "application/json")
            #expect(reply.json[format.key].text?.hasPrefix(format.version) == true)
        }
    }

    @Test("have no assets but their own", arguments: ["nothing.js", "..%2f..%2fetc%2fpasswd", "%2e%2e"])
    func asset(name: String) async throws {
        try await withServer { server in
            let reply = try await server.get("/docs/assets/\(name)")
            #expect(reply.status == 404)
            #expect(reply.code == "not_found")
        }
    }

    @Test("are not there when the operator does not want them", arguments: pages + documents)
    func disabled(path: String) async throws {
        try await withServer {
            $0.docsEnabled = false
        } _: { server async throws in
            #expect(try await server.get(path).status == 404)
            #expect(try await server.get("/health").status == 200)
        }
    }
}
