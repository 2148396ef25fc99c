extension Ledger {
    /// A read shows everything that was acknowledged or shown to anybody before it began.
    func staleReads() -> [Violation] {
        let ends = KnownEnds(self)
        let messages = kept.mapValues { chat in chat.ordered.filter { $0.kind == .message } }
        return readsInOrder.compactMap { read in
            let known = ends.last(of: read.chat, before: read.line)
            let furthest = read.changes.compactMap { kept($0)?.seq }.max() ?? 0
            let end = max(known?.seq ?? 0, furthest)
            let due = (messages[read.chat] ?? []).dropFirst(read.offset).prefix(read.limit ?? .max)
            let shown = Set(read.changes.map(\.name))
            guard let lacking = due.first(where: { $0.seq <= end && !shown.contains($0.name) }) else { return nil }
            let line = read.answerLine ?? read.line
            return Violation(
                .staleRead,
                "read \(read.number) lacks \(lacking.title), though seq \(end) had been shown",
                lines: [read.line, line] + (known.map { [$0.line] } ?? [])
            )
        } + staleStates(ends)
    }

    /// The state that a connection begins with is a read too.
    private func staleStates(_ ends: KnownEnds) -> [Violation] {
        connectionsInOrder.flatMap { connection in
            (connection.told ?? [:]).sorted { $0.key < $1.key }.compactMap { chat, seq -> Violation? in
                guard let known = ends.last(of: chat, before: connection.openingLine), known.seq > seq else {
                    return nil
                }
                return Violation(
                    .staleRead,
                    "connection \(connection.number) begins at seq \(seq) of chat \(chat), though seq \(known.seq) had been shown",
                    lines: [known.line, connection.openingLine, connection.openedLine ?? connection.openingLine]
                )
            }
        }
    }
}
