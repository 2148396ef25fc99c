import MessengerServer
import NIOHTTP1
import TestKit
import Testing
import Wire

@Suite("The web client's files", .timeLimit(.minutes(10)))
struct WebClientTests {
    static let fixed = ["/", "/index.html", "/manifest.webmanifest", "/sw.js"]

    /// The address of the page's script, as the page names it.
    private static func script(_ server: TestServer) async throws -> String {
        let page = try await server.get("/").text
        return "/" + String(try #require(page.firstMatch(of: /src="(app\/[0-9a-f]+\/ui\/main\.js)"/)).output.1)
    }

    @Test("begin with a page that may load its own files and nothing else", arguments: ["/", "/index.html"])
    func page(path: String) async throws {
        try await withServer { server in
            let reply = try await server.get(path)
            #expect(reply.status == 200)
            #expect(reply["content-type"] == "text/html; charset=utf-8")
            #expect(reply["x-content-type-options"] == "nosniff")
            #expect(reply["cache-control"] == "no-cache")
            let policy = try #require(reply["content-security-policy"])
            #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; "))
            #expect(policy.contains("require-trusted-types-for 'script'"))
            #expect(policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains("*"))
            #expect(reply.text.hasPrefix("<!doctype html>"))
        }
    }

    @Test("have their version in the address and may be kept for ever")
    func versioned() async throws {
        try await withServer { server async throws in
            let reply = try await server.get(try await Self.script(server))
            #expect(reply.status == 200)
            #expect(reply["content-type"] == "text/javascript; charset=utf-8")
            #expect(reply["cache-control"] == "public, max-age=31536000, immutable")
            #expect(reply["x-content-type-options"] == "nosniff")
            #expect(reply["content-security-policy"]?.hasPrefix("default-src 'none'; script-src 'self'") == true)
        }
    }

    @Test("are there in their folders, with a type of their own")
    func folders() async throws {
        try await withServer { server async throws in
            let folder = try await Self.script(server).replacing("ui/main.js", with: "")
            let types = [
                "style/base.css": "text/css; charset=utf-8", "icons/icon.svg": "image/svg+xml",
                "icons/icon-192.png": "image/png", "core/engine.js": "text/javascript; charset=utf-8",
            ]
            for (path, type) in types {
                let reply = try await server.get(folder + path)
                #expect(reply.status == 200, "\(path)")
                #expect(reply["content-type"] == type, "\(path)")
            }
        }
    }

    @Test("of another version, another name or another folder are not there")
    func missing() async throws {
        try await withServer { server async throws in
            let script = try await Self.script(server)
            let version = try #require(script.firstMatch(of: /[0-9a-f]{16}/)).output
            let paths = [
                "/app/0000000000000000/ui/main.js", "/app/\(version)/ui/nothing.js", "/app/\(version)/core/main.js",
                "/app/\(version)/index.html", "/app/\(version)/..%2findex.html", "/app/\(version)", "/app",
            ]
            for path in paths {
                let reply = try await server.get(path)
                #expect(reply.status == 404, "\(path)")
                #expect(reply.code == "not_found", "\(path)")
            }
        }
    }

    @Test(
        "are compressed for those who take gzip",
        arguments: [
            ("gzip, deflate, br", true), ("br;q=1, gzip;q=0.5", true), ("*", true), ("gzip;q=0", false), ("br", false),
        ]
    )
    func compression(accepted: String, isGzipped: Bool) async throws {
        try await withServer { server async throws in
            let script = try await Self.script(server)
            for path in Self.fixed + [script] {
                let reply = try await server.get(path, headers: ["accept-encoding": accepted])
                #expect(reply["content-encoding"] == (isGzipped ? "gzip" : nil), "\(path)")
                #expect(reply["vary"]?.contains("Accept-Encoding") == true, "\(path)")
                #expect(reply.body.starts(with: [0x1f, 0x8b]) == isGzipped, "\(path)")
            }
        }
    }

    @Test("are not sent again to a client that has them", arguments: ["gzip", "identity"])
    func validator(coding: String) async throws {
        try await withServer { server async throws in
            let script = try await Self.script(server)
            for path in Self.fixed + [script] {
                let etag = try #require(try await server.get(path, headers: ["accept-encoding": coding])["etag"])
                for known in [etag, "W/\(etag)", "\"other\", \(etag)"] {
                    let headers: HTTPHeaders = ["accept-encoding": coding, "if-none-match": known]
                    let again = try await server.get(path, headers: headers)
                    #expect(again.status == 304, "\(path)")
                    #expect(again.body.isEmpty, "\(path)")
                    #expect(again["etag"] == etag, "\(path)")
                }
            }
        }
    }

    @Test("have a HEAD that says what GET would", arguments: fixed)
    func head(path: String) async throws {
        try await withServer { server in
            let connection = try await server.connect()
            try await connection.send("HEAD \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
            let head = try await connection.reply(toHEAD: true)
            try await connection.send("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let get = try await connection.reply()
            #expect(head.status == 200)
            for field in ["content-length", "content-type", "etag", "content-security-policy", "cache-control"] {
                #expect(head[field] == get[field], "\(field)")
            }
            #expect(try await connection.end() == [])
        }
    }

    @Test("are there without the documentation, and then do not link to it")
    func withoutDocumentation() async throws {
        try await withServer {
            $0.docsEnabled = false
        } _: { server async throws in
            let page = try await server.get("/")
            #expect(page.status == 200)
            #expect(page.text.contains("data-docs=\"no\""))
        }
    }

    @Test("are not there when the operator does not want them", arguments: fixed)
    func disabled(path: String) async throws {
        try await withServer {
            $0.clientEnabled = false
        } _: { server async throws in
            #expect(try await server.get(path).status == 404)
            #expect(try await server.get("/docs").status == 200)
        }
    }
}
