import Foundation
import Testing
import Wire

@testable import TestKit

@Suite("Starting the program")
struct StartTests {
    @Test("a server for which nothing is configured makes its data directory and a secret that only its owner reads")
    func nothingConfigured() async throws {
        try await withHome { home in
            let node = try await Node(home.start(["--port", "0"]))
            let manager = FileManager.default
            let secret = home.data.appending(path: "jwt-secret").path
            #expect(try manager.attributesOfItem(atPath: secret)[.posixPermissions] as? Int == 0o600)
            #expect(try manager.attributesOfItem(atPath: home.data.path)[.posixPermissions] as? Int == 0o700)
            #expect(manager.fileExists(atPath: home.data.appending(path: "messenger.sqlite").path))
            #expect(try await node.get("/health").json["status"].text == "все ок👌")
        }
    }

    @Test("one line of the log tells where it listens and where the documentation is")
    func listeningLine() async throws {
        try await withHome { home in
            let node = try await home.serve()
            let lines = node.program.log.split(separator: "\n").map { JSONValue(String($0)) }
            let listening = lines.filter { $0["message"].text?.hasPrefix("Listening") == true }
            let url = "http://127.0.0.1:\(node.port)"
            #expect(listening.map { $0["message"].text } == ["Listening on \(url) (API: \(url)/docs)"])
            #expect(try await node.get("/docs").status == 200)
        }
    }

    @Test("a token stays good and messages stay when the server is started again", arguments: StoreKind.all)
    func restart(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            let first = try await home.serve()
            let anna = try await first.account("anna")
            let chat = try await first.group(of: anna)
            let sent = try await first.say("Привет 👋", in: chat, as: anna)
            first.program.send(SIGTERM)
            #expect(try await first.program.end().code == 0)

            let second = try await home.serve()
            #expect(try await second.get("/me", token: anna.token).json["id"].number == anna.id)
            #expect(try await second.messages(chat, as: anna.token) == [sent.json])
        }
    }

    @Test("two servers that start at once on one new database both serve, and share accounts", arguments: StoreKind.all)
    func twoAtOnce(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            async let one = home.serve()
            async let other = home.serve()
            let (first, second) = try await (one, other)
            let anna = try await first.account("anna")
            let chat = try await first.group(of: anna)
            let sent = try await second.say("от другого узла", in: chat, as: anna)
            #expect(sent.status == 200)
            #expect(try await first.messages(chat, as: anna.token) == [sent.json])
        }
    }

    @Test("a configured secret signs the tokens, and none is made")
    func configuredSecret() async throws {
        try await withHome { home in
            let secret = ["JWT_SECRET_KEY": "a secret of an operator, 32 bytes at least"]
            let first = try await home.serve(environment: secret)
            let anna = try await first.account("anna")
            #expect(!FileManager.default.fileExists(atPath: home.data.appending(path: "jwt-secret").path))
            let second = try await home.serve("--set", "jwt.secret=another secret of an operator, 32 bytes")
            #expect(try await second.get("/me", token: anna.token).status == 401)
            #expect(try await home.serve(environment: secret).get("/me", token: anna.token).status == 200)
        }
    }

    @Test("a secret that is set to nothing counts as none")
    func emptySecret() async throws {
        try await withHome { home in
            _ = try await home.serve(environment: ["JWT_SECRET_KEY": ""])
            #expect(FileManager.default.fileExists(atPath: home.data.appending(path: "jwt-secret").path))
        }
    }

    @Test("flags win over the environment, and that over the file in the data directory")
    func precedence() async throws {
        try await withHome { home in
            _ = try home.file("data/messenger.yaml", "docs:\n  enabled: false\nlog:\n  format: json\nport: 1\n")
            let node = try await home.serve(environment: ["MESSENGER_PORT": "2"])
            #expect(try await node.get("/docs").status == 404)
            #expect(node.port > 2)
        }
    }
}
