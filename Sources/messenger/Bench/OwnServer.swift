import Foundation
import LoadTool
import Logging
import MessengerServer
import NIOCore
import NIOPosix

/// A server that is started for a measurement, and what it stands on, which is removed afterwards.
enum OwnServer {
    /// It did not come up.
    struct DoesNotStart: Error, CustomStringConvertible {
        let log: String

        var description: String { "The server for the measurement does not start: \(log)" }
    }

    /// Runs a server with the people and chats of a plan as long as `body` takes.
    static func during(
        _ plan: LoadPlan,
        cpus: String?,
        databaseURL: String?,
        _ body: (Stage, Int32) async throws -> LoadReport
    ) async throws -> LoadReport {
        let folder = FileManager.default.temporaryDirectory.appending(path: "messenger-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var configuration = ServerConfiguration()
        configuration.dataDirectory = folder.path
        configuration.database.url = databaseURL.map { Secret($0) }
        var groups = [[Int]](repeating: [], count: plan.chats)
        for client in 0..<plan.clients { groups[plan.chat(of: client)].append(client) }
        let crowd = try await ServerCommands.makeCrowd(
            configuration,
            people: plan.clients,
            groups: groups,
            logger: Logger(label: "messenger") { _ in SwiftLogNoOpLogHandler() }
        )
        let process = try await start(in: folder, cpus: cpus, databaseURL: databaseURL)
        defer { stop(process) }
        let port = try await port(of: process, log: folder.appending(path: "log"))
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: port)
        let stage = Stage(address: address, host: "127.0.0.1:\(port)", tokens: crowd.tokens, chats: crowd.chats)
        return try await body(stage, process.processIdentifier)
    }

    private static func start(in folder: URL, cpus: String?, databaseURL: String?) async throws -> Process {
        guard let program = Bundle.main.executableURL else { throw DoesNotStart(log: "it is not known which program") }
        let log = folder.appending(path: "log")
        try Data().write(to: log)
        let serve = [
            "serve", "--port", "0", "--data-dir", folder.path, "--log-format", "json", "--set", "connections.limit=0",
        ]
        let process = Process()
        // Each becomes the next one, and at last the program: the number of the process stays.
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = leash + (cpus.map { ["taskset", "-c", $0] } ?? []) + [program.path] + serve
        // Nothing of the caller's own server may reach this one.
        var environment = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "TMPDIR"].contains($0.key) }
        environment["DATABASE_URL"] = databaseURL
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        // With the leash the kernel ends it with the thread that starts it, and this one stays.
        try await MultiThreadedEventLoopGroup.singleton.any().submit { try process.run() }.get()
        return process
    }

    /// Has the kernel end the server with this process, however that ends, where there is such a thing (Linux).
    private static var leash: [String] {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") ? ["setpriv", "--pdeathsig", "KILL"] : []
    }

    /// Waits until the log says where it listens.
    private static func port(of process: Process, log: URL) async throws -> Int {
        let mark = "Listening on http://127.0.0.1:"
        for _ in 0..<600 {
            let text = String(decoding: (try? Data(contentsOf: log)) ?? Data(), as: UTF8.self)
            if let range = text.firstRange(of: mark),
                let port = Int(text[range.upperBound...].prefix(while: \.isNumber))
            {
                return port
            }
            guard process.isRunning else { throw DoesNotStart(log: text) }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw DoesNotStart(log: "it does not listen after 30 seconds")
    }

    /// Ends it at once where it does not go: its data is thrown away.
    private static func stop(_ process: Process) {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
