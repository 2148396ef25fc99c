extension Ledger {
    /// Nothing is shown or kept that nobody has sent, or that was refused.
    func phantoms() -> [Violation] {
        unsent() + early() + refused()
    }

    private func unsent() -> [Violation] {
        var told: Set<String> = []
        let shown = observations.compactMap { observation -> Violation? in
            let change = observation.change
            guard case .phantom = standing(of: change), told.insert(change.title).inserted else { return nil }
            return Violation(
                .phantom,
                "\(change.title) was shown by \(observation.source.title), and nobody sent it",
                lines: [observation.line]
            )
        }
        let stored = keptInOrder.flatMap { chat in
            chat.ordered.compactMap { change -> Violation? in
                guard case .phantom = standing(of: change), told.insert(change.title).inserted else { return nil }
                return Violation(.phantom, "\(change.title) is kept, and nobody sent it", lines: [chat.line])
            }
        }
        return shown + stored
    }

    private func early() -> [Violation] {
        var told: Set<String> = []
        return observations.compactMap { observation in
            guard let name = observation.change.name, let sent = sent[name], observation.line < sent.line,
                told.insert(name).inserted
            else { return nil }
            return Violation(
                .phantom,
                "\(observation.change.title) was shown by \(observation.source.title) before it was sent",
                lines: [observation.line, sent.line]
            )
        }
    }

    private func refused() -> [Violation] {
        sentInOrder.compactMap { sent in
            guard sent.isRefused, let chat = kept[sent.first.chat], let kept = chat.byName[sent.first.name] else {
                return nil
            }
            return Violation(
                .phantom,
                "\(kept.title) was refused, and is kept",
                lines: [sent.line, chat.line] + sent.answers.map(\.line)
            )
        }
    }
}
