extension Ledger {
    /// D1: what was acknowledged or shown to anybody is kept.
    func lost() -> [Violation] {
        var shown: [String: [Observation]] = [:]
        for observation in observations {
            guard case .lost(let sent) = standing(of: observation.change) else { continue }
            shown[sent.first.name, default: []].append(observation)
        }
        return sentInOrder.compactMap { sent in
            guard let shown = shown[sent.first.name], let first = shown.first else { return nil }
            let acknowledgement = shown.first { if case .acknowledgement = $0.source { true } else { false } }
            let witness = acknowledgement ?? first
            let chat = kept[sent.first.chat]
            let instead = chat?.byName[sent.first.name].map { "is kept as \($0.title) instead" } ?? "is not kept"
            return Violation(
                .lost,
                "\(witness.change.title) was shown by \(witness.source.title), and \(instead)",
                lines: [sent.line, first.line, witness.line] + (chat.map { [$0.line] } ?? [])
            )
        }
    }
}
