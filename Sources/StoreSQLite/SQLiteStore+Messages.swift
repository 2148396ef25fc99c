public import Domain
import StoreSQL
public import UseCases

extension SQLiteStore {
    /// The thread of the one connection that writes.
    public var commitExecutor: (any TaskExecutor)? { thread }

    /// Commits waiting messages together, in their order, and tells of each what became of it.
    public func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        guard !drafts.isEmpty else { return [] }
        return try await write { session in
            var batch = try MessageBatch(session)
            let outcomes = try batch.add(drafts)
            try batch.finish()
            return outcomes
        }
    }

    /// A page of a chat's messages, oldest first: those after the first `offset`, `limit` at most.
    public func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage {
        try await read {
            try HistoryPage(try $0.rows(MessageSQL.history(of: chat, for: reader, offset: offset, limit: limit)))
        }
    }
}
