public import Domain
import StoreSQL
public import UseCases

extension PostgresStore {
    /// One for each connection that writes batches.
    public var commitLanes: Int { Self.lanes }

    /// Commits waiting messages together, in their order, and tells of each what became of it.
    public func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        guard !drafts.isEmpty else { return [] }
        let batch = MessageBatch(drafts)
        return batch.outcomes(try await answering { try await stored(batch) })
    }

    private func stored(_ batch: MessageBatch) async throws -> [StoredMessage] {
        do {
            return try await run(batch.hopefulCalls)
        } catch let error as PostgresError {
            guard case .uniqueViolation = error.condition else { throw error }
            return try await run(batch.carefulCalls)
        }
    }

    private func run(_ calls: [PostgresCall]) async throws -> [StoredMessage] {
        try await writer.pipeline(calls) { results in
            try results.rows(1) { try StoredMessage(row: $0) }
        }
    }

    /// A page of a chat's messages, oldest first: those after the first `offset`, `limit` at most.
    public func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage {
        let rows = try await answering {
            try await pool.rows(MessageSQL.history(of: chat, for: reader, offset: offset, limit: limit))
        }
        return try HistoryPage(rows)
    }
}
