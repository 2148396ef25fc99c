/// What the clients of one event loop have counted.
struct Tally {
    /// Messages that were sent, answered, refused, and shown.
    var sent: Int64 = 0
    var answered: Int64 = 0
    var refused: Int64 = 0
    var delivered: Int64 = 0
    /// Messages that came compressed.
    var compressed: Int64 = 0
    /// Bytes that came.
    var bytes: Int64 = 0
    /// Connections that ended although nobody wanted it, and connections that could not be made.
    var lost: Int64 = 0
    var unconnected: Int64 = 0
    /// From the time for which a message was planned until its sender knew that it is stored.
    var answers = LatencyHistogram()
    /// From the time for which a message was planned until somebody was shown it, once for each who was.
    var deliveries = LatencyHistogram()
    /// What the server complained of first.
    var complaint: String?

    /// What is to be known of the time before the counting begins, too: whatever went wrong.
    var troubles: Self {
        var tally = Self()
        (tally.lost, tally.unconnected, tally.refused, tally.complaint) = (lost, unconnected, refused, complaint)
        return tally
    }

    mutating func merge(_ other: Self) {
        sent += other.sent
        answered += other.answered
        refused += other.refused
        delivered += other.delivered
        compressed += other.compressed
        bytes += other.bytes
        lost += other.lost
        unconnected += other.unconnected
        answers.merge(other.answers)
        deliveries.merge(other.deliveries)
        complaint = complaint ?? other.complaint
    }
}
