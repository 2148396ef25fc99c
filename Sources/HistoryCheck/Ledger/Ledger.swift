/// A history, sorted by what it is about.
struct Ledger {
    /// What clients sent under one name.
    struct Sent {
        let first: SendAttempt
        var attempts: [(line: Int, attempt: SendAttempt)] = []
        var answers: [(line: Int, answer: Answer)] = []

        /// The line before which nobody can know of it.
        var line: Int { attempts.first?.line ?? 0 }
        /// Whether the server has said to every attempt that it was not kept.
        var isRefused: Bool {
            answers.count == attempts.count
                && answers.allSatisfy { if case .refused = $0.answer { true } else { false } }
        }
    }

    /// How somebody came to see a change.
    enum Source: Hashable {
        case acknowledgement(attempt: Int)
        case connection(Int)
        case read(Int)
    }

    /// A change that was shown to somebody.
    struct Observation {
        let line: Int
        let source: Source
        let change: SeenChange
    }

    /// A connection and what came over it.
    struct Connection {
        let number: Int
        let user: Int64
        let scope: Scope
        /// The places, by chat, that the client named to continue from; nil when it named none.
        let named: [Int64: Int64]?
        /// The places, by chat, that the server told it continues from; nil when it told none.
        var told: [Int64: Int64]?
        let openingLine: Int
        var openedLine: Int?
        var syncedLine: Int?
        var closedLine: Int?
        var isSettled = false
        var frames: [Observation] = []
        var attempts: [(line: Int, attempt: SendAttempt)] = []

        /// The place after which everything of a chat must come; nil when that was not said.
        func start(in chat: Int64) -> Int64? { named?[chat] ?? told?[chat] }
    }

    /// A read of a chat's messages.
    struct Read {
        let number: Int
        let user: Int64
        let chat: Int64
        let offset: Int
        let limit: Int?
        let line: Int
        var answerLine: Int?
        var changes: [SeenChange] = []
    }

    var sent: [String: Sent] = [:]
    /// The names of what was sent, by text.
    var names: [String: String] = [:]
    /// Who belongs to each chat.
    var members: [Int64: Set<Int64>] = [:]
    var connections: [Int: Connection] = [:]
    var reads: [Int: Read] = [:]
    /// Everything that was shown, in the order of the history, without what is kept in the end.
    var observations: [Observation] = []
    var kept: [Int64: KeptChat] = [:]
    var attempts: [Int: SendAttempt] = [:]

    init(_ history: History) {
        for (index, line) in history.lines.enumerated() {
            enter(line.event, line: index + 1)
        }
    }

    /// The connections, in the order of their numbers.
    var connectionsInOrder: [Connection] { connections.values.sorted { $0.number < $1.number } }
    /// The reads that were answered, in the order of their numbers.
    var readsInOrder: [Read] { reads.values.filter { $0.answerLine != nil }.sorted { $0.number < $1.number } }
    /// What is kept of each chat, in the order of the chats.
    var keptInOrder: [KeptChat] { kept.values.sorted { $0.chat < $1.chat } }
    /// What was sent, in the order in which it was first tried.
    var sentInOrder: [Sent] { sent.values.sorted { $0.line < $1.line } }
}

/// What a chat holds in the end.
struct KeptChat {
    let chat: Int64
    /// The line that says so.
    let line: Int
    /// The changes, as they were told.
    let changes: [SeenChange]
    /// The first change of each name.
    let byName: [String: SeenChange]
    /// The first change at each place.
    let bySeq: [Int64: SeenChange]
    /// The changes in ascending order of `seq`.
    let ordered: [SeenChange]

    init(chat: Int64, line: Int, changes: [SeenChange]) {
        self.chat = chat
        self.line = line
        self.changes = changes
        ordered = changes.sorted { $0.seq < $1.seq }
        bySeq = Dictionary(changes.map { ($0.seq, $0) }) { first, _ in first }
        byName = Dictionary(changes.compactMap { change in change.name.map { ($0, change) } }) { first, _ in first }
    }

    /// The last place; 0 when there is none.
    var end: Int64 { ordered.last?.seq ?? 0 }
}
