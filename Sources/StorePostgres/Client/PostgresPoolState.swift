/// What a pool knows and decides: who waits, which thread does what next, and whether the server can be reached.
///
/// It does nothing itself: it is asked under the pool's lock and returns what is to be done outside of it. Threads are
/// known by their number. Those with a connection take calls; while the server is away only one thread, the prober,
/// tries to connect, and the others without a connection rest.
struct PostgresPoolState {
    typealias Instant = ContinuousClock.Instant

    /// A call in the queue.
    struct Ticket {
        let job: any PostgresJob
        let enqueued: Instant
        /// The job ran once and its connection was lost.
        var isSecondRun = false
    }

    /// What a thread does next.
    enum Step {
        case run([Ticket])
        case connect
        /// Wait for the back-off, then connect.
        case probe
        case rest
        /// Fail these calls: the pool is being shut down and the server is away.
        case giveUp([Ticket], reason: String)
        case end
    }

    /// What to do for a thread.
    enum Wake: Equatable {
        case signal(Int)
        case start(Int)
    }

    enum Phase: Equatable {
        case open
        case draining(until: Instant)
        case killed
    }

    let limits: PostgresLimits
    var queue = PostgresFIFO<Ticket>()
    /// Threads that rest, with a connection and without; the last to rest is the first to be woken.
    private var idle: [Int] = []
    private var cold: [Int] = []
    private var unstarted: [Int]
    private(set) var running = 0
    /// How many threads hold a connection.
    private(set) var live = 0
    /// Why the server cannot be reached, when it cannot.
    private(set) var outage: String?
    private var prober: Int?
    private(set) var phase = Phase.open
    var isKeeperRunning = false
    /// The threads' sockets, for breaking their calls off when a shutdown takes too long.
    private var sockets: [Int: Int32] = [:]

    init(limits: PostgresLimits) {
        self.limits = limits
        unstarted = Array((0..<limits.connections).reversed())
    }

    /// Takes a call in.
    ///
    /// - Returns: the thread to wake for it, if one is free.
    mutating func push(_ job: any PostgresJob, now: Instant) throws(PostgresError) -> Wake? {
        guard phase == .open else { throw .closed }
        guard queue.count < limits.waiting else { throw .overloaded }
        queue.append(Ticket(job: job, enqueued: now))
        return nextWake()
    }

    /// Takes calls back that a lost connection could not serve.
    ///
    /// - Returns: those that nobody will serve any more.
    mutating func putBack(_ tickets: [Ticket]) -> [Ticket] {
        if phase == .killed { return tickets }
        for ticket in tickets.reversed() { queue.prepend(ticket) }
        return []
    }

    /// Decides what a thread does next.
    ///
    /// - Returns: its step, and another thread to wake.
    mutating func next(_ thread: Int, hasConnection: Bool) -> (Step, Wake?) {
        if phase == .killed || (phase != .open && queue.isEmpty) { return (.end, nil) }
        if hasConnection {
            if !queue.isEmpty { return (.run(takeTickets()), nil) }
            idle.append(thread)
            return (.rest, nil)
        }
        if let outage { return nextInOutage(thread, outage) }
        if !queue.isEmpty { return (.connect, nil) }
        cold.append(thread)
        return (.rest, nil)
    }

    private mutating func nextInOutage(_ thread: Int, _ reason: String) -> (Step, Wake?) {
        if phase != .open { return (live == 0 ? .giveUp(takeAll(), reason: reason) : .end, nil) }
        if prober == nil { prober = thread }
        if prober == thread { return (.probe, nil) }
        cold.append(thread)
        // The calls this thread could not serve may suit one that still has a connection.
        return (.rest, queue.isEmpty ? nil : nextWake())
    }

    /// Takes the first call, and with a read as many of the reads behind it as are this connection's fair share.
    private mutating func takeTickets() -> [Ticket] {
        let share = min(limits.joinedReads, (queue.count + live - 1) / max(1, live))
        guard let first = queue.popFirst() else { return [] }
        var tickets = [first]
        guard share > 1, first.job.isRead, !first.isSecondRun else { return tickets }
        while tickets.count < share, let next = queue.first, next.job.isRead, !next.isSecondRun {
            guard let ticket = queue.popFirst() else { break }
            tickets.append(ticket)
        }
        return tickets
    }

    private mutating func nextWake() -> Wake? {
        if let thread = idle.popLast() { return .signal(thread) }
        if outage != nil && running > 0 { return nil }
        if let thread = cold.popLast() { return .signal(thread) }
        guard let thread = unstarted.popLast() else { return nil }
        running += 1
        return .start(thread)
    }
}

// MARK: - Connections and outages

extension PostgresPoolState {
    /// A thread has a connection, so the server is there.
    ///
    /// - Returns: the threads to wake, and whether an outage is over.
    mutating func connected(_ thread: Int, socket: Int32) -> ([Wake], isRecovery: Bool) {
        live += 1
        sockets[thread] = socket
        let isRecovery = outage != nil
        outage = nil
        var wakes: [Wake] = []
        if let prober, prober != thread { wakes.append(.signal(prober)) }
        prober = nil
        while wakes.count < queue.count, let thread = cold.popLast() { wakes.append(.signal(thread)) }
        return (wakes, isRecovery)
    }

    /// A thread could not connect.
    ///
    /// - Returns: a thread to wake in its place, and whether an outage begins with this.
    mutating func failedToConnect(_ reason: String) -> (Wake?, isNew: Bool) {
        let isNew = outage == nil
        outage = reason
        return (queue.isEmpty ? nil : nextWake(), isNew)
    }

    /// A thread gives its connection up, and will close it after this.
    mutating func dropped(_ thread: Int) {
        live -= 1
        sockets[thread] = nil
    }

    /// The system had no thread to give.
    ///
    /// - Returns: the calls that nobody will serve.
    mutating func failedToStart(_ thread: Int) -> [Ticket] {
        running -= 1
        unstarted.append(thread)
        return running == 0 ? takeAll() : []
    }

    mutating func takeAll() -> [Ticket] {
        var tickets: [Ticket] = []
        while let ticket = queue.popFirst() { tickets.append(ticket) }
        return tickets
    }
}

// MARK: - Time

extension PostgresPoolState {
    /// What is due at some moment.
    struct Due {
        var failed: [(Ticket, PostgresError)] = []
        /// The sockets to shut.
        var sockets: [Int32] = []
        /// When to look again; nil when there is nothing left to look after.
        var next: Instant?
    }

    /// Whether somebody must look after the time from now on, who does not yet.
    mutating func needsKeeper() -> Bool {
        guard !isKeeperRunning, running > 0, phase != .open || !queue.isEmpty else { return false }
        isKeeperRunning = true
        return true
    }

    /// Ends the waits that are too long, and a shutdown that is.
    mutating func due(now: Instant) -> Due {
        var due = Due()
        let isAway = live == 0 && outage != nil
        let patience = isAway ? limits.outagePatience : limits.patience
        let error = live == 0 ? PostgresError.unavailable(reason: outage ?? "still connecting") : .overloaded
        while let first = queue.first, first.enqueued + patience <= now, let ticket = queue.popFirst() {
            due.failed.append((ticket, error))
        }
        due.next = queue.first.map { $0.enqueued + patience }
        if case .draining(let end) = phase {
            if end <= now { kill(&due) } else { due.next = running == 0 ? nil : min(end, due.next ?? end) }
        }
        isKeeperRunning = due.next != nil
        return due
    }

    private mutating func kill(_ due: inout Due) {
        phase = .killed
        due.failed += takeAll().map { ($0, .closed) }
        due.sockets = Array(sockets.values)
        due.next = nil
    }

    /// Takes no more calls, and lets those in the queue finish until `end`.
    ///
    /// - Returns: the threads to wake, so that they end.
    mutating func drain(until end: Instant) -> [Int] {
        guard phase == .open else { return [] }
        phase = .draining(until: end)
        let threads = idle + cold + (prober.map { [$0] } ?? [])
        idle = []
        cold = []
        return threads
    }

    /// A thread has ended.
    ///
    /// - Returns: whether it was the last one of a pool that was shut down.
    mutating func ended(_ thread: Int) -> Bool {
        running -= 1
        if prober == thread { prober = nil }
        return phase != .open && running == 0
    }
}
