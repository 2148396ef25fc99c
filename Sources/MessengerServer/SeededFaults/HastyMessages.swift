#if DEBUG
import Domain
import UseCases

/// Answers before it commits: it guesses what the commit will say, and makes it a moment later.
actor HastyMessages: MessageFault {
    nonisolated let base: any MessageStore
    private var waiting: [MessageDraft] = []
    private var commits: Task<Void, Never>?
    private var isCommitDue = false
    private var known: [ClientMessageID: Message] = [:]
    private var lastID: Int64?
    private var lastSeq: [ID<Chat>: Int64] = [:]

    init(base: any MessageStore) {
        self.base = base
    }

    func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        if let guesses = guesses(for: drafts) {
            waiting += zip(drafts, guesses).filter { $1.isNew }.map(\.0)
            commitLater()
            return guesses
        }
        await catchUp()
        let outcomes = try await base.commit(drafts)
        for outcome in outcomes { learn(outcome) }
        return outcomes
    }

    func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage {
        // The fault is that a crash loses what was acknowledged, not that reads lag behind.
        await catchUp()
        return try await base.history(of: chat, for: reader, offset: offset, limit: limit)
    }

    /// What a commit will say; nil where that cannot be known.
    private func guesses(for drafts: [MessageDraft]) -> [CommitOutcome]? {
        guard lastID != nil, drafts.allSatisfy({ lastSeq[$0.chat] != nil }) else { return nil }
        return drafts.map { draft in
            if let message = known[draft.clientMessageID] { return .repeated(message) }
            let seq = Seq((lastSeq[draft.chat] ?? 0) + 1)
            let guess = CommitOutcome.committed(draft.message(id: ID((lastID ?? 0) + 1), seq: seq))
            learn(guess)
            return guess
        }
    }

    private func learn(_ outcome: CommitOutcome) {
        guard case .committed(let message) = outcome else { return }
        if let name = message.clientMessageID { known[name] = message }
        lastID = max(lastID ?? 0, message.id.rawValue)
        lastSeq[message.chat] = max(lastSeq[message.chat] ?? 0, message.seq.rawValue)
    }

    private func commitLater() {
        guard !isCommitDue else { return }
        isCommitDue = true
        Task {
            try? await Task.sleep(for: .seconds(1))
            isCommitDue = false
            await catchUp()
        }
    }

    /// Commits what was answered, one batch after the other.
    func catchUp() async {
        let drafts = waiting
        waiting = []
        let before = commits
        let commit = Task {
            await before?.value
            if !drafts.isEmpty { _ = try? await base.commit(drafts) }
        }
        commits = commit
        await commit.value
    }
}

extension CommitOutcome {
    fileprivate var isNew: Bool {
        if case .committed = self { true } else { false }
    }
}

extension MessageDraft {
    /// The message that it becomes.
    func message(id: ID<Message>, seq: Seq) -> Message {
        Message(
            id: id,
            chat: chat,
            seq: seq,
            sender: sender,
            text: text,
            clientMessageID: clientMessageID,
            createdAt: createdAt
        )
    }
}
#endif
