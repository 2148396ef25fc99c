public import Domain
import StoreSQL
import Synchronization
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

    /// Where there is one repeat there are more, as after an outage: so a while of care follows each.
    private func stored(_ batch: MessageBatch) async throws -> [StoredMessage] {
        guard caution.load(ordering: .relaxed) <= 0 else {
            caution.subtract(1, ordering: .relaxed)
            return try await run(batch.carefulCalls)
        }
        do {
            return try await run(batch.hopefulCalls)
        } catch let error as PostgresError {
            guard case .uniqueViolation = error.condition else { throw error }
            caution.store(Self.carefulBatches, ordering: .relaxed)
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
