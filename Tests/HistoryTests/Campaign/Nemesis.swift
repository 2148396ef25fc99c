import HistoryCheck
import Synchronization

@testable import TestKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Does to the server what the world does to servers, and starts it again.
final class Nemesis: Sendable {
    private let home: Home
    private let network: FragileNetwork
    private let recorder: HistoryRecorder
    private let current: Mutex<Node>

    /// Starts the server, and leads the network to it; the first server alone has a fault.
    init(
        _ home: Home,
        _ network: FragileNetwork,
        _ recorder: HistoryRecorder,
        fault: String?
    ) async throws {
        self.home = home
        self.network = network
        self.recorder = recorder
        let node = try await Self.serve(home, fault.map { ["MESSENGER_SEEDED_FAULT": $0] } ?? [:])
        network.lead(to: node.port)
        current = Mutex(node)
    }

    /// The server as it runs now.
    var node: Node { current.withLock { $0 } }

    /// Does one thing, to its end: afterwards the server serves and the network carries.
    func commit(_ deed: Deed, using random: inout SeededGenerator) async throws {
        recorder.note(.nemesis(deed: "\(deed)"))
        switch deed {
        case .kill: try await restart(SIGKILL)
        case .stop: try await restart(SIGTERM)
        case .pause:
            node.program.send(SIGSTOP)
            try await Task.sleep(for: random.time(100...600))
            node.program.send(SIGCONT)
        case .cut: _ = await network.cut(0.5, .politely, using: &random)
        case .reset: _ = await network.cut(0.5, .rudely, using: &random)
        case .stall: try await network.stall(random.time(100...500))
        case .cutDatabase: try await home.database?.cutSessions()
        }
        recorder.note(.nemesis(deed: "\(deed) is over"))
    }

    private func restart(_ signal: Int32) async throws {
        let node = node
        node.program.send(signal)
        let ending = try await node.program.end()
        guard ending.signal == SIGKILL || ending.code == 0 else {
            throw NeverCame(description: "the server did not stop as it should: \(ending)")
        }
        let next = try await Self.serve(home)
        network.lead(to: next.port)
        current.withLock { $0 = next }
    }

    /// A small outbox, so that slow readers show soon; lanes that fill soon, so that there is always more than one.
    private static func serve(_ home: Home, _ environment: [String: String] = [:]) async throws -> Node {
        try await home.serve(
            "--lane-fill",
            "2",
            "--set",
            "websocket.outbox.bytes=512KiB",
            environment: environment
        )
    }
}

extension TestDatabase {
    /// Ends the sessions of everybody who is connected, as a fail-over would; they may connect again.
    func cutSessions() async throws {
        try await script(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """
        )
    }
}
