import NIOCore
import Synchronization
import Testing
import Wire

@testable import LoadTool

@Suite("A run against a server that makes mistakes")
struct LoadRunTests {
    private func report(_ fault: Fault, _ change: (inout LoadPlan) -> Void = { _ in }) async throws -> LoadReport {
        var plan = LoadPlan()
        (plan.clients, plan.senders, plan.pace) = (3, 1, .closed(inFlight: 2))
        (plan.warmUp, plan.duration) = (.zero, .milliseconds(100))
        change(&plan)
        return try await FakeServer.during(fault) { [plan] server in
            let stage = Stage(address: server.address, host: "localhost", tokens: [], chats: [1])
            return try await LoadRun(plan, on: stage).run()
        }
    }

    @Test("a server that does all right is found right, in a closed loop and in an open one", arguments: [false, true])
    func right(_ isOpen: Bool) async throws {
        let report = try await report(.none) { if isOpen { $0.pace = .open(perSecond: 500) } }
        #expect(report.failures == [])
        #expect(report.connected == 3)
        #expect(report.tally.answered > 3)
        #expect(report.tally.deliveries.count > 0)
        #expect(report.tally.answers.greatest > 0)
    }

    @Test("messages of an open loop are as many as were planned")
    func planned() async throws {
        let report = try await report(.none) {
            $0.pace = .open(perSecond: 200)
            $0.senders = 2
            $0.duration = .milliseconds(500)
        }
        // About a hundred; a busy machine counts a little more or less than half a second.
        #expect((60...400).contains(report.tally.sent), "\(report.tally.sent)")
    }

    @Test(
        "each mistake is found and told",
        arguments: [
            (.dropsOne, "gaps"), (.dropsOne, "not shown"), (.doublesOne, "twice"), (.swapsTwo, "out of order"),
            (.fallsSilent, "not shown"), (.refusesOne, "refused"), (.forgetsOne, "without an answer"),
            (.hangsUp, "connections lost"), (.hangsUp, "without a close frame"), (.speaksNonsense, "must not send"),
        ] as [(Fault, String)]
    )
    func mistakes(_ fault: Fault, _ words: String) async throws {
        let report = try await report(fault)
        #expect(report.failures.contains { $0.contains(words) }, "\(report.failures)")
    }

    @Test("progress is told from the first connection to the last delivery")
    func progress() async throws {
        let phases = Mutex<Set<String>>([])
        try await FakeServer.during(.none) { server in
            let stage = Stage(address: server.address, host: "localhost", tokens: [], chats: [1])
            var plan = LoadPlan()
            (plan.clients, plan.senders) = (2, 1)
            (plan.warmUp, plan.duration) = (.milliseconds(50), .milliseconds(100))
            let run = LoadRun(
                plan,
                on: stage,
                progress: { now in phases.withLock { _ = $0.insert(now.phase.rawValue) } }
            )
            _ = try await run.run()
        }
        #expect(phases.withLock { $0 } == ["connecting", "warming up", "measuring", "draining"])
    }
}

@Suite("A client that is not let in")
struct RefusedTests {
    @Test("a handshake that is refused is tried some times, then told with the reason")
    func refused() async throws {
        var plan = LoadPlan()
        (plan.clients, plan.senders) = (2, 0)
        let report = try await FakeServer.during(.refusesAll) { [plan] server in
            let stage = Stage(address: server.address, host: "localhost", tokens: ["t"], chats: [1])
            return try await LoadRun(plan, on: stage).run()
        }
        #expect(report.connected == 0)
        #expect(report.failures.contains("2 clients that could not connect"))
        #expect(report.failures.contains { $0.contains("HTTP/1.1 403 Forbidden") })
    }
}
