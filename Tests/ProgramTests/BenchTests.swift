import Foundation
import Testing
import Wire

@testable import TestKit

@Suite("The load tool as a command")
struct BenchTests {
    private let small = ["--clients", "6", "--chats", "2", "--senders", "3", "--warm-up", "0", "--duration", "2"]

    private func check(_ report: JSONValue) {
        #expect(report["good"] == .bool(true))
        #expect(report["connected"].number == 6)
        for fault in ["gaps", "missing", "doubles", "out_of_order", "unanswered", "refused", "lost"] {
            #expect(report[fault].number == 0, "\(fault)")
        }
        // Three people are in each chat.
        #expect((report["answered"].number ?? 0) > 0)
        #expect((report["delivered"].number ?? 0) >= (report["answered"].number ?? 0))
    }

    @Test(
        "without a server it starts one of its own, finds it right, and leaves nothing behind",
        arguments: StoreKind.all
    )
    func own(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            let url = home.database.map { ["--database-url", $0.url] } ?? []
            let environment = ["TMPDIR": home.folder.path]
            let ending = try await home.start(["bench", "--json", "-"] + small + url, environment: environment).end()
            #expect(ending.code == 0, "\(ending)")
            check(JSONValue(ending.output))
            #expect(ending.errors.isEmpty)
            let left = try FileManager.default.contentsOfDirectory(atPath: home.folder.path)
            #expect(!left.contains { $0.hasPrefix("messenger-bench") }, "\(left)")
        }
    }

    @Test("a server that runs is loaded by accounts that are registered for it")
    func running() async throws {
        try await withHome { home in
            let node = try await home.serve()
            let file = home.folder.appending(path: "report.json")
            let url = ["--url", "http://127.0.0.1:\(node.port)", "--people", "2", "--pid", "\(node.program.pid)"]
            let ending = try await home.start(["bench", "--json", file.path] + small + url).end()
            #expect(ending.code == 0, "\(ending)")
            #expect(ending.output.contains("right: every client was shown every message once, in order"))
            let report = JSONValue(try String(contentsOf: file, encoding: .utf8))
            check(report)
            #expect(report["server_bytes_idle"].number != nil)
        }
    }

    @Test("over the sockets of accounts, too, all are cut at once, come back, and miss nothing")
    func storm() async throws {
        try await withHome { home in
            let account = ["bench", "--json", "-", "--socket", "account", "--storm"]
            let ending = try await home.start(account + small).end()
            #expect(ending.code == 0, "\(ending)")
            let report = JSONValue(ending.output)
            check(report)
            #expect(report["storm_seconds"] != .null)
        }
    }

    @Test("with compression, long messages come compressed and are the same")
    func compression() async throws {
        try await withHome { home in
            let long = ["bench", "--json", "-", "--compression", "--text-bytes", "600"]
            let ending = try await home.start(long + small).end()
            #expect(ending.code == 0, "\(ending)")
            let report = JSONValue(ending.output)
            check(report)
            #expect(report["compressed"] == report["delivered"])
        }
    }

    @Test("messages at a rate are answered, too")
    func rate() async throws {
        try await withHome { home in
            let ending = try await home.start(["bench", "--json", "-", "--rate", "100"] + small).end()
            #expect(ending.code == 0, "\(ending)")
            check(JSONValue(ending.output))
        }
    }

    @Test(
        "a load that makes no sense is refused before anything is started",
        arguments: [
            ["--clients", "0"], ["--in-flight", "1", "--rate", "1"], ["--url", "http://x", "--bare-socket", "ws://x"],
        ]
    )
    func nonsense(_ arguments: [String]) async throws {
        try await withHome { home in
            let ending = try await home.start(["bench"] + arguments).end()
            #expect(ending.code == 64)
        }
    }

    @Test("a server that is not there is said not to be")
    func nobody() async throws {
        try await withHome { home in
            let ending = try await home.run("bench", "--url", "http://127.0.0.1:1")
            #expect(ending.code == 1)
            #expect(ending.complaints.count == 1)
        }
    }

    /// Starts a run that does not end by itself; gives it, and the port of the server that it has started.
    private func benchWithServer(in home: Home) async throws -> (Program, port: Int) {
        let environment = ["TMPDIR": home.folder.path]
        let program = try home.start(["bench", "--duration", "600", "--senders", "0"], environment: environment)
        let mark = "Listening on http://127.0.0.1:"
        let port = try await eventually("that the server is there", otherwise: program.log) {
            try FileManager.default.contentsOfDirectory(atPath: home.folder.path)
                .first { $0.hasPrefix("messenger-bench") }
                .flatMap { try? String(contentsOf: home.folder.appending(path: "\($0)/log"), encoding: .utf8) }
                .flatMap { log in log.firstRange(of: mark).map { log[$0.upperBound...] } }
                .flatMap { Int($0.prefix(while: \.isNumber)) }
        }
        return (program, port)
    }

    #if os(Linux)
    @Test("the server that it started does not outlive it, even when it is killed")
    func killed() async throws {
        try await withHome { home in
            let (program, port) = try await benchWithServer(in: home)
            program.send(SIGKILL)
            #expect(try await program.end().signal == SIGKILL)
            try await eventually("that nobody listens any more") {
                guard let connection = try? await RawConnection.open(port: port) else { return () }
                await connection.close()
                return nil
            }
        }
    }
    #endif

    @Test("a signal ends it, and the server that it started")
    func signal() async throws {
        try await withHome { home in
            let (program, _) = try await benchWithServer(in: home)
            program.send(SIGTERM)
            let ending = try await program.end()
            #expect(ending.code == 1)
            #expect(ending.complaints == ["messenger: Interrupted: there is no report."])
            let left = try FileManager.default.contentsOfDirectory(atPath: home.folder.path)
            #expect(!left.contains { $0.hasPrefix("messenger-bench") }, "\(left)")
        }
    }
}
