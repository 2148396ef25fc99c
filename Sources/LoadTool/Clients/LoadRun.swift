import NIOCore
import NIOPosix

/// Puts a load on a server and counts what comes of it.
public struct LoadRun: Sendable {
    /// Where a run stands, for a progress bar.
    public struct Progress: Sendable {
        /// What is done now.
        public enum Phase: String, Sendable {
            /// Opening the sockets.
            case connecting
            /// Sending; nothing is counted yet.
            case warmUp = "warming up"
            /// Sending and counting.
            case measuring
            /// Waiting for what is under way.
            case draining
        }

        /// What is done now.
        public var phase: Phase
        /// How much of it is done, from 0 to 1.
        public var share: Double
        /// Messages that were shown since the counting began.
        public var delivered: Int64 = 0
    }

    /// Something outside that is measured together with the run: the server's process.
    public typealias Gauge = @Sendable () -> ProcessFigures?

    private let plan: LoadPlan
    private let stage: Stage
    private let gauge: Gauge
    private let report: @Sendable (Progress) -> Void

    /// A run on a stage that is set; `report` is told several times a second where it stands.
    public init(
        _ plan: LoadPlan,
        on stage: Stage,
        gauge: @escaping Gauge = { nil },
        progress report: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.plan = plan
        self.stage = stage
        self.gauge = gauge
        self.report = report
    }

    /// Runs, and returns what was counted.
    public func run() async throws -> LoadReport {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: plan.threads)
        do {
            let report = try await run(on: group)
            try await group.shutdownGracefully()
            return report
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private func run(on group: MultiThreadedEventLoopGroup) async throws -> LoadReport {
        let run = UInt32.random(in: 1 ... .max)
        let crews = group.makeIterator().map { Crew(loop: $0, plan: plan, stage: stage, run: run) }
        do {
            let report = try await load(crews)
            try await crews.each { $0.leave() }
            return report
        } catch {
            try await crews.each { $0.leave() }
            throw error
        }
    }

    private func load(_ crews: [Crew]) async throws -> LoadReport {
        var result = LoadReport(plan: plan)
        result.before = gauge()
        let began = ContinuousClock.now
        try await connect(crews)
        result.connecting = ContinuousClock.now - began
        result.connected = try await crews.sum { $0.ready }
        result.idle = gauge()
        guard result.connected > 0 else {
            return try await finish(result, crews)
        }

        let start = Crew.now + 10_000_000
        try await crews.each { $0.beginSending(at: start) }
        try await pass(plan.warmUp, .warmUp, crews)
        let opening = Crew.now
        try await crews.each { crew in
            crew.tally = crew.tally.troubles
            crew.recordsFrom = opening
        }
        result.opening = gauge()
        try await measure(crews, &result)
        // One moment for all: what comes later is not counted as done in this time.
        let tallies = try await crews.ask { $0.tally }
        result.closing = gauge()
        result.measured = .nanoseconds(Int64(Crew.now - opening))
        for tally in tallies { result.tally.merge(tally) }
        return try await finish(result, crews)
    }

    /// Opens the sockets, client by client in turns over the threads, and waits for all.
    private func connect(_ crews: [Crew]) async throws {
        for (place, crew) in crews.enumerated() {
            let numbers = Array(stride(from: place, to: plan.clients, by: crews.count))
            try await crew.loop.submit { crew.enter(numbers) }.get()
        }
        while true {
            let ready = try await crews.sum { $0.ready }
            let given = try await crews.sum { Int($0.tally.unconnected) }
            report(Progress(phase: .connecting, share: Double(ready) / Double(plan.clients)))
            if ready + given >= plan.clients { return }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func measure(_ crews: [Crew], _ result: inout LoadReport) async throws {
        guard plan.storms else { return try await pass(plan.duration, .measuring, crews) }
        try await pass(plan.duration / 2, .measuring, crews)
        let began = ContinuousClock.now
        try await crews.each { $0.cut() }
        while try await crews.sum({ $0.ready }) < result.connected, ContinuousClock.now - began < .seconds(60) {
            try await Task.sleep(for: .milliseconds(5))
        }
        result.storm = ContinuousClock.now - began
        try await pass(plan.duration / 2, .measuring, crews)
    }

    /// Lets a time pass, and tells how much of it has.
    private func pass(_ time: Duration, _ phase: Progress.Phase, _ crews: [Crew]) async throws {
        let began = ContinuousClock.now
        while true {
            let passed = ContinuousClock.now - began
            guard passed < time else { return }
            try await Task.sleep(for: min(time - passed, .milliseconds(200)))
            let delivered = try await crews.ask { $0.tally.delivered }.reduce(0, +)
            report(Progress(phase: phase, share: min(1, passed / time), delivered: delivered))
        }
    }

    /// Waits for answers and deliveries that are under way, and looks at what every client was shown.
    private func finish(_ report: LoadReport, _ crews: [Crew]) async throws -> LoadReport {
        var report = report
        try await crews.each { $0.stopSending() }
        try await settle(crews)
        report.unanswered = try await crews.sum { $0.unanswered }
        report.lost = try await crews.sum { Int($0.tally.lost) }
        report.unconnected = try await crews.sum { Int($0.tally.unconnected) }
        report.complaint = try await crews.ask { $0.tally.complaint }.compactMap { $0 }.first
        let views = try await crews.ask { crew in crew.clients.flatMap(\.views) }.flatMap { $0 }
        report.order = ChatView.faults(of: views)
        return report
    }

    /// Waits until nothing comes any more, 30 seconds at most.
    private func settle(_ crews: [Crew]) async throws {
        var quiet = 0
        var before: Int64 = -1
        for _ in 0..<300 where quiet < 3 {
            report(Progress(phase: .draining, share: Double(quiet) / 3))
            try await Task.sleep(for: .milliseconds(100))
            let now = try await crews.ask { $0.tally.bytes }.reduce(0, +)
            let isAnswered = try await crews.sum { $0.unanswered } == 0
            quiet = now == before && isAnswered ? quiet + 1 : 0
            before = now
        }
    }
}

extension [Crew] {
    /// Asks each crew something, on its loop.
    fileprivate func ask<Value: Sendable>(_ ask: @escaping @Sendable (Crew) -> Value) async throws -> [Value] {
        let answers = map { crew in crew.loop.submit { ask(crew) } }
        var values: [Value] = []
        for answer in answers { values.append(try await answer.get()) }
        return values
    }

    fileprivate func each(_ act: @escaping @Sendable (Crew) -> Void) async throws {
        _ = try await ask(act)
    }

    fileprivate func sum(_ ask: @escaping @Sendable (Crew) -> Int) async throws -> Int {
        try await self.ask(ask).reduce(0, +)
    }
}
