/// What a check of a history found, for people.
public struct HistoryReport: Sendable {
    private static let shownForEach = 5

    /// What was found.
    public let violations: [Violation]
    private let history: History

    /// Checks a history.
    public init(_ history: History) {
        self.history = history
        violations = history.violations()
    }

    /// The promises that are broken.
    public var broken: Set<Invariant> {
        Set(violations.map(\.invariant))
    }

    /// What was checked, and for each broken promise the first few cases with the lines that show them.
    public var text: String {
        ([summary] + Invariant.allCases.filter(broken.contains).map(section)).joined(separator: "\n")
    }

    private var summary: String {
        let count = history.lines.count
        guard !violations.isEmpty else { return "\(count) lines, \(tally): every promise was kept\n" }
        return "\(count) lines, \(tally): \(violations.count) violations\n"
    }

    private var tally: String {
        let ledger = Ledger(history)
        let acknowledged = ledger.observations.count { if case .acknowledgement = $0.source { true } else { false } }
        let frames = ledger.connections.values.reduce(0) { $0 + $1.frames.count }
        return "\(ledger.sent.count) messages in \(ledger.attempts.count) attempts, \(acknowledged) acknowledgements, "
            + "\(frames) frames over \(ledger.connections.count) connections, \(ledger.reads.count) reads"
    }

    private func section(_ invariant: Invariant) -> String {
        let found = violations.filter { $0.invariant == invariant }
        let shown = found.prefix(Self.shownForEach).map(paragraph).joined()
        let rest = found.count > Self.shownForEach ? "  … and \(found.count - Self.shownForEach) more\n" : ""
        return "\(invariant.rawValue) (\(found.count)): \(invariant.promise)\n\(shown)\(rest)"
    }

    private func paragraph(_ violation: Violation) -> String {
        let evidence = violation.lines.map { number -> String in
            guard history.lines.indices.contains(number - 1) else { return "" }
            return "      \(number): \(history.lines[number - 1].brief)\n"
        }
        return "  * \(violation.sentence)\n\(evidence.joined())"
    }
}

extension History.Line {
    /// The line as it stands in a file; of one with many changes no more than that.
    fileprivate var brief: String {
        switch event {
        case .read(let read, let changes): "(read \(read) shows \(changes.count) changes)"
        case .kept(let chat, let changes): "(chat \(chat) holds \(changes.count) changes in the end)"
        case .chat, .sending, .answered, .opening, .opened, .synced, .saw, .closed, .reading, .nemesis: json
        }
    }
}
