/// Counts what waits to be sent to one client, in pieces: what is written at once, one frame or several that were joined.
///
/// Bytes are counted by the channel. To hear that a piece has gone costs a promise, so only one at a time is asked for,
/// and none while little can be waiting: the count is of pieces that may be waiting, and never less than of those that
/// are.
struct Outbox {
    private let limit: Int
    private var written = 0
    private var known = 0
    private var isAsking = false

    /// An outbox of at most `limit` pieces.
    init(limit: Int) {
        self.limit = limit
    }

    /// Whether more may be waiting than is allowed.
    var isOverfull: Bool { written - known > limit }

    /// Counts a piece that is written; when it gives a number, ask to hear that the piece has gone and pass it to
    /// `sent`.
    mutating func write() -> Int? {
        written += 1
        guard !isAsking, written - known > limit / 4 else { return nil }
        isAsking = true
        return written
    }

    /// The piece with the given number has gone, and so have those before it.
    mutating func sent(_ number: Int) {
        known = number
        isAsking = false
    }
}
