import Foundation
import Testing
import Wire

@testable import TestKit

@Suite("The commands that look and tell")
struct CommandTests {
    @Test("--version tells the version that the OpenAPI document has")
    func version() async throws {
        try await withHome { home in
            let ending = try await home.run("--version")
            #expect(ending.code == 0)
            let document = JSONValue(try await home.run("openapi").output)
            #expect(document["info"]["version"].text.map { "\($0)\n" } == ending.output)
        }
    }

    @Test(
        "help has examples",
        arguments: [
            [], ["serve"], ["migrate"], ["demo-data"], ["config"], ["config", "check"], ["config", "show"],
            ["config", "docs"], ["openapi"], ["health"], ["bench"],
        ]
    )
    func help(_ command: [String]) async throws {
        try await withHome { home in
            let ending = try await home.start(command + ["--help"]).end()
            #expect(ending.code == 0)
            let examples = try #require(ending.output.firstRange(of: "Examples:"))
            let call = (["messenger"] + command).joined(separator: " ")
            #expect(ending.output[examples.upperBound...].contains(call))
            #expect(ending.errors.isEmpty)
        }
    }

    @Test("the OpenAPI document is the one that a server gives")
    func openAPI() async throws {
        try await withHome { home in
            let printed = try await home.run("openapi")
            #expect(printed.code == 0)
            let served = try await home.serve().get("/openapi.json")
            #expect(served.status == 200)
            #expect(JSONValue(printed.output) == served.json)
            #expect(served.json["openapi"].text?.hasPrefix("3.1") == true)
        }
    }

    @Test("health tells with its exit code whether the server is well")
    func health() async throws {
        try await withHome { home in
            let node = try await home.serve()
            let port = ["MESSENGER_PORT": "\(node.port)"]
            for arguments in [["health"], ["health", "--url", "http://localhost:\(node.port)/health"]] {
                let ending = try await home.start(arguments, environment: port).end()
                #expect(ending.code == 0)
                #expect(ending.output.hasSuffix(":\(node.port)/health answers 200 OK\n"))
            }
            let lost = try await home.run("health", "--url", "http://127.0.0.1:\(node.port)/nothing")
            #expect(lost.code == 1)
            #expect(lost.complaints == ["messenger: http://127.0.0.1:\(node.port)/nothing answers 404 Not Found"])

            node.program.send(SIGTERM)
            _ = try await node.program.end()
            let gone = try await home.run("health", environment: port)
            #expect(gone.code == 1)
            #expect(gone.complaints.count == 1)
            #expect(gone.errors.contains("does not answer"))
        }
    }

    @Test("config check names everything that is wrong")
    func configCheck() async throws {
        try await withHome { home in
            let good = try await home.run("config", "check")
            #expect(good.code == 0)
            #expect(good.output == "The configuration is in order.\n")

            let file = try home.file("new.yaml", "port: 99999\nlog:\n  level: loud\nwhat: ever\n")
            let bad = try await home.run(
                "config",
                "check",
                "--config",
                file,
                environment: ["JWT_SECRET_KEY": "not a good one"]
            )
            #expect(bad.code == 1)
            for key in ["port", "log.level", "what", "JWT_SECRET_KEY"] {
                #expect(bad.complaints.contains { $0.contains(key) }, "\(key) is named")
            }
            #expect(!bad.errors.contains("not a good one"))
            #expect(!FileManager.default.fileExists(atPath: home.data.path), "a check makes nothing")
        }
    }

    @Test("config show tells values and where they come from, and stars for secrets", arguments: ["text", "json"])
    func configShow(_ format: String) async throws {
        try await withHome { home in
            _ = try home.file("data/messenger.yaml", "database:\n  url: postgresql://chat:geheim@db/chat\n")
            let secret = ["JWT_SECRET_KEY": "geheim geheim geheim geheim geheim geheim"]
            let ending = try await home.run(
                "config",
                "show",
                "--format",
                format,
                "--port",
                "8123",
                environment: secret
            )
            #expect(ending.code == 0)
            #expect(!"\(ending)".contains("geheim"))
            for told in ["8123", "JWT_SECRET_KEY", "messenger.yaml", "********", "websocket.ping.interval"] {
                #expect(ending.output.contains(told), "\(told) is shown")
            }
            #expect(format == "text" || JSONValue(ending.output) != .null)
        }
    }

    @Test("config docs prints the document that the repository has")
    func configDocs() async throws {
        try await withHome { home in
            let ending = try await home.run("config", "docs")
            #expect(ending.code == 0)
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../docs/configuration.md").standardizedFileURL
            #expect(try String(contentsOf: file, encoding: .utf8) == ending.output)
        }
    }
}
