import ArgumentParser
import Foundation
import LoadTool
import MessengerServer

/// Puts a load on a server and says what it bore.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how many people a machine can hold.",
        discussion: """
            Opens sockets, sends messages, counts what everybody is shown, and checks it: every client of a chat must \
            see every message once and in order. Exits with 1 when anything was lost, doubled, out of order or refused.

            Without --url it starts a server of its own on a temporary folder (or on the database of --database-url: \
            take an empty one) with made-up people, and removes it afterwards. With --url it loads a server that runs, \
            with throw-away accounts that it registers and that stay: not for a server that people use.

            A closed loop (--in-flight) tells what the server can do: each sender sends when it is answered. An open \
            loop (--rate) tells what people feel: messages are planned ahead, and a latency counts from the planned \
            time, so a server that stalls cannot hide it. Start with a closed loop, then look at the latency at half \
            of what it bore.

            Load and server share the machine here. For figures that can be compared, give each cores of its own \
            (--server-cpus 0 for the server, `taskset -c 1 messenger bench …` for the load), and repeat.

            Examples:
              messenger bench                                          (100 people in one chat, 10 of them write)
              messenger bench --clients 1000 --senders 10
              messenger bench --clients 5000 --chats 1000 --senders 1000 --rate 500
              messenger bench --clients 10000 --senders 0              (what does a silent connection cost?)
              messenger bench --clients 100 --chats 100 --senders 100  (messages stored a second)
              messenger bench --clients 1000 --rate 50 --socket account --storm
              messenger bench --url http://127.0.0.1:8000 --json report.json
            """
    )

    @OptionGroup(title: "Load") var load: BenchOptions

    @Option(help: "The server to load, http://host:port; without it one is started for the run.") var url: String?
    @Option(help: "How many accounts to register at --url; their sockets are shared out among them.") var people: Int?
    @Option(
        help: ArgumentHelp(
            "A socket that needs no account, ws://host:port; for other servers that answer to /ws/1, /ws/2 …",
            valueName: "url"
        )
    )
    var bareSocket: String?
    @Option(help: ArgumentHelp("The server's process, to tell what it uses.", valueName: "number")) var pid: Int32?
    @Option(help: ArgumentHelp("The cores of the server that is started, as taskset takes them.", valueName: "list"))
    var serverCpus: String?
    @Option(
        name: .customLong("database-url"),
        help: ArgumentHelp("A PostgreSQL database for the server that is started.", valueName: "url")
    )
    var databaseURL: String?
    @Option(help: ArgumentHelp("Write the report as JSON, too; - is the standard output.", valueName: "file"))
    var json: String?

    func validate() throws {
        _ = try load.plan()
        guard [url, bareSocket, databaseURL].compactMap({ $0 }).count < 2 else {
            throw ValidationError("Of --url, --bare-socket and --database-url only one can be given.")
        }
    }

    func run() async throws {
        try await reportingFailure {
            _ = raiseDescriptorLimit()
            let plan = try load.plan()
            let screen = BenchScreen()
            let report = try await untilSignal { try await measure(plan, screen) }
            screen.clear()
            try write(report)
            guard report.failures.isEmpty else { throw ExitCode.failure }
        }
    }

    private func measure(_ plan: LoadPlan, _ screen: BenchScreen) async throws -> LoadReport {
        if let bareSocket {
            let target = try await BenchTarget(bareSocket, scheme: "ws")
            let chats = (1...plan.chats).map(Int64.init)
            return try await run(
                plan,
                Stage(address: target.address, host: target.host, tokens: [], chats: chats),
                pid,
                screen
            )
        }
        if let url {
            let target = try await BenchTarget(url, scheme: "http")
            let registration = Registration(at: target.address, host: target.host) { what, share in
                screen.show(ProgressLine.text("making \(what)", share: share))
            }
            let stage = try await registration.stage(for: plan, people: min(people ?? 16, plan.clients))
            return try await run(plan, stage, pid, screen)
        }
        screen.show(ProgressLine.text("making people", share: 0))
        return try await OwnServer.during(plan, cpus: serverCpus, databaseURL: databaseURL) { stage, pid in
            try await run(plan, stage, pid, screen)
        }
    }

    private func run(_ plan: LoadPlan, _ stage: Stage, _ pid: Int32?, _ screen: BenchScreen) async throws -> LoadReport
    {
        try await LoadRun(
            plan,
            on: stage,
            gauge: { pid.flatMap { ProcessFigures(of: $0) } },
            progress: { screen.show(ProgressLine.text($0)) }
        ).run()
    }

    private func write(_ report: LoadReport) throws {
        if json == "-" {
            print(report.json)
            return
        }
        print(report.text, terminator: "")
        if let json { try Data((report.json + "\n").utf8).write(to: URL(filePath: json)) }
    }
}
