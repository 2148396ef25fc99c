extension Ledger {
    mutating func enter(_ event: HistoryEvent, line: Int) {
        switch event {
        case .chat(let chat, let members): self.members[chat] = Set(members)
        case .sending(let attempt): enter(attempt, line: line)
        case .answered(let attempt, let answer): enter(answer, to: attempt, line: line)
        case .opening(let number, let user, let scope, let places):
            connections[number] = Connection(
                number: number,
                user: user,
                scope: scope,
                named: places?.byChat,
                openingLine: line
            )
        case .opened(let connection, let places):
            connections[connection]?.openedLine = line
            connections[connection]?.told = places?.byChat
        case .synced(let connection): connections[connection]?.syncedLine = line
        case .saw(let connection, let change):
            let observation = Observation(line: line, source: .connection(connection), change: change)
            observations.append(observation)
            connections[connection]?.frames.append(observation)
        case .closed(let connection, let isSettled, _):
            connections[connection]?.closedLine = line
            connections[connection]?.isSettled = isSettled
        case .reading(let number, let user, let chat, let offset, let limit):
            reads[number] = Read(number: number, user: user, chat: chat, offset: offset, limit: limit, line: line)
        case .read(let number, let changes): enter(changes, of: number, line: line)
        case .kept(let chat, let changes): kept[chat] = KeptChat(chat: chat, line: line, changes: changes)
        case .nemesis: break
        }
    }

    private mutating func enter(_ attempt: SendAttempt, line: Int) {
        attempts[attempt.number] = attempt
        sent[attempt.name, default: Sent(first: attempt)].attempts.append((line, attempt))
        names[attempt.text] = attempt.name
        if let connection = attempt.connection { connections[connection]?.attempts.append((line, attempt)) }
    }

    private mutating func enter(_ answer: Answer, to number: Int, line: Int) {
        guard let attempt = attempts[number] else { return }
        sent[attempt.name]?.answers.append((line, answer))
        guard case .acknowledged(let change) = answer else { return }
        observations.append(Observation(line: line, source: .acknowledgement(attempt: number), change: change))
    }

    private mutating func enter(_ changes: [SeenChange], of read: Int, line: Int) {
        reads[read]?.answerLine = line
        reads[read]?.changes = changes
        for change in changes {
            observations.append(Observation(line: line, source: .read(read), change: change))
        }
    }
}

extension [ChatPlace] {
    fileprivate var byChat: [Int64: Int64] {
        Dictionary(map { ($0.chat, $0.seq) }) { Swift.max($0, $1) }
    }
}
