/// Counts what waits in a channel to be sent to one client, in pieces: what is written at once, one frame or several that
/// were joined.
///
/// Bytes are counted by the channel. To hear that a piece has gone costs a promise, so only one at a time is asked for:
/// the count is of pieces that may be waiting, and never less than of those that are.
struct Outbox {
    private let limit: Int
    /// The first piece is the reply to the handshake.
    private var written = 1
    private var known = 0
    private var isAsking = false

    /// An outbox of at most `limit` pieces, in which the reply to the handshake may be waiting.
    init(limit: Int) {
        self.limit = limit
    }

    /// Whether more may be waiting than is allowed.
    var isOverfull: Bool { written - known > limit }

    /// Whether nothing is waiting.
    var isEmpty: Bool { written == known }

    /// Counts a piece that is written; when it gives a number, ask to hear that the piece has gone and pass it to
    /// `sent`.
    mutating func write() -> Int? {
        written += 1
        guard !isAsking else { return nil }
        isAsking = true
        return written
    }

    /// The piece with the given number has gone, and so have those before it.
    mutating func sent(_ number: Int) {
        known = number
        isAsking = false
    }
}
