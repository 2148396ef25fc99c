#if DEBUG
import Domain
import UseCases

/// What a device lacks, with a fault.
struct FaultySync: SyncStore {
    let fault: SeededFault
    let base: any SyncStore
    /// Called before anything is read.
    let prepare: @Sendable () async -> Void

    func snapshot(for user: ID<User>) async throws(MessengerError) -> Snapshot {
        await prepare()
        return try await base.snapshot(for: user)
    }

    func changes(for user: ID<User>, since: Position, limit: Int) async throws(MessengerError) -> SyncAnswer {
        await prepare()
        let answer = try await base.changes(for: user, since: since, limit: limit)
        guard case .slice(let slice) = answer else { return answer }
        let events = slice.events.filter { !isHidden($0) }
        let again = fault == .resumeDouble ? try await last(of: since) : []
        return .slice(SyncSlice(events: again + events, position: slice.position, hasMore: slice.hasMore))
    }

    func position(of user: ID<User>) async throws(MessengerError) -> Position {
        await prepare()
        return try await base.position(of: user)
    }

    func ends(of lanes: [Lane]) async throws(MessengerError) -> [Lane: Int64] {
        await prepare()
        return try await base.ends(of: lanes)
    }

    func events(in lane: Lane, after: Int64, through: Int64, limit: Int) async throws(MessengerError) -> [Event] {
        await prepare()
        let events = try await base.events(in: lane, after: after, through: through, limit: limit)
        return fault == .gap ? events.filter { !isHidden($0) } : events
    }

    /// What is left out of what a device is told to have missed.
    private func isHidden(_ event: Event) -> Bool {
        guard case .change(.message(let message)) = event, let name = message.clientMessageID else { return false }
        return fault == .resumeGap && name.isIllFated || fault == .gap && name.isMadeUp
    }

    /// The last change of each chat that a position has.
    private func last(of position: Position) async throws(MessengerError) -> [Event] {
        var events: [Event] = []
        for (chat, place) in position.chats where place.seq.rawValue > 0 {
            let seq = place.seq.rawValue
            events += try await base.events(in: .changes(chat), after: seq - 1, through: seq, limit: 1)
        }
        return events
    }
}

extension SeededFault {
    /// What a device lacks, with this fault; the real one where the fault is elsewhere.
    func sync(of base: any SyncStore, beside messages: any MessageStore) -> any SyncStore {
        switch self {
        case .gap, .resumeGap, .resumeDouble: FaultySync(fault: self, base: base) {}
        case .ackBeforeCommit: FaultySync(fault: self, base: base) { await (messages as? HastyMessages)?.catchUp() }
        case .lost, .doubled, .shownTwice, .changed, .phantom, .reordered, .staleRead, .missed, .leaked: base
        }
    }
}
#endif
