extension Ledger {
    /// D2: the places of a chat are 1, 2, 3 … without a gap and without a second use.
    func gaps() -> [Violation] {
        keptInOrder.flatMap { chat in
            zip([0] + chat.ordered.map(\.seq), chat.ordered).compactMap { last, change in
                guard change.seq != last + 1, !isRepeat(change, in: chat, after: last) else { return nil }
                let fault =
                    change.seq == last
                    ? "place \(last) of chat \(chat.chat) has two changes, one of them \(change.title)"
                    : "between the places \(last) and \(change.seq) of chat \(chat.chat) there is nothing"
                return Violation(.gap, fault, lines: [chat.line])
            }
        }
    }

    /// Whether the very same message stands there twice, which is told as `doubled`.
    private func isRepeat(_ change: SeenChange, in chat: KeptChat, after last: Int64) -> Bool {
        change.seq == last && chat.bySeq[last]?.name == change.name
    }
}
