/// A promise of the delivery contract that a history can break.
public enum Invariant: String, CaseIterable, Hashable, Sendable {
    /// What was acknowledged to its sender or shown to anybody is kept.
    case lost
    /// A message is kept once, and comes once over a connection.
    case doubled
    /// A message is everywhere what its sender sent, with one id and one time.
    case changed
    /// Nothing is shown or kept that nobody has sent, or that was refused.
    case phantom
    /// The places of a chat are 1, 2, 3 … without a gap and without a second use.
    case gap
    /// Everybody sees one order, and it is that in which messages were sent and acknowledged.
    case reordered
    /// A read shows everything that was acknowledged or shown to anybody before it began.
    case staleRead
    /// What is sent while a connection is open comes over it, until it ends.
    case missed
    /// What happened since the position that a client names comes when it resumes.
    case resumeGap
    /// What a client has by the position that it names does not come again when it resumes.
    case resumeDouble
    /// A chat is shown to its members alone, and over a chat's socket that chat alone.
    case leaked

    /// The promise, as one sentence.
    public var promise: String {
        switch self {
        case .lost: "What was acknowledged or shown to anybody is kept."
        case .doubled: "A message is kept once, and comes once over a connection."
        case .changed: "A message is everywhere what its sender sent, with one id and one time."
        case .phantom: "Nothing is shown or kept that nobody has sent, or that was refused."
        case .gap: "The places of a chat are 1, 2, 3 … without a gap and without a second use."
        case .reordered: "Everybody sees one order, and it is that in which messages were sent and acknowledged."
        case .staleRead: "A read shows everything that was acknowledged or shown to anybody before it began."
        case .missed: "What is sent while a connection is open comes over it, until it ends."
        case .resumeGap: "What happened since the position that a client names comes when it resumes."
        case .resumeDouble: "What a client has by the position that it names does not come again when it resumes."
        case .leaked: "A chat is shown to its members alone, and over a chat's socket that chat alone."
        }
    }
}

/// A broken promise, and where the history shows it.
public struct Violation: Hashable, Sendable {
    /// The promise.
    public let invariant: Invariant
    /// What is wrong, as one sentence.
    public let sentence: String
    /// The lines that show it, from 1, in ascending order.
    public let lines: [Int]

    /// Puts together what was found; lines may come in any order, and more than once.
    init(_ invariant: Invariant, _ sentence: String, lines: [Int]) {
        self.invariant = invariant
        self.sentence = sentence
        self.lines = Set(lines).sorted()
    }
}
