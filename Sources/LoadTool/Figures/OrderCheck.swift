/// What was wrong with the order in which chats were shown.
public struct OrderFaults: Hashable, Sendable {
    /// How often a place was passed over, alone or with others behind it.
    public var gaps: Int64 = 0
    /// How many places never came.
    public var missing: Int64 = 0
    /// How many places came again.
    public var doubles: Int64 = 0
    /// How many places came after a later one.
    public var outOfOrder: Int64 = 0

    /// Nothing was wrong.
    public init() {}

    /// Whether anything was.
    public var isEmpty: Bool { self == OrderFaults() }

    static func += (total: inout Self, more: Self) {
        total.gaps += more.gaps
        total.missing += more.missing
        total.doubles += more.doubles
        total.outOfOrder += more.outOfOrder
    }
}

/// Watches the places (`seq`) of one chat as one client sees them: each must be the one after the last.
struct OrderCheck {
    /// The first place that was seen, or that is to be seen; nil while nothing is known of the chat.
    private(set) var first: Int64?
    /// The place up to which the client knows the chat.
    private(set) var last: Int64 = 0
    /// What was wrong.
    private(set) var faults = OrderFaults()
    /// What was passed over and may still come.
    private var skipped: Set<Int64> = []

    /// How many passed-over places are remembered; when more are lost, late ones count as doubles.
    private static let memory: Int64 = 10_000

    /// Begins to watch wherever the chat is.
    init() {}

    /// Begins to watch after a place that the client was told of.
    init(after last: Int64) {
        first = last + 1
        self.last = last
    }

    /// Takes the next place that was shown.
    mutating func take(_ seq: Int64) {
        if seq == last + 1, first != nil {
            last = seq
        } else if first == nil {
            (first, last) = (seq, seq)
        } else if seq > last {
            skip(to: seq)
        } else if skipped.remove(seq) != nil {
            faults.outOfOrder += 1
            faults.missing -= 1
        } else {
            faults.doubles += 1
        }
    }

    private mutating func skip(to seq: Int64) {
        faults.gaps += 1
        faults.missing += seq - last - 1
        skipped.formUnion((last + 1..<seq).prefix(Int(max(0, Self.memory - Int64(skipped.count)))))
        last = seq
    }
}
