#if DEBUG
import Domain
import UseCases

/// Acknowledges some messages and keeps nothing of them.
struct LosingMessages: MessageFault {
    let base: any MessageStore

    func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        var outcomes = try await base.commit(drafts.filter { !$0.clientMessageID.isIllFated })[...]
        return drafts.enumerated().map { index, draft in
            guard draft.clientMessageID.isIllFated else { return outcomes.popFirst() ?? .refused(.notAMember) }
            return .repeated(draft.message(id: ID(1_000_000_000 + Int64(index)), seq: Seq(1_000_000_000)))
        }
    }
}

/// Keeps a message more beside some messages, and tells everybody.
struct AddingMessages: MessageFault {
    let base: any MessageStore
    /// What the other message says.
    let text: @Sendable (MessageDraft) -> MessageText

    func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        // The outcomes at the end have no sender who waits for them; they are published all the same.
        try await base.commit(drafts + drafts.madeUp(text))
    }
}

/// Keeps a message more beside some messages, and shows it to nobody.
struct HidingMessages: MessageFault {
    let base: any MessageStore

    func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        let all = drafts + drafts.madeUp { _ in MessageText(stored: "a hole") }
        return Array(try await base.commit(all).prefix(drafts.count))
    }

    func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage {
        var shown: [Message] = []
        var read: Int64 = 0
        while true {
            let page = try await base.history(of: chat, for: reader, offset: read, limit: 500)
            shown += page.messages.filter { $0.clientMessageID?.isMadeUp != true }
            read += Int64(page.messages.count)
            guard !page.messages.isEmpty, read < page.total else { break }
        }
        return HistoryPage(messages: Array(shown.dropFirst(Int(offset)).prefix(limit)), total: Int64(shown.count))
    }
}

/// Keeps some messages with another text.
struct ChangingMessages: MessageFault {
    let base: any MessageStore

    func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        try await base.commit(
            drafts.map { draft in
                guard draft.clientMessageID.isIllFated else { return draft }
                return draft.saying(MessageText(stored: draft.text.rawValue + "!"))
            }
        )
    }
}

/// Shows pages of a chat as it was a moment ago.
struct StaleMessages: MessageFault {
    let base: any MessageStore
    let clock: any WallClock

    func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage {
        let page = try await base.history(of: chat, for: reader, offset: offset, limit: limit)
        // Whole chats are read in greater slices than pages: those stay true.
        guard limit <= 100 else { return page }
        let moment = clock.now() - .milliseconds(300)
        return HistoryPage(messages: page.messages.filter { $0.createdAt < moment }, total: page.total)
    }
}

extension [MessageDraft] {
    /// A draft beside each of those that a fault befalls.
    fileprivate func madeUp(_ text: (MessageDraft) -> MessageText) -> [MessageDraft] {
        filter(\.clientMessageID.isIllFated).map { $0.saying(text($0), under: $0.clientMessageID.madeUp) }
    }
}
#endif
