/// Calls that wait for a connection, first come, first served, and who is at work on them.
///
/// A struct without threads: `SQLiteWriter` and `SQLiteReaders` keep one under a lock and do what it says. A lane is
/// one thread's worth of work; it is woken when it is needed and sleeps when nothing waits.
struct WorkQueue<Job> {
    private let limit: Int
    private var waiting: ArraySlice<Job> = []
    private var idleLanes: [Int]
    private var isClosed = false

    /// A queue for so many lanes, all of them idle, in which `limit` calls may wait.
    init(lanes: Int, limit: Int) {
        self.limit = limit
        idleLanes = Array((0..<lanes).reversed())
    }

    /// How many calls wait.
    var count: Int {
        waiting.count
    }

    /// What a caller has to do after handing in a job.
    enum Admission: Equatable {
        /// Wake up this lane.
        case wake(lane: Int)
        /// Nothing: every lane is at work and will come to it.
        case wait
        /// Tell the caller that this will not be done.
        case refuse(QueueRefusal)
    }

    mutating func add(_ job: Job) -> Admission {
        guard !isClosed else { return .refuse(.closed) }
        guard waiting.count < limit else { return .refuse(.full) }
        waiting.append(job)
        guard let lane = idleLanes.popLast() else { return .wait }
        return .wake(lane: lane)
    }

    /// The jobs that a lane works on next, in their order; when there are none, the lane is idle from now on.
    mutating func take(upTo count: Int, for lane: Int) -> ArraySlice<Job> {
        guard !waiting.isEmpty else {
            idleLanes.append(lane)
            return []
        }
        let taken = waiting.prefix(count)
        waiting.removeFirst(taken.count)
        if waiting.isEmpty { waiting = [] }
        return taken
    }

    /// Takes in nothing more; what waits is still done.
    mutating func close() {
        isClosed = true
    }
}

/// Why a call is not taken in.
enum QueueRefusal: Error {
    /// Too many are waiting already.
    case full
    /// The store is being closed, or was.
    case closed
}
