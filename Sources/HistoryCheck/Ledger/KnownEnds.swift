/// How far each chat was known to have come, at every line of a history.
struct KnownEnds {
    /// Somebody was shown a change further on than all before.
    struct Advance {
        let line: Int
        let seq: Int64
    }

    private var advances: [Int64: [Advance]] = [:]

    init(_ ledger: Ledger) {
        for observation in ledger.observations {
            guard let kept = ledger.kept(observation.change) else { continue }
            guard kept.seq > advances[kept.chat]?.last?.seq ?? 0 else { continue }
            advances[kept.chat, default: []].append(Advance(line: observation.line, seq: kept.seq))
        }
    }

    /// The furthest change of a chat that had been shown to anybody before a line; nil when none had.
    func last(of chat: Int64, before line: Int) -> Advance? {
        guard let advances = advances[chat] else { return nil }
        var low = 0
        var high = advances.count
        while low < high {
            let middle = (low + high) / 2
            if advances[middle].line < line { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : advances[low - 1]
    }
}
