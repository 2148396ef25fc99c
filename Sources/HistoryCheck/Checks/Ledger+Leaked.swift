extension Ledger {
    /// A chat is shown to its members alone, and over a chat's socket that chat alone.
    func leaked() -> [Violation] {
        observations.compactMap { observation in
            let chat = observation.change.chat
            switch observation.source {
            case .acknowledgement: return nil
            case .read(let number):
                guard let read = reads[number] else { return nil }
                return strange(observation, to: read.user, within: .chat(id: read.chat), chat: chat)
            case .connection(let number):
                guard let connection = connections[number] else { return nil }
                return strange(observation, to: connection.user, within: connection.scope, chat: chat)
            }
        }
    }

    private func strange(_ observation: Observation, to user: Int64, within scope: Scope, chat: Int64) -> Violation? {
        let title = observation.change.title
        if let members = members[chat], !members.contains(user) {
            let sentence = "\(title) of chat \(chat) was shown to \(user), who is no member"
            return Violation(.leaked, sentence, lines: [observation.line])
        }
        if case .chat(let own) = scope, own != chat {
            let sentence = "\(title) of chat \(chat) was shown by \(observation.source.title), which shows chat \(own)"
            return Violation(.leaked, sentence, lines: [observation.line])
        }
        return nil
    }
}
