import Testing

@testable import Identity

@Suite("The queue for workers")
struct WorkQueueTests {
    private static func queue(threads: Int, waiting: Int) -> WorkQueue<String> {
        WorkQueue(limits: PasswordHasher.Limits(threads: threads, waiting: waiting))
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
        #expect(queue.admit("a", ticket: queue.draw()) == .admitted)
        #expect(queue.take() == "a")
        #expect(queue.admit("b", ticket: queue.draw()) == .full)
        queue.finish()
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
        queue.finish()
        #expect(queue.close() == [])
    }
}

extension WorkQueue {
    /// The next element, for a worker that would not stop.
    fileprivate mutating func take() -> Element? {
        switch next() {
        case .work(let element): element
        case .nothing, .stop: nil
        }
    }
}
