#if DEBUG
import Domain
import UseCases

/// A store of messages with a fault: it does what the real one does, but for what it defines itself.
protocol MessageFault: MessageStore {
    var base: any MessageStore { get }
}

extension MessageFault {
    var commitExecutor: (any TaskExecutor)? { base.commitExecutor }

    func commit(_ drafts: [MessageDraft]) async throws(MessengerError) -> [CommitOutcome] {
        try await base.commit(drafts)
    }

    func history(
        of chat: ID<Chat>,
        for reader: ID<User>,
        offset: Int64,
        limit: Int
    ) async throws(MessengerError) -> HistoryPage {
        try await base.history(of: chat, for: reader, offset: offset, limit: limit)
    }
}

extension SeededFault {
    /// The store of messages with this fault; the real one where the fault is elsewhere.
    func messages(of base: any MessageStore, clock: any WallClock) -> any MessageStore {
        switch self {
        case .ackBeforeCommit: HastyMessages(base: base)
        case .lost: LosingMessages(base: base)
        case .doubled: AddingMessages(base: base) { $0.text }
        case .phantom:
            AddingMessages(base: base) { MessageText(stored: "Nobody said this beside \($0.clientMessageID)") }
        case .gap: HidingMessages(base: base)
        case .changed: ChangingMessages(base: base)
        case .staleRead: StaleMessages(base: base, clock: clock)
        case .shownTwice, .reordered, .missed, .leaked, .resumeGap, .resumeDouble: base
        }
    }
}

extension ClientMessageID {
    /// Whether a fault befalls the message of this name: one in seven, and the same ones every time.
    var isIllFated: Bool {
        rawValue.utf8.reduce(0) { $0 + Int($1) }.isMultiple(of: 7) && !rawValue.hasPrefix("end") && !isMadeUp
    }

    /// Whether a fault has added the message of this name.
    var isMadeUp: Bool { rawValue.hasPrefix(Self.beside) }

    /// A name for what a fault adds beside a message.
    var madeUp: ClientMessageID { ClientMessageID(stored: Self.beside + rawValue) }

    private static let beside = "made up beside "
}

extension MessageDraft {
    /// The same with another text, and under another name if one is given.
    func saying(_ text: MessageText, under name: ClientMessageID? = nil) -> MessageDraft {
        MessageDraft(
            chat: chat,
            sender: sender,
            text: text,
            clientMessageID: name ?? clientMessageID,
            createdAt: createdAt
        )
    }
}
#endif
