import Testing

@testable import WebSocketAPI

@Suite("The pieces that wait for a client")
struct OutboxTests {
    @Test("are asked about only when many may be waiting, one at a time")
    func asking() {
        var outbox = Outbox(limit: 8)
        #expect((1...5).map { _ in outbox.write() } == [nil, nil, 3, nil, nil])
        outbox.sent(3)
        #expect((6...8).map { _ in outbox.write() } == [6, nil, nil])
    }

    @Test("are too many once more may be waiting than the limit, and not before")
    func limit() {
        var outbox = Outbox(limit: 8)
        for _ in 1...8 { _ = outbox.write() }
        #expect(!outbox.isOverfull)
        _ = outbox.write()
        #expect(outbox.isOverfull)
    }

    @Test("are never too many for a client that takes each as it comes")
    func quick() {
        var outbox = Outbox(limit: 8)
        for _ in 1...1000 {
            if let piece = outbox.write() { outbox.sent(piece) }
            #expect(!outbox.isOverfull)
        }
    }
}
