import Testing

@testable import LoadTool

@Suite("Order as a client sees it")
struct OrderCheckTests {
    private func faults(_ seqs: [Int64], after last: Int64? = nil) -> OrderFaults {
        var check = last.map { OrderCheck(after: $0) } ?? OrderCheck()
        for seq in seqs { check.take(seq) }
        return check.faults
    }

    private func faults(gaps: Int64 = 0, missing: Int64 = 0, doubles: Int64 = 0, outOfOrder: Int64 = 0) -> OrderFaults {
        var faults = OrderFaults()
        (faults.gaps, faults.missing, faults.doubles, faults.outOfOrder) = (gaps, missing, doubles, outOfOrder)
        return faults
    }

    @Test("one after the other is right, wherever it begins")
    func right() {
        #expect(faults([1, 2, 3]).isEmpty)
        #expect(faults([41, 42, 43]).isEmpty)
        #expect(faults([]).isEmpty)
        #expect(faults([8, 9], after: 7).isEmpty)
        #expect(faults([1, 2], after: 0).isEmpty)
    }

    @Test("a place that is passed over is a gap, and one that is missing")
    func gap() {
        #expect(faults([1, 2, 5, 6]) == faults(gaps: 1, missing: 2))
        #expect(faults([9], after: 7) == faults(gaps: 1, missing: 1))
        #expect(faults([2], after: 0) == faults(gaps: 1, missing: 1))
    }

    @Test("a place that comes again is a double")
    func double() {
        #expect(faults([1, 2, 2, 3, 1]) == faults(doubles: 2))
        #expect(faults([7, 8], after: 7) == faults(doubles: 1))
    }

    @Test("a place that comes late is out of order, and not missing")
    func late() {
        #expect(faults([1, 3, 2, 4]) == faults(gaps: 1, outOfOrder: 1))
        #expect(faults([1, 3, 2, 2]) == faults(gaps: 1, doubles: 1, outOfOrder: 1))
    }

    @Test("a great gap costs no great memory")
    func greatGap() {
        #expect(faults([1, 1_000_000_002, 2]) == faults(gaps: 1, missing: 999_999_999, outOfOrder: 1))
    }

    private func view(_ chat: Int64, _ seqs: [Int64]) -> ChatView {
        var check = OrderCheck()
        for seq in seqs { check.take(seq) }
        return ChatView(chat: chat, check: check)
    }

    @Test("clients that were shown the same are right, and so are chats in which nothing was said")
    func sameViews() {
        let views = [view(1, [5, 6]), view(1, [5, 6]), view(2, [1]), view(3, []), view(3, [])]
        #expect(ChatView.faults(of: views).isEmpty)
    }

    @Test("what a client was not shown at the beginning, at the end, or at all, is missing")
    func differentViews() {
        #expect(ChatView.faults(of: [view(1, [5, 6, 7]), view(1, [6, 7])]) == faults(missing: 1))
        #expect(ChatView.faults(of: [view(1, [5, 6, 7]), view(1, [5])]) == faults(missing: 2))
        #expect(ChatView.faults(of: [view(1, [5, 6, 7]), view(1, [])]) == faults(missing: 3))
    }

    @Test("what each client found wrong is added up")
    func sum() {
        let views = [view(1, [1, 3]), view(1, [1, 2, 2, 3])]
        #expect(ChatView.faults(of: views) == faults(gaps: 1, missing: 1, doubles: 1))
    }
}
