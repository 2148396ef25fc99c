extension Ledger {
    /// A message is everywhere what its sender sent, with one id and one time.
    ///
    /// The first difference of each message is told.
    func changed() -> [Violation] {
        var differing: [String: Violation] = [:]
        for observation in keptAsObserved + observations where observation.change.kind == .message {
            guard let kept = kept(observation.change), let name = kept.name, let sent = sent[name],
                differing[name] == nil, let difference = observation.change.difference(from: sent.first, and: kept)
            else { continue }
            differing[name] = Violation(
                .changed,
                "\(kept.title) has \(difference)",
                lines: [sent.line, observation.line, self.kept[kept.chat]?.line ?? observation.line]
            )
        }
        return sentInOrder.compactMap { differing[$0.first.name] }
    }

    /// What is kept, as if it had been shown to somebody.
    private var keptAsObserved: [Observation] {
        keptInOrder.flatMap { chat in
            chat.ordered.map { Observation(line: chat.line, source: .read(0), change: $0) }
        }
    }
}

extension SeenChange {
    /// What differs from what was sent and from what is kept, as part of a sentence; nil when nothing does.
    fileprivate func difference(from sent: SendAttempt, and kept: SeenChange) -> String? {
        if let text, text != sent.text { return "the text \"\(text)\" and not \"\(sent.text)\"" }
        if let author, author != sent.sender { return "the sender \(author) and not \(sent.sender)" }
        if chat != sent.chat { return "the chat \(chat) and not \(sent.chat)" }
        if let time, let other = kept.time, time != other { return "the time \(time) and also \(other)" }
        return nil
    }
}
