/// A place in a dense order: 1, 2, 3 … without a gap, given out in the transaction of what it counts.
///
/// The phantom parameter keeps a place of one order from standing where another's is expected.
public struct Place<Order>: Hashable, Comparable, Sendable {
    /// The place; 0 stands for "before the first".
    public let rawValue: Int64

    /// A place that a store gave out or a client named.
    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Before the first.
    public static var start: Self { Self(0) }

    /// Orders places from old to new.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}

/// A place among the changes of a chat.
public typealias Seq = Place<Change>

/// A place among the moves of the read and delivery cursors of a chat's members.
public typealias ReceiptSeq = Place<Receipt>

/// A place among what concerns one account alone.
public typealias UserSeq = Place<AccountEvent>
