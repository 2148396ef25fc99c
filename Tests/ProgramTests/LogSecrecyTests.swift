import Foundation
import Testing
import Wire

@testable import TestKit

@Suite("The log of the program")
struct LogSecrecyTests {
    @Test(
        "at the finest level it holds no token, no password, no secret and no text of a message",
        arguments: StoreKind.all
    )
    func secrecy(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            let node = try await home.serve("--log-level", "trace", environment: home.databaseWithPassword)
            let anna = try await node.account("anna")
            let boris = try await node.account("boris")
            let chat = try await node.group(of: anna, boris)
            try await beIndiscreet(node, chat, anna, boris)
            node.program.send(SIGTERM)
            let ending = try await node.program.end()
            #expect(ending.code == 0)

            let secret = home.data.appending(path: "jwt-secret")
            let key = try String(contentsOf: secret, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            let tokens = [anna.token, boris.token].flatMap {
                [$0] + $0.split(separator: ".").dropFirst().map(String.init)
            }
            for word in tokens + [key, Account.password, "geheim", "verraten", "разглашено"] {
                #expect(!ending.errors.contains(word), "\(word) is in the log")
            }
            expectTold(ending)
        }
    }

    @Test("a failed start does not tell the database's password", arguments: ["text", "json"])
    func failedStart(_ format: String) async throws {
        try await withHome { home in
            let url = ["DATABASE_URL": "postgresql://chat:geheim-1@127.0.0.1:1/chat?password=geheim-2"]
            let ending = try await home.run("serve", "--log-format", format, "--log-level", "trace", environment: url)
            #expect(ending.code == 1)
            #expect(!"\(ending)".contains("geheim"))
        }
    }

    @Test("a line for a person has no escape sequences of a terminal, whatever a client sends")
    func injection() async throws {
        try await withHome { home in
            let node = try await home.serve("--log-format", "text")
            let connection = try await node.connect()
            try await connection.send("GET /\u{1B}[31m%0Ainjected HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try? await connection.reply()
            #expect(try await node.get("/%0A%1B%5B31minjected").status == 404)
            node.program.send(SIGTERM)
            let ending = try await node.program.end()
            #expect(ending.errors.contains("injected 404"))
            #expect(!ending.errors.contains("\u{1B}"))
            #expect(!ending.errors.contains("\ninjected"))
        }
    }

    /// Says secrets wherever a client can say something.
    private func beIndiscreet(_ node: Node, _ chat: Int64, _ anna: Account, _ boris: Account) async throws {
        #expect(try await node.say("verraten 1", in: chat, as: anna).status == 200)
        #expect(try await node.post("/login", #"{"email":"anna@example.com","password":"geheim!!"}"#).status == 400)
        #expect(try await node.post("/register", #"{"email":"no","password":"geheim"}"#).status == 422)
        #expect(try await node.post("/register", #"{"password":"geheim", oops"#).status == 422)
        #expect(
            try await node.post("/chats/\(chat)/messages", #"{"text":"verraten 2"#, token: anna.token).status == 422
        )
        #expect(try await node.get("/me?token=\(boris.token)&password=geheim", token: anna.token).status == 200)
        #expect(try await node.get("/me", token: anna.token + "x").status == 401)
        #expect(try await node.get("/ws/\(chat)?token=\(anna.token)").status == 404)

        let socket = try await node.socket(chat, token: boris.token)
        let echo = try await node.socket(chat, token: anna.token)
        try await socket.send(#"{"type":"message","text":"разглашено"}"#)
        #expect(try await echo.json()["text"].text == "разглашено")
        try await socket.send(#"{"type":"message","text":"разглашено"#)
        try await socket.send(#"{"type":"message","text":5,"token":"\#(anna.token)"}"#)
        try await socket.send(first: 0x82, payload: Array("разглашено".utf8))
        for _ in 0..<4 { _ = try await socket.json() }
        await socket.connection.close()
        try await echo.sendClose(1000)
        _ = try await echo.closeCode()

        let refused = try await node.connect()
        try await refused.send(TestServer.handshake("/ws/\(chat)?token=\(boris.token)x"))
        #expect(try await refused.reply().status == 401)
        await refused.close()
    }

    /// The log is silent about secrets, not about what happened.
    private func expectTold(_ ending: Ending) {
        let messages = ending.errors.split(separator: "\n").compactMap { JSONValue(String($0))["message"].text }
        for told in ["POST /register 201", "POST /login 400", "GET /me 200", "GET /me 401", "Socket opened", "Stopped"]
        {
            #expect(messages.contains(told), "\(told) is in the log")
        }
        #expect(ending.complaints.isEmpty, "each line is JSON")
    }
}

extension Home {
    /// For PostgreSQL a URL with a password, which a server that trusts everybody does not ask for.
    fileprivate var databaseWithPassword: [String: String] {
        database.map { ["DATABASE_URL": $0.url + "&password=geheim"] } ?? [:]
    }
}
