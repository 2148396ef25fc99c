import Testing
import Wire

@testable import LoadTool

@Suite("Report of a run")
struct ReportTests {
    private func report(_ change: (inout LoadReport) -> Void = { _ in }) -> LoadReport {
        var report = LoadReport(plan: LoadPlan())
        report.connected = 100
        report.connecting = .milliseconds(500)
        report.measured = .seconds(2)
        report.tally.sent = 2000
        report.tally.answered = 2000
        report.tally.delivered = 200_000
        for value in 1...100 as ClosedRange<Int64> { report.tally.deliveries.record(value * 1_000_000) }
        report.before = figures(cpu: 0, resident: 10 << 20)
        report.idle = figures(cpu: 1, resident: 11 << 20)
        report.opening = figures(cpu: 1, resident: 11 << 20)
        report.closing = figures(cpu: 2, resident: 12 << 20)
        change(&report)
        return report
    }

    private func figures(cpu: Int, resident: Int64) -> ProcessFigures? {
        ProcessFigures(
            stat: "7 (a (b) c) S 1 7 7 0 -1 4194560 1 0 0 0 \(cpu * 60) \(cpu * 40) 0 0 20 0 5 0",
            statm: "9000 \(resident / 4096) 100 1 0 1 0",
            ticks: 100,
            page: 4096
        )
    }

    @Test("processor time and memory are read from the system's files, whatever the program is called")
    func processFigures() throws {
        let figures = try #require(self.figures(cpu: 3, resident: 40_960))
        #expect(figures.cpu == .seconds(3))
        #expect(figures.resident == 40_960)
        #expect(ProcessFigures(stat: "7 (x", statm: "1 2", ticks: 100, page: 4096) == nil)
        #expect(ProcessFigures(stat: "7 (x) S 1", statm: "1 2", ticks: 100, page: 4096) == nil)
    }

    @Test("JSON has rates, latencies and what the server used")
    func json() throws {
        let json = try JSONParser.parse(Array(report().json.utf8))
        #expect(json["delivered_per_second"] == .number(100_000))
        #expect(json["answered_per_second"] == .number(1000))
        #expect(json["server_cpu_seconds"] == .number(1))
        #expect(json["server_bytes_per_connection"] == .number(10_485.76))
        #expect(json["in_flight"] == .integer(4))
        #expect(json["good"] == .bool(true))
        guard case .number(let median) = json["delivery_ms"]?["p50"] else {
            Issue.record("no median in \(report().json)")
            return
        }
        #expect((50...51).contains(median))
        #expect(json["delivery_ms"]?["max"] == .number(100))
    }

    @Test("JSON has null for what is not known")
    func unknown() throws {
        let unknown = report { $0.closing = nil }
        let json = try JSONParser.parse(Array(unknown.json.utf8))
        #expect(json["server_cpu_seconds"] == .null)
        #expect(json["storm_seconds"] == .null)
    }

    @Test("the text says how much, how quick, and that the order was right")
    func text() {
        let text = report().text
        #expect(text.contains("100,000/s (200,000)"))
        #expect(text.contains("50.0 % of a core, 5.00 µs a delivery, 500 µs a message"))
        #expect(text.contains("10.2 KiB a connection"))
        #expect(text.contains("right: every client was shown every message once, in order"))
        #expect(report().failures.isEmpty)
    }

    @Test("whatever was wrong is named, and with it what the server said first")
    func failures() throws {
        let bad = report {
            $0.order.gaps = 1
            $0.order.missing = 1234
            $0.order.doubles = 3
            $0.order.outOfOrder = 4
            $0.unanswered = 5
            $0.tally.refused = 6
            $0.lost = 7
            $0.unconnected = 8
            $0.complaint = "1013"
        }
        #expect(
            bad.failures == [
                "1 gaps in the order of a chat", "1,234 messages that a client was not shown",
                "3 messages that a client was shown twice", "4 messages out of order", "5 messages without an answer",
                "6 messages refused", "7 connections lost", "8 clients that could not connect",
                "the first complaint: 1013",
            ]
        )
        #expect(bad.text.contains("WRONG"))
        #expect(!bad.text.contains("right:"))
        #expect(try JSONParser.parse(Array(bad.json.utf8))["good"] == .bool(false))
    }

    @Test(
        "numbers are shown with three digits that count",
        arguments: [
            (0.5, "0.50"), (9.876, "9.88"), (12.34, "12.3"), (1234.5, "1,235"), (-2.0, "-2.00"), (0.0449, "0.04"),
        ]
    )
    func numbers(_ value: Double, _ shown: String) {
        #expect(value.shown == shown)
    }

    @Test(
        "digits stand in groups",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")] as [(Int64, String)]
    )
    func groups(_ value: Int64, _ shown: String) {
        #expect(value.grouped == shown)
    }

    @Test("a progress line fills up", arguments: [(-1, 0), (0, 0), (0.5, 15), (1, 30), (7, 30)] as [(Double, Int)])
    func progress(_ share: Double, _ full: Int) {
        let line = ProgressLine.text("connecting", share: share)
        #expect(line.count { $0 == "█" } == full)
        #expect(line.count { $0 == "░" } == 30 - full)
    }

    @Test("a silent run tells of memory and not of messages")
    func silent() {
        var plan = LoadPlan()
        plan.senders = 0
        let text = LoadReport(plan: plan).text
        #expect(text.contains("silent"))
        #expect(!text.contains("delivered"))
    }
}
