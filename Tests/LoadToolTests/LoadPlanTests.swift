import Testing

@testable import LoadTool

@Suite("Plan of a load")
struct LoadPlanTests {
    @Test("the plan that nobody changed can be run")
    func standard() {
        #expect(LoadPlan().problem == nil)
    }

    @Test(
        "what makes no sense is named",
        arguments: [
            ("clients", changed { $0.clients = 0 }), ("chats", changed { $0.chats = 101 }),
            ("chats", changed { $0.chats = 0 }), ("senders", changed { $0.senders = 101 }),
            ("in-flight", changed { $0.pace = .closed(inFlight: 129) }),
            ("rate", changed { $0.pace = .open(perSecond: 0) }),
            ("rate", changed { $0.pace = .open(perSecond: .nan) }), ("text-bytes", changed { $0.textBytes = 65_537 }),
            ("threads", changed { $0.threads = 0 }), ("duration", changed { $0.duration = .zero }),
            ("warm-up", changed { $0.warmUp = .seconds(-1) }), ("storm", changed { $0.storms = true }),
        ]
    )
    func problems(_ word: String, _ plan: LoadPlan) throws {
        #expect(try #require(plan.problem).contains(word))
    }

    @Test("clients are spread over the chats in turns, and people are counted round")
    func members() {
        var plan = LoadPlan()
        (plan.clients, plan.chats) = (6, 2)
        #expect(Registration.members(of: plan, people: 6) == [[0, 2, 4], [1, 3, 5]])
        #expect(Registration.members(of: plan, people: 3) == [[0, 1, 2], [0, 1, 2]])
        #expect(Registration.members(of: plan, people: 1) == [[0], [0]])
    }

    @Test("an open pace plans messages apart from each other, whatever came late")
    func pace() {
        let sender = Sender(chats: [1], isNamed: false, textBytes: 1)
        sender.plan(from: 1000, every: 100)
        #expect(sender.due(999) == 0)
        #expect(sender.due(1000) == 1)
        #expect(Array(sender.takeNext(1, now: 1000)) == [0])
        #expect(sender.due(1099) == 0)
        #expect(sender.due(1350) == 3)
        #expect(Array(sender.takeNext(3, now: 1350)) == [1, 2, 3])
        #expect(sender.underWay == [0: 1000, 1: 1100, 2: 1200, 3: 1300])
    }

    @Test("an answer ends a message once")
    func answers() {
        let sender = Sender(chats: [1], isNamed: false, textBytes: 1)
        _ = sender.takeNext(2, now: 5)
        #expect(sender.didEnd(1))
        #expect(!sender.didEnd(1))
        #expect(!sender.didEnd(7))
        #expect(sender.underWay == [0: 5])
    }
}

private func changed(_ change: (inout LoadPlan) -> Void) -> LoadPlan {
    var plan = LoadPlan()
    change(&plan)
    return plan
}
