extension Ledger {
    /// D2: everybody sees one order, and it is that in which messages were sent and acknowledged.
    ///
    /// The order of what comes over a connection is looked at by `deliveries()`.
    func reordered() -> [Violation] {
        otherPlaces() + unsortedReads() + overtaken() + overtakenOnConnections()
    }

    /// A message has one place, whoever is shown it.
    private func otherPlaces() -> [Violation] {
        var told: Set<String> = []
        return observations.compactMap { observation in
            let change = observation.change
            guard let kept = kept(change), kept.seq != change.seq, told.insert(kept.title).inserted else { return nil }
            return Violation(
                .reordered,
                "\(kept.title) was shown at seq \(change.seq) by \(observation.source.title)",
                lines: [observation.line, self.kept[kept.chat]?.line ?? observation.line]
            )
        }
    }

    private func unsortedReads() -> [Violation] {
        let reads = readsInOrder.map { ("read \($0.number)", $0.answerLine ?? $0.line, $0.changes) }
        let kept = keptInOrder.map { ("the end", $0.line, $0.changes) }
        return (reads + kept).compactMap { title, line, changes in
            guard let pair = zip(changes, changes.dropFirst()).first(where: { $0.seq > $1.seq }) else { return nil }
            return Violation(.reordered, "\(title) shows \(pair.0.title) before \(pair.1.title)", lines: [line])
        }
    }

    /// A message that is sent after another was acknowledged or shown comes after it.
    private func overtaken() -> [Violation] {
        let ends = KnownEnds(self)
        return sentInOrder.compactMap { sent in
            guard let kept = kept[sent.first.chat]?.byName[sent.first.name],
                let known = ends.last(of: kept.chat, before: sent.line), known.seq > kept.seq
            else { return nil }
            return Violation(
                .reordered,
                "\(kept.title) was sent after seq \(known.seq) had been shown, and stands before it",
                lines: [known.line, sent.line]
            )
        }
    }

    /// Messages that are sent over one socket, once each, are kept in the order in which they were sent.
    private func overtakenOnConnections() -> [Violation] {
        connectionsInOrder.flatMap { connection in
            var last: [Int64: (line: Int, change: SeenChange)] = [:]
            return connection.attempts.compactMap { line, attempt -> Violation? in
                guard sent[attempt.name]?.attempts.count == 1, let kept = kept[attempt.chat]?.byName[attempt.name]
                else { return nil }
                guard let before = last[kept.chat], before.change.seq > kept.seq else {
                    last[kept.chat] = (line, kept)
                    return nil
                }
                return Violation(
                    .reordered,
                    "\(kept.title) was sent after \(before.change.title) over connection \(connection.number)",
                    lines: [before.line, line]
                )
            }
        }
    }
}
