extension LoadReport {
    /// The report for programs: one object; latencies in milliseconds, times in seconds, memory in bytes.
    public var json: String {
        var object = JSONLine()
        object.add("clients", plan.clients)
        object.add("chats", plan.chats)
        object.add("senders", plan.senders)
        object.add("socket", "\"\(plan.door.rawValue)\"")
        switch plan.pace {
        case .closed(let inFlight): object.add("in_flight", inFlight)
        case .open(let rate): object.add("rate", rate)
        }
        object.add("compression", plan.compresses)
        object.add("text_bytes", plan.textBytes)
        object.add("seconds", seconds)
        object.add("connected", connected)
        object.add("connecting_seconds", connecting / .seconds(1))
        object.add("sent", tally.sent)
        object.add("answered", tally.answered)
        object.add("delivered", tally.delivered)
        object.add("compressed", tally.compressed)
        object.add("answered_per_second", rate(tally.answered))
        object.add("delivered_per_second", rate(tally.delivered))
        object.add("answer_ms", tally.answers.json)
        object.add("delivery_ms", tally.deliveries.json)
        object.add("storm_seconds", storm.map { $0 / .seconds(1) })
        object.add("server_cpu_seconds", serverSeconds)
        object.add("server_bytes_idle", idle?.resident)
        object.add("server_bytes_per_connection", bytesPerConnection)
        object.add("gaps", order.gaps)
        object.add("missing", order.missing)
        object.add("doubles", order.doubles)
        object.add("out_of_order", order.outOfOrder)
        object.add("unanswered", unanswered)
        object.add("refused", tally.refused)
        object.add("lost", lost)
        object.add("unconnected", unconnected)
        object.add("good", failures.isEmpty)
        return object.text
    }
}

extension LatencyHistogram {
    fileprivate var json: String {
        var object = JSONLine()
        for (name, share) in Self.shownShares {
            object.add(name, Double(percentile(share)) / 1e6)
        }
        return object.text
    }
}

/// An object on one line, of names and values that need no escapes.
private struct JSONLine {
    private var members: [String] = []

    var text: String { "{\(members.joined(separator: ","))}" }

    mutating func add(_ name: String, _ value: String) {
        members.append("\"\(name)\":\(value)")
    }

    mutating func add(_ name: String, _ value: some BinaryInteger) {
        add(name, String(value))
    }

    mutating func add(_ name: String, _ value: Bool) {
        add(name, value ? "true" : "false")
    }

    mutating func add(_ name: String, _ value: Double) {
        add(name, value.isFinite ? "\((value * 1e6).rounded() / 1e6)" : "null")
    }

    mutating func add(_ name: String, _ value: Double?) {
        if let value { add(name, value) } else { add(name, "null") }
    }

    mutating func add(_ name: String, _ value: Int64?) {
        if let value { add(name, String(value)) } else { add(name, "null") }
    }
}
