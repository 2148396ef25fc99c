import Domain
import Synchronization
import Testing
import UseCases

@Suite("The writer of cursors")
struct CursorWriterTests {
    private static func move(_ target: CursorMove.Target, by user: Int64 = 1, in chat: Int64 = 1) -> CursorMove {
        CursorMove(chat: ID(chat), user: ID(user), target: target)
    }

    /// Runs a writer whose patience never ends by itself, and gives what was committed.
    private func batches(
        of gate: Gate? = nil,
        patience: @escaping @Sendable (Duration) async -> Void = { _ in await Gate().pass() },
        _ body: (CursorWriter, FakeCursors) async -> Void
    ) async throws -> [[CursorMove]] {
        let store = FakeCursors(gate: gate)
        let writer = CursorWriter(store: store, events: RecordingBus(), sleep: patience)
        try await writer.running { await body(writer, store) }
        return store.batches
    }

    @Test("a reading is committed at once; what comes meanwhile goes into the next commit together")
    func group() async throws {
        let gate = Gate()
        let batches = try await batches(of: gate) { writer, _ in
            writer.submit(Self.move(.read(Seq(1)))) { _ in }
            await gate.arrival()
            writer.submit(Self.move(.read(Seq(2)), by: 2)) { _ in }
            writer.submit(Self.move(.readMessage(ID(3)), by: 3)) { _ in }
            gate.open()
        }
        #expect(batches.map(\.count) == [1, 2])
    }

    @Test("of several moves of one cursor the furthest is made, and all who asked are answered")
    func merged() async throws {
        let gate = Gate()
        let answers = Counter()
        let batches = try await batches(of: gate) { writer, _ in
            writer.submit(Self.move(.read(Seq(1)), by: 9)) { _ in }
            await gate.arrival()
            for seq in [3, 7, 5] as [Int64] {
                writer.submit(Self.move(.read(Seq(seq)))) { result in
                    if (try? result.get())?.read == Seq(7) { answers.increment() }
                }
            }
            gate.open()
        }
        #expect(batches.last == [Self.move(.read(Seq(7)))])
        #expect(answers.value == 3)
    }

    @Test("arrivals wait for company, and go with the next reading")
    func company() async throws {
        let done = Gate()
        let batches = try await batches { writer, _ in
            writer.submit(Self.move(.delivered(Seq(1)))) { _ in }
            writer.submit(Self.move(.delivered(Seq(4)))) { _ in }
            writer.submit(Self.move(.read(Seq(2)), by: 2)) { _ in done.open() }
            await done.pass()
        }
        let committed = batches.flatMap { $0 }
        #expect(committed.contains(Self.move(.delivered(Seq(4)))))
        #expect(committed.count <= 3)
    }

    @Test("arrivals alone are committed when their patience has ended")
    func patience() async throws {
        let done = Gate()
        let none: @Sendable (Duration) async -> Void = { _ in }
        let batches = try await batches(patience: none) { writer, _ in
            writer.submit(Self.move(.delivered(Seq(4)))) { _ in done.open() }
            await done.pass()
        }
        #expect(batches.flatMap { $0 } == [Self.move(.delivered(Seq(4)))])
    }

    @Test("what waits when the writer finishes is committed, and nothing more is taken")
    func finish() async throws {
        let store = FakeCursors()
        let writer = CursorWriter(store: store, events: RecordingBus())
        writer.submit(Self.move(.delivered(Seq(4)))) { _ in }
        writer.finish()
        await writer.run()
        #expect(store.batches.count == 1)
        let refusal = Mutex<MessengerError?>(nil)
        writer.submit(Self.move(.read(Seq(1)))) { result in
            if case .failure(let error) = result { refusal.withLock { $0 = error } }
        }
        #expect(refusal.withLock { $0 } == .unavailable(retryAfter: .seconds(1)))
    }

    @Test("a full queue refuses, but not what merges with something that waits")
    func full() async throws {
        var limits = CursorWriter.Limits()
        limits.queue = 1
        let writer = CursorWriter(store: FakeCursors(), events: RecordingBus(), limits: limits)
        let refusals = Counter()
        for (user, seq) in [(1, 1), (1, 2), (2, 1)] as [(Int64, Int64)] {
            writer.submit(Self.move(.read(Seq(seq)), by: user)) { result in
                if case .failure(.overloaded) = result { refusals.increment() }
            }
        }
        #expect(refusals.value == 1)
    }

    @Test("a store that is away fails all of a commit")
    func failure() async throws {
        let store = FakeCursors()
        store.state.withLock { $0.failure = .unavailable(retryAfter: .seconds(1)) }
        let writer = CursorWriter(store: store, events: RecordingBus())
        let failures = Counter()
        try await writer.running {
            for user in 1...3 as ClosedRange<Int64> {
                writer.submit(Self.move(.read(Seq(1)), by: user)) { result in
                    if case .failure(.unavailable) = result { failures.increment() }
                }
            }
        }
        #expect(failures.value == 3)
    }
}
