extension LoadReport {
    /// The report for people.
    public var text: String {
        var lines = [title, ""]
        lines += [line("connected", "\(Int64(connected).grouped) in \(connecting.shown)")]
        if plan.senders > 0 {
            lines.append(line("sent", "\(count(tally.answered)) stored and answered"))
            lines.append(line("delivered", count(tally.delivered)))
            if plan.compresses { lines.append(line("compressed", count(tally.compressed))) }
            lines.append(line("", percentiles))
            lines.append(line("answer after", tally.answers.shown))
            lines.append(line("shown after", tally.deliveries.shown))
        }
        if let storm { lines.append(line("after the cut", "all back after \(storm.shown)")) }
        lines += serverLines
        lines += failures.isEmpty ? [line("order", "right: \(verdict)")] : failures.map { line("WRONG", $0) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var title: String {
        let path = plan.door == .chat ? "/ws/{chat_id}" : "/ws"
        let crowd = "\(Int64(plan.clients).grouped) clients in \(Int64(plan.chats).grouped) chats over \(path)"
        guard plan.senders > 0 else { return "\(crowd), silent" }
        let pace =
            switch plan.pace {
            case .closed(let inFlight): "with \(inFlight) messages under way each"
            case .open(let rate): "with \(rate.shown) messages a second together"
            }
        return "\(crowd); \(Int64(plan.senders).grouped) send, \(pace), \(plan.textBytes) bytes long"
    }

    private var serverLines: [String] {
        var lines: [String] = []
        if let used = serverSeconds, seconds > 0 {
            var parts = ["\((used / seconds * 100).shown) % of a core"]
            if tally.delivered > 0 {
                parts.append("\((used / Double(tally.delivered) * 1e6).shown) µs a delivery")
                parts.append("\((used / Double(max(1, tally.answered)) * 1e6).shown) µs a message")
            }
            lines.append(line("server", parts.joined(separator: ", ")))
        }
        if let idle, let each = bytesPerConnection {
            let memory = (Double(idle.resident) / 1_048_576).shown
            lines.append(line("memory", "\(memory) MiB with all connected, \((each / 1024).shown) KiB a connection"))
        }
        return lines
    }

    private var verdict: String {
        plan.senders > 0
            ? "every client was shown every message once, in order" : "nothing was sent; all connections held"
    }

    private var percentiles: String {
        LatencyHistogram.shownShares.map { $0.name.padded(to: 10) }.joined()
    }

    private func count(_ number: Int64) -> String {
        "\(Int64(rate(number)).grouped)/s (\(number.grouped))"
    }

    private func line(_ name: String, _ value: String) -> String {
        "  \(name.padded(to: 15))\(value)"
    }
}

extension LatencyHistogram {
    /// The shares of all latencies that reports tell of.
    static let shownShares: [(name: String, share: Double)] = [
        ("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999), ("max", 1),
    ]

    fileprivate var shown: String {
        Self.shownShares.map { "\((Double(percentile($0.share)) / 1e6).shown) ms".padded(to: 10) }.joined()
    }
}

extension Double {
    /// Three digits that count.
    var shown: String {
        let decimals =
            switch magnitude {
            case 100...: 0
            case 10..<100: 1
            default: 2
            }
        return rounded(to: decimals)
    }

    /// The number with so many decimals, without a locale.
    func rounded(to decimals: Int) -> String {
        guard isFinite, magnitude < 1e15 else { return "?" }
        let scale = Int64(pow(10, decimals))
        let units = Int64((self * Double(scale)).rounded())
        guard decimals > 0 else { return units.grouped }
        let fraction = String(units.magnitude % scale.magnitude)
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return "\(units < 0 ? "-" : "")\(Int64(units.magnitude / scale.magnitude).grouped).\(zeros)\(fraction)"
    }
}

/// A whole power, for scales.
private func pow(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { power, _ in power * base }
}

extension Duration {
    fileprivate var shown: String { "\((self / .seconds(1)).shown) s" }
}

extension String {
    /// The text with spaces behind it.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(1, width - count))
    }
}
