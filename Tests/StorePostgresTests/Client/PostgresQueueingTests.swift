import Testing

@testable import StorePostgres

@Suite("The queue and the pauses of a pool")
struct PostgresQueueingTests {
    @Test("the queue keeps the order over many rounds")
    func order() {
        var queue = PostgresFIFO<Int>()
        var next = 0
        var expected = 0
        for round in 0..<300 {
            for _ in 0..<(round % 7) {
                queue.append(next)
                next += 1
            }
            for _ in 0..<(round % 5) where !queue.isEmpty {
                #expect(queue.first == expected)
                #expect(queue.popFirst() == expected)
                expected += 1
            }
            #expect(queue.count == next - expected)
        }
        while let element = queue.popFirst() {
            #expect(element == expected)
            expected += 1
        }
        #expect(expected == next)
        #expect(queue.popFirst() == nil)
        #expect(queue.first == nil)
    }

    @Test("what is put back comes first", arguments: [0, 1, 3])
    func prepend(_ taken: Int) {
        var queue = PostgresFIFO<Int>()
        for number in 0..<5 { queue.append(number) }
        for _ in 0..<taken { _ = queue.popFirst() }
        queue.prepend(100)
        #expect(queue.count == 6 - taken)
        #expect(queue.popFirst() == 100)
        #expect(queue.popFirst() == taken)
    }

    @Test("the pauses double up to a limit")
    func backoff() {
        var backoff = PostgresBackoff { 1 }
        let pauses = (0..<8).map { _ in backoff.next().milliseconds }
        #expect(pauses == [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000])
    }

    @Test("chance takes away up to a half of a pause")
    func jitter() {
        var least = PostgresBackoff { 0 }
        var middle = PostgresBackoff { 0.5 }
        #expect(least.next() == .milliseconds(50))
        #expect(middle.next() == .milliseconds(75))
    }
}
