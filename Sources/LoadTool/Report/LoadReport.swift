/// What came of a run.
public struct LoadReport: Sendable {
    /// The load.
    public let plan: LoadPlan
    /// How many clients were connected, and how long that took.
    public var connected = 0
    /// How long it took to connect them.
    public var connecting = Duration.zero
    /// How long was counted.
    public var measured = Duration.zero
    /// How long it took after the cut until all were back and knew what they had missed; nil without a cut.
    public var storm: Duration?
    /// What was wrong with the order.
    public var order = OrderFaults()
    /// Messages that were sent and never answered.
    public var unanswered = 0
    /// Connections that ended although nobody wanted it.
    public var lost = 0
    /// Clients that could not connect.
    public var unconnected = 0
    /// What the server complained of first.
    public var complaint: String?
    /// The server's process before the first connection, before the first message, and around what is counted.
    public var before: ProcessFigures?
    /// The server's process with all connections open and nothing to do.
    public var idle: ProcessFigures?
    /// The server's process when the counting began.
    public var opening: ProcessFigures?
    /// The server's process when the counting ended.
    public var closing: ProcessFigures?
    var tally = Tally()

    init(plan: LoadPlan) {
        self.plan = plan
    }

    /// What must not happen, a line each; none when the server did all it promises.
    public var failures: [String] {
        var lines: [String] = []
        func add(_ count: Int64, _ what: String) {
            if count > 0 { lines.append("\(count.grouped) \(what)") }
        }
        add(order.gaps, "gaps in the order of a chat")
        add(order.missing, "messages that a client was not shown")
        add(order.doubles, "messages that a client was shown twice")
        add(order.outOfOrder, "messages out of order")
        add(Int64(unanswered), "messages without an answer")
        add(tally.refused, "messages refused")
        add(Int64(lost), "connections lost")
        add(Int64(unconnected), "clients that could not connect")
        if let complaint, !lines.isEmpty { lines.append("the first complaint: \(complaint)") }
        return lines
    }
}

// MARK: Figures made of figures

extension LoadReport {
    var seconds: Double { measured / .seconds(1) }

    /// Something in a second of the counted time.
    func rate(_ count: Int64) -> Double {
        seconds > 0 ? Double(count) / seconds : 0
    }

    /// Processor seconds of the server in the counted time; nil where it cannot be looked at.
    var serverSeconds: Double? {
        guard let opening, let closing else { return nil }
        return (closing.cpu - opening.cpu) / .seconds(1)
    }

    /// What an open connection without anything to do adds to the server's memory, in bytes.
    var bytesPerConnection: Double? {
        guard let before, let idle, connected > 0 else { return nil }
        return Double(idle.resident - before.resident) / Double(connected)
    }
}

extension Int64 {
    /// The digits in groups of three, as people read them.
    var grouped: String {
        let digits = String(magnitude)
        var groups: [Substring] = []
        var rest = digits[...]
        while !rest.isEmpty {
            groups.append(rest.suffix(3))
            rest = rest.dropLast(3)
        }
        return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }
}
