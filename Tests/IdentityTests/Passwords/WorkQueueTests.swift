import Testing

@testable import Identity

@Suite("The queue for workers")
struct WorkQueueTests {
    private static func queue(threads: Int, waiting: Int) -> WorkQueue<String> {
        WorkQueue(limits: PasswordHasher.Limits(threads: threads, waiting: waiting), patience: .seconds(1))
    }

    @Test("work is done in the order in which it came")
    func order() {
        var queue = Self.queue(threads: 1, waiting: 3)
        for name in ["a", "b", "c"] { #expect(queue.admit(name, ticket: queue.draw()) == .admitted) }
        #expect([queue.take(), queue.take(), queue.take(), queue.take()] == ["a", "b", "c", nil])
    }

    @Test(
        "as many are admitted as can work and wait, and not one more",
        arguments: [(1, 0), (1, 1), (1, 64), (2, 0), (4, 3)]
    )
    func limit(threads: Int, waiting: Int) {
        var queue = Self.queue(threads: threads, waiting: waiting)
        for place in 0..<(threads + waiting) {
            #expect(queue.admit("\(place)", ticket: queue.draw()) == .admitted)
            // Whether workers have taken them already makes no difference.
            if place < threads / 2 { #expect(queue.take() != nil) }
        }
        #expect(queue.admit("late", ticket: queue.draw()) == .full)
        #expect(queue.count == threads + waiting)
    }

    @Test("finished work makes room for one more")
    func finishing() {
        var queue = Self.queue(threads: 1, waiting: 0)
        let ticket = queue.draw()
        #expect(queue.admit("a", ticket: ticket) == .admitted)
        #expect(queue.take() == "a")
        #expect(queue.admit("b", ticket: queue.draw()) == .full)
        #expect(queue.finish(ticket) == true)
        #expect(queue.admit("c", ticket: queue.draw()) == .admitted)
        #expect(queue.admit("d", ticket: queue.draw()) == .full)
    }

    @Test("whoever leaves frees a place, once, and the others keep their order")
    func withdrawal() {
        var queue = Self.queue(threads: 1, waiting: 2)
        let tickets = (0..<3).map { _ in queue.draw() }
        for (ticket, name) in zip(tickets, ["a", "b", "c"]) { #expect(queue.admit(name, ticket: ticket) == .admitted) }
        #expect(queue.withdraw(tickets[1]) == "b")
        #expect(queue.withdraw(tickets[1]) == nil)
        #expect(queue.admit("d", ticket: queue.draw()) == .admitted)
        #expect([queue.take(), queue.take(), queue.take()] == ["a", "c", "d"])
    }

    @Test("work that a worker has taken cannot be withdrawn")
    func takenWork() {
        var queue = Self.queue(threads: 1, waiting: 1)
        let ticket = queue.draw()
        #expect(queue.admit("a", ticket: ticket) == .admitted)
        #expect(queue.take() == "a")
        #expect(queue.withdraw(ticket) == nil)
        #expect(queue.running == 1)
    }

    @Test("a ticket that was never used withdraws nothing")
    func strangeTicket() {
        var queue = Self.queue(threads: 1, waiting: 1)
        let (unused, used) = (queue.draw(), queue.draw())
        #expect(queue.admit("a", ticket: used) == .admitted)
        #expect(queue.withdraw(unused) == nil)
        #expect(queue.count == 1)
    }

    @Test("closing gives back those who wait, admits nobody and sends the workers home")
    func closing() {
        var queue = Self.queue(threads: 1, waiting: 2)
        for name in ["a", "b", "c"] { #expect(queue.admit(name, ticket: queue.draw()) == .admitted) }
        #expect(queue.take() == "a")
        #expect(queue.close() == ["b", "c"])
        #expect(queue.admit("d", ticket: queue.draw()) == .closed)
        guard case .stop = queue.next() else { return #expect(Bool(false), "a worker was not sent home") }
        guard case .stop = queue.overdue(at: .now) else { return #expect(Bool(false), "the reserve was not sent home") }
        #expect(queue.close() == [])
    }
}

@Suite("The reserve of the queue for workers")
struct WorkQueueReserveTests {
    private let start = ContinuousClock.now
    private var queue = WorkQueue<String>(
        limits: PasswordHasher.Limits(threads: 1, waiting: 3),
        patience: .seconds(1)
    )

    /// The next overdue element.
    private mutating func overdue(after duration: Duration) -> String? {
        guard case .work(let element, _) = queue.overdue(at: start + duration) else { return nil }
        return element
    }

    /// When the reserve is to look again.
    private mutating func nextLook(after duration: Duration) -> Duration? {
        guard case .nothing(let time?) = queue.overdue(at: start + duration) else { return nil }
        return time - start
    }

    private mutating func admit(_ name: String, after duration: Duration) -> WorkQueue<String>.Ticket {
        let ticket = queue.draw()
        #expect(queue.admit(name, ticket: ticket, at: start + duration) == .admitted)
        return ticket
    }

    @Test("has nothing to do where nobody is")
    mutating func empty() {
        guard case .nothing(until: nil) = queue.overdue(at: start) else { return #expect(Bool(false)) }
    }

    @Test("takes what nobody has taken for too long, in its order, and not sooner")
    mutating func waiting() {
        _ = admit("a", after: .zero)
        _ = admit("b", after: .milliseconds(300))
        #expect(nextLook(after: .milliseconds(999)) == .seconds(1))
        #expect(overdue(after: .seconds(1)) == "a")
        #expect(nextLook(after: .seconds(1)) == .milliseconds(1300))
        #expect(overdue(after: .seconds(2)) == "b")
        #expect(overdue(after: .seconds(9)) == nil)
        #expect(queue.running == 2)
        #expect(queue.take() == nil)
    }

    @Test("doubles what a worker does not finish, once, and before what waits")
    mutating func doubling() {
        let first = admit("a", after: .zero)
        _ = admit("b", after: .zero)
        #expect(queue.take() == "a")
        #expect(overdue(after: .milliseconds(500)) == nil)
        #expect(overdue(after: .seconds(1)) == "a")
        #expect(overdue(after: .seconds(1)) == "b")
        #expect(queue.count == 2)
        #expect(queue.finish(first) == true)
        #expect(queue.finish(first) == false)
        #expect(queue.count == 1)
    }

    @Test("leaves alone what was finished or has left")
    mutating func finished() {
        let (first, second) = (admit("a", after: .zero), admit("b", after: .zero))
        #expect(queue.take() == "a")
        #expect(queue.finish(first) == true)
        #expect(queue.withdraw(second) == "b")
        #expect(overdue(after: .seconds(9)) == nil)
    }
}

extension WorkQueue {
    /// Puts an element at the end, now.
    fileprivate mutating func admit(_ element: Element, ticket: Ticket) -> Admission {
        admit(element, ticket: ticket, at: .now)
    }

    /// The next element, for a worker that would not stop.
    fileprivate mutating func take() -> Element? {
        switch next() {
        case .work(let element, _): element
        case .nothing, .stop: nil
        }
    }
}
