/// Who waits for a fixed number of workers, and who has to be turned away.
///
/// It decides; its owner does the work.
struct WorkQueue<Element> {
    /// What becomes of somebody who comes.
    enum Admission: Hashable {
        /// A worker will take it in its turn.
        case admitted
        /// All workers are busy and all places are taken.
        case full
        /// The workers are going home.
        case closed
    }

    /// What a worker that looks for work is to do.
    enum Next {
        /// Take this one, and say `finish` afterwards.
        case work(Element)
        /// Look again later: whoever waited has left.
        case nothing
        /// Go home.
        case stop
    }

    /// Names one place in the queue.
    typealias Ticket = UInt64

    /// How many may work at once and how many may wait.
    let limits: PasswordHasher.Limits
    /// How many are being worked on.
    private(set) var running = 0

    /// How many are being worked on or wait for it.
    var count: Int { running + waiting.count }

    private var waiting: [(ticket: Ticket, element: Element)] = []
    private var lastTicket: Ticket = 0
    private var isClosed = false

    /// An empty queue that is open.
    init(limits: PasswordHasher.Limits) {
        self.limits = limits
    }

    /// A ticket that nobody else has.
    mutating func draw() -> Ticket {
        lastTicket += 1
        return lastTicket
    }

    /// Puts an element at the end, if there is room.
    mutating func admit(_ element: Element, ticket: Ticket) -> Admission {
        guard !isClosed else { return .closed }
        guard count < limits.threads + limits.waiting else { return .full }
        waiting.append((ticket, element))
        return .admitted
    }

    /// The element that has waited longest.
    mutating func next() -> Next {
        guard !isClosed else { return .stop }
        guard !waiting.isEmpty else { return .nothing }
        running += 1
        return .work(waiting.removeFirst().element)
    }

    /// Frees the place of an element that was worked on.
    mutating func finish() {
        precondition(running > 0, "more work finished than was taken")
        running -= 1
    }

    /// Takes an element out of the queue; nil when a worker has it, or had it, already.
    mutating func withdraw(_ ticket: Ticket) -> Element? {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
        return waiting.remove(at: place).element
    }

    /// Admits nobody any more and gives back those who waited.
    mutating func close() -> [Element] {
        isClosed = true
        defer { waiting = [] }
        return waiting.map(\.element)
    }
}
