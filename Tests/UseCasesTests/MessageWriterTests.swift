import Domain
import Synchronization
import Testing
import UseCases

@Suite("The writer of messages", .timeLimit(.minutes(1)))
struct MessageWriterTests {
    let bus = RecordingBus()
    let gate = Gate()

    @Test("a lonely message is committed at once, and its sender is told")
    func lonely() async throws {
        let messages = FakeMessages()
        let writer = MessageWriter(store: messages, events: bus)
        let answers = try await writer.running { await writer.submit("hello").all }
        #expect(answers.map(\.text) == ["hello"])
        #expect(messages.batches.map(\.count) == [1])
        #expect(bus.messages.map(\.text.rawValue) == ["hello"])
    }

    @Test("what comes while a commit runs is committed together, in its order")
    func batch() async throws {
        let messages = FakeMessages(gate: gate)
        let writer = MessageWriter(store: messages, events: bus)
        try await writer.running {
            let first = writer.submit("1")
            await gate.arrival()
            let later = ["2", "3", "4", "5"].map { writer.submit($0) }
            gate.open()
            for answer in [first] + later { #expect(await answer.all.count == 1) }
        }
        #expect(messages.batches.map { $0.map(\.text.rawValue) } == [["1"], ["2", "3", "4", "5"]])
        #expect(bus.messages.map(\.seq.rawValue) == [1, 2, 3, 4, 5])
    }

    @Test("a store of two lanes makes two commits at once when there is much to do, and each chat keeps its order")
    func lanes() async throws {
        let messages = FakeMessages(gate: gate, commitLanes: 2)
        let writer = MessageWriter(store: messages, events: bus)
        let answers = Counter()
        try await writer.running {
            let (stream, seen) = AsyncStream<Int>.makeStream()
            let drafts = (1...3 as ClosedRange<Int64>).flatMap { chat in
                (1...100).map { MessageDraft.line("\($0)", to: chat) }
            }
            for draft in drafts {
                writer.submit(draft) { _ in
                    answers.increment()
                    if answers.value == drafts.count { seen.finish() }
                }
            }
            while messages.batches.count < 2 { await Task.yield() }
            #expect(bus.messages.isEmpty)
            gate.open()
            for await _ in stream {}
        }
        #expect(answers.value == 300)
        for chat in 1...3 as ClosedRange<Int64> {
            let texts = bus.messages.filter { $0.chat == ID(chat) }.map(\.text.rawValue)
            #expect(texts == (1...100).map(String.init))
        }
    }

    @Test("a batch holds no more than its limit")
    func batchLimit() async throws {
        let messages = FakeMessages(gate: gate)
        let writer = MessageWriter(store: messages, events: bus, limits: .init(batch: 3, queue: 100))
        try await writer.running {
            let first = writer.submit("0")
            await gate.arrival()
            let later = (1...7).map { writer.submit("\($0)") }
            gate.open()
            for answer in [first] + later { _ = await answer.all }
        }
        #expect(messages.batches.map(\.count) == [1, 3, 3, 1])
        #expect(messages.batches.joined().map(\.text.rawValue) == (0...7).map(String.init))
    }

    @Test("what is submitted within one turn is one commit, made when the turn ends")
    func turn() async throws {
        let messages = FakeMessages()
        let turn = Turn()
        let writer = MessageWriter(store: messages, events: bus, atEndOfTurn: { turn.add($0) })
        try await writer.running {
            // As long as the writer is awake it commits by itself; once it sleeps, a message asks for the turn's end.
            var first = writer.submit("first")
            while turn.count == 0 {
                _ = await first.all
                first = writer.submit("first")
            }
            let later = ["2", "3"].map { writer.submit($0) }
            #expect(turn.count == 1)
            turn.end()
            for answer in [first] + later { #expect(await answer.all.count == 1) }
            #expect(messages.batches.last?.map(\.text.rawValue) == ["first", "2", "3"])
        }
    }

    @Test("an end does not wait for the end of a turn")
    func finishWithinTurn() async throws {
        let messages = FakeMessages()
        let turn = Turn()
        let writer = MessageWriter(store: messages, events: bus, atEndOfTurn: { turn.add($0) })
        var last = writer.submit("0")
        try await writer.running {
            while turn.count == 0 {
                _ = await last.all
                last = writer.submit("last")
            }
        }
        #expect(await last.all.map(\.text) == ["last"])
        turn.end()
    }

    @Test("a full queue refuses, and what had been taken is still committed")
    func overload() async throws {
        let messages = FakeMessages(gate: gate)
        let writer = MessageWriter(store: messages, events: bus, limits: .init(batch: 10, queue: 2))
        try await writer.running {
            let first = writer.submit("1")
            await gate.arrival()
            let (second, third, fourth) = (writer.submit("2"), writer.submit("3"), writer.submit("4"))
            #expect(await fourth.all.map(\.error) == [.overloaded(retryAfter: .seconds(1))])
            gate.open()
            #expect(await first.all.map(\.text) == ["1"])
            #expect(await second.all.map(\.text) == ["2"])
            #expect(await third.all.map(\.text) == ["3"])
        }
        #expect(messages.batches.joined().map(\.text.rawValue) == ["1", "2", "3"])
    }

    @Test("after the end nothing is taken, and what waited is committed")
    func finish() async throws {
        let messages = FakeMessages(gate: gate)
        let writer = MessageWriter(store: messages, events: bus)
        async let run: Void = writer.run()
        let first = writer.submit("1")
        await gate.arrival()
        let second = writer.submit("2")
        writer.finish()
        let third = writer.submit("3")
        #expect(await third.all.map(\.error) == [.unavailable(retryAfter: .seconds(1))])
        gate.open()
        await run
        #expect(await first.all.map(\.text) == ["1"])
        #expect(await second.all.map(\.text) == ["2"])
        #expect(messages.batches.joined().map(\.text.rawValue) == ["1", "2"])
    }

    @Test("a writer that is ended before it begins returns")
    func endedAtOnce() async {
        let writer = MessageWriter(store: FakeMessages(), events: bus)
        writer.finish()
        await writer.run()
    }

    @Test("a commit that fails is told to each of its senders, and the next one is tried")
    func failure() async throws {
        let messages = FakeMessages(gate: gate)
        let writer = MessageWriter(store: messages, events: bus)
        let fault = MessengerError.unavailable(retryAfter: .seconds(7))
        try await writer.running {
            let first = writer.submit("1")
            await gate.arrival()
            let (second, third) = (writer.submit("2"), writer.submit("3"))
            gate.letOneThrough()
            #expect(await first.all.map(\.text) == ["1"])
            await gate.arrival()
            messages.state.withLock { $0.failure = fault }
            gate.letOneThrough()
            #expect(await second.all.map(\.error) == [fault])
            #expect(await third.all.map(\.error) == [fault])
            messages.state.withLock { $0.failure = nil }
            gate.open()
            #expect(await writer.submit("4").all.map(\.text) == ["4"])
        }
        #expect(bus.messages.map(\.text.rawValue) == ["1", "4"])
    }

    @Test("a repeated and a refused message are answered, and nobody else hears of them")
    func outcomes() async throws {
        let messages = FakeMessages()
        messages.state.withLock { state in
            state.outcome = { draft, message in
                switch draft.text.rawValue {
                case "again": .repeated(message)
                case "stranger": .refused(.notAMember)
                default: .committed(message)
                }
            }
        }
        let writer = MessageWriter(store: messages, events: bus)
        try await writer.running {
            let answers = [writer.submit("again"), writer.submit("stranger"), writer.submit("new")]
            let again = try #require(await answers[0].all.first)
            #expect(try again.get().isRepeat)
            #expect(await answers[1].all.map(\.error) == [.notAMember])
            let new = try #require(await answers[2].all.first)
            #expect(try !new.get().isRepeat)
        }
        #expect(bus.messages.map(\.text.rawValue) == ["new"])
    }

    @Test("the event goes out before the sender is answered")
    func eventFirst() async throws {
        let writer = MessageWriter(store: FakeMessages(), events: bus)
        let (stream, seen) = AsyncStream<Int>.makeStream()
        try await writer.running {
            writer.submit(.line("hello")) { [bus] _ in
                seen.yield(bus.messages.count)
                seen.finish()
            }
            #expect(await stream.all == [1])
        }
    }

    @Test("many senders at once are each answered exactly once, each in the order of its own messages")
    func concurrency() async throws {
        let (senders, lines) = (20, 200)
        let writer = MessageWriter(store: FakeMessages(), events: bus, limits: .init(batch: 64, queue: 1 << 20))
        let answers = Counter()
        try await writer.running {
            await withTaskGroup(of: Void.self) { tasks in
                for sender in 1...senders {
                    tasks.addTask {
                        for line in 1...lines {
                            await withCheckedContinuation { continuation in
                                writer.submit(.line("\(line)", by: Int64(sender))) { _ in
                                    answers.increment()
                                    continuation.resume()
                                }
                            }
                        }
                    }
                }
            }
        }
        #expect(answers.value == senders * lines)
        let messages = bus.messages
        #expect(messages.map(\.seq.rawValue) == (1...Int64(senders * lines)).map { $0 })
        for sender in 1...senders {
            let texts = messages.filter { $0.sender == ID(Int64(sender)) }.map(\.text.rawValue)
            #expect(texts == (1...lines).map(String.init))
        }
    }
}

/// A turn that ends when a test says so.
private final class Turn: Sendable {
    private let work = Mutex<[@Sendable () -> Void]>([])

    var count: Int { work.withLock { $0.count } }

    func add(_ more: @escaping @Sendable () -> Void) {
        work.withLock { $0.append(more) }
    }

    func end() {
        for each in work.withLock({ $0 }) { each() }
    }
}
