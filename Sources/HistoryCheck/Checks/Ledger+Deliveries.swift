extension Ledger {
    /// D4 and D8: what comes over a connection comes in order, once, and without a gap.
    func deliveries() -> [Violation] {
        connectionsInOrder.filter { $0.openedLine != nil }.flatMap { connection in
            deliveries(over: connection).flatMap { delivery in
                disorder(in: delivery, over: connection) + missing(in: delivery, over: connection)
            }
        }
    }

    private func disorder(in delivery: Delivery, over connection: Connection) -> [Violation] {
        var came: [Int64: Int] = [:]
        var last: Delivery.Arrival?
        return delivery.arrivals.compactMap { arrival -> Violation? in
            let seq = arrival.change.seq
            let title = "\(arrival.change.title) came over connection \(connection.number)"
            if let start = connection.start(in: delivery.chat), seq <= start {
                let lines = [connection.openingLine, connection.openedLine ?? 0, arrival.line]
                return Violation(.resumeDouble, "\(title), which continues after seq \(start)", lines: lines)
            }
            if let before = came.updateValue(arrival.line, forKey: seq) {
                let isSeam = connection.named != nil && before < connection.syncedLine ?? .max
                return Violation(isSeam ? .resumeDouble : .doubled, "\(title) twice", lines: [before, arrival.line])
            }
            guard let before = last, before.change.seq > seq else {
                last = arrival
                return nil
            }
            return Violation(.reordered, "\(title) after \(before.change.title)", lines: [before.line, arrival.line])
        }
    }

    private func missing(in delivery: Delivery, over connection: Connection) -> [Violation] {
        guard let chat = kept[delivery.chat], let start = start(of: delivery, over: connection, in: chat) else {
            return []
        }
        let end = connection.isSettled ? chat.end : delivery.arrivals.map(\.change.seq).max() ?? 0
        // Below the first live change of the chat, a hole is one of the catching up or of its seam.
        let live = connection.named.flatMap { _ in
            delivery.arrivals.first { $0.line > connection.syncedLine ?? .max }?.change.seq ?? .max
        }
        return chat.ordered.compactMap { change -> Violation? in
            guard change.seq > start, change.seq <= end, !delivery.seen.contains(change.seq),
                isShown(change, over: connection), kept(change) != nil
            else { return nil }
            let isResume = live.map { change.seq < $0 } ?? false
            let sending = change.name.flatMap { sent[$0]?.line }
            let after = delivery.arrivals.first { $0.change.seq > change.seq }?.line
            return Violation(
                isResume ? .resumeGap : .missed,
                "\(change.title) did not come over connection \(connection.number)",
                lines: [connection.openingLine, connection.openedLine, sending, after, connection.closedLine].compactMap
                { $0 }
            )
        }
    }

    /// The place after which everything must come; nil when nothing must.
    private func start(of delivery: Delivery, over connection: Connection, in chat: KeptChat) -> Int64? {
        if let start = connection.start(in: delivery.chat) { return start }
        let opened = connection.openedLine ?? .max
        let sentSince = chat.ordered.first { change in
            change.name.flatMap { sent[$0] }.map { $0.line > opened } ?? false
        }
        let firstCame = delivery.arrivals.map(\.change.seq).min()
        return [sentSince?.seq, firstCame].compactMap { $0 }.min().map { $0 - 1 }
    }

    /// The socket of a chat shows messages alone.
    private func isShown(_ change: SeenChange, over connection: Connection) -> Bool {
        switch connection.scope {
        case .chat: change.kind == .message
        case .account: true
        }
    }
}
