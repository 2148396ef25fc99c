extension Ledger {
    /// What a change that was shown to somebody turns out to be: it decides which promise a fault is held against.
    enum Standing {
        /// It is kept, as this.
        case kept(SeenChange)
        /// Somebody sent it, and it is not kept.
        case lost(Sent)
        /// It says what was sent under another name.
        case copy(of: Sent)
        /// Nobody sent it.
        case phantom
    }

    func standing(of change: SeenChange) -> Standing {
        guard change.kind == .message else { return standing(ofMembership: change) }
        guard let sent = change.name.flatMap({ self.sent[$0] }) else {
            guard let original = change.text.flatMap({ names[$0] }).flatMap({ self.sent[$0] }) else { return .phantom }
            return .copy(of: original)
        }
        // A history that was cut off before its end says nothing about what is kept.
        guard let chat = kept[sent.first.chat] else { return .kept(change) }
        guard let kept = chat.byName[sent.first.name],
            change.id == nil || kept.id == nil || change.id == kept.id
        else { return .lost(sent) }
        return .kept(kept)
    }

    /// The change that is kept, for one that is; nil for all others.
    func kept(_ change: SeenChange) -> SeenChange? {
        guard case .kept(let kept) = standing(of: change) else { return nil }
        return kept
    }

    private func standing(ofMembership change: SeenChange) -> Standing {
        guard let chat = kept[change.chat] else { return .kept(change) }
        guard let kept = chat.bySeq[change.seq], kept.kind == change.kind, kept.author == change.author else {
            return .phantom
        }
        return .kept(kept)
    }
}

extension SeenChange {
    /// How a sentence names it.
    var title: String {
        switch kind {
        case .message:
            "\"\(name ?? text ?? "a message without a name")\" (id \(id.map(String.init) ?? "?"), seq \(seq))"
        case .joined: "the coming of \(author ?? 0) (seq \(seq))"
        case .left: "the leaving of \(author ?? 0) (seq \(seq))"
        }
    }
}

extension Ledger.Source {
    /// How a sentence names it.
    var title: String {
        switch self {
        case .acknowledgement: "the answer to its sender"
        case .connection(let number): "connection \(number)"
        case .read(let number): "read \(number)"
        }
    }
}
