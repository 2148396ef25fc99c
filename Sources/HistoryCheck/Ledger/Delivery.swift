/// What came of one chat over one connection, and is kept.
struct Delivery {
    /// A change that came.
    struct Arrival {
        let line: Int
        /// As it is kept.
        let change: SeenChange
    }

    let chat: Int64
    /// What the server sent because it happened, in the order in which it came.
    var arrivals: [Arrival] = []
    /// The places that came in whatever way.
    var seen: Set<Int64> = []
}

extension Ledger {
    /// What came over a connection, by chat.
    ///
    /// The socket of one chat answers a retry by the message itself: a frame that may be such an answer shows that the
    /// message came, and is left out of the arrivals, since it may come at any time and once more.
    func deliveries(over connection: Connection) -> [Delivery] {
        var deliveries: [Int64: Delivery] = [:]
        let retries = connection.retries(self)
        for frame in connection.frames {
            // What is of another chat than it should be is told as `leaked`.
            guard let kept = kept(frame.change), connection.scope.shows(kept.chat) else { continue }
            deliveries[kept.chat, default: Delivery(chat: kept.chat)].seen.insert(kept.seq)
            if let name = kept.name, let retry = retries[name], retry < frame.line { continue }
            deliveries[kept.chat]?.arrivals.append(Delivery.Arrival(line: frame.line, change: kept))
        }
        for chat in connection.chats(self) where deliveries[chat] == nil {
            deliveries[chat] = Delivery(chat: chat)
        }
        return deliveries.values.sorted { $0.chat < $1.chat }
    }
}

extension Ledger.Connection {
    /// The line of the first retry of each name over this connection, where it answers retries by frames.
    fileprivate func retries(_ ledger: Ledger) -> [String: Int] {
        guard case .chat = scope else { return [:] }
        let retries = attempts.filter { line, attempt in line > ledger.sent[attempt.name]?.line ?? line }
        return Dictionary(retries.map { ($0.attempt.name, $0.line) }) { min($0, $1) }
    }

    /// The chats that it shows.
    fileprivate func chats(_ ledger: Ledger) -> [Int64] {
        switch scope {
        case .chat(let chat): [chat]
        case .account: ledger.members.filter { $0.value.contains(user) }.map(\.key)
        }
    }
}

extension Scope {
    fileprivate func shows(_ chat: Int64) -> Bool {
        switch self {
        case .chat(let own): own == chat
        case .account: true
        }
    }
}
