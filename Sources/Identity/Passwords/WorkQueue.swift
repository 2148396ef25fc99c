/// Who waits for a fixed number of workers, and who has to be turned away.
///
/// It decides; its owner does the work. Beside the ordinary workers there is a reserve, who takes what has been there
/// for too long: also what an ordinary worker began and does not finish. Then both work on it, and the first to finish
/// counts.
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
        case work(Element, Ticket)
        /// Look again later: whoever waited has left.
        case nothing
        /// Go home.
        case stop
    }

    /// What the reserve is to do.
    enum Overdue {
        /// Take this one, and say `finish` afterwards.
        case work(Element, Ticket)
        /// Look again at this time; nil stands for when somebody comes.
        case nothing(until: ContinuousClock.Instant?)
        /// Go home.
        case stop
    }

    /// Names one place in the queue.
    typealias Ticket = UInt64

    private struct Place {
        let ticket: Ticket
        let element: Element
        let since: ContinuousClock.Instant
        var isDoubled = false
    }

    /// How many may work at once and how many may wait.
    let limits: PasswordHasher.Limits
    /// How long an element may be here before it is the reserve's.
    let patience: Duration

    /// How many are being worked on.
    var running: Int { taken.count }

    /// How many are being worked on or wait for it.
    var count: Int { taken.count + waiting.count }

    /// In the order in which they came, for both.
    private var taken: [Place] = []
    private var waiting: [Place] = []
    private var lastTicket: Ticket = 0
    private var isClosed = false

    /// An empty queue that is open.
    init(limits: PasswordHasher.Limits, patience: Duration) {
        self.limits = limits
        self.patience = patience
    }

    /// A ticket that nobody else has.
    mutating func draw() -> Ticket {
        lastTicket += 1
        return lastTicket
    }

    /// Puts an element at the end, if there is room.
    mutating func admit(_ element: Element, ticket: Ticket, at now: ContinuousClock.Instant) -> Admission {
        guard !isClosed else { return .closed }
        guard count < limits.threads + limits.waiting else { return .full }
        waiting.append(Place(ticket: ticket, element: element, since: now))
        return .admitted
    }

    /// The element that has waited longest.
    mutating func next() -> Next {
        guard !isClosed else { return .stop }
        guard !waiting.isEmpty else { return .nothing }
        let place = waiting.removeFirst()
        taken.append(place)
        return .work(place.element, place.ticket)
    }

    /// The element that has been here longest, where that is too long and the reserve has not had it yet.
    mutating func overdue(at now: ContinuousClock.Instant) -> Overdue {
        guard !isClosed else { return .stop }
        if let index = taken.firstIndex(where: { !$0.isDoubled }) {
            let place = taken[index]
            guard place.since + patience <= now else { return .nothing(until: place.since + patience) }
            taken[index].isDoubled = true
            return .work(place.element, place.ticket)
        }
        guard var place = waiting.first else { return .nothing(until: nil) }
        guard place.since + patience <= now else { return .nothing(until: place.since + patience) }
        waiting.removeFirst()
        place.isDoubled = true
        taken.append(place)
        return .work(place.element, place.ticket)
    }

    /// Frees the place of an element that was worked on; false when the other of two who worked on it did so before.
    mutating func finish(_ ticket: Ticket) -> Bool {
        guard let index = taken.firstIndex(where: { $0.ticket == ticket }) else { return false }
        taken.remove(at: index)
        return true
    }

    /// Takes an element out of the queue; nil when a worker has it, or had it, already.
    mutating func withdraw(_ ticket: Ticket) -> Element? {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
        return waiting.remove(at: place).element
    }

    /// Admits nobody any more and gives back those who wait.
    mutating func close() -> [Element] {
        isClosed = true
        defer { waiting = [] }
        return waiting.map(\.element)
    }
}
