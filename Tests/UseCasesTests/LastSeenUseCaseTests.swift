import Domain
import Synchronization
import Testing
import UseCases

@Suite("Keeping when people were last there")
struct LastSeenUseCaseTests {
    @Test("many people are kept a thousand at a time, each once")
    func slices() async throws {
        let product = Product()
        let people = Set((1...2500).map { ID<User>($0) })
        await product.messenger.noteSeen(people, at: FixedClock.moment)
        let slices = product.store.state.withLock { $0.seen }
        #expect(slices.map(\.count) == [1000, 1000, 500])
        #expect(slices.flatMap { $0 } == people.sorted())
        await product.messenger.noteSeen([], at: FixedClock.moment)
        #expect(product.store.state.withLock { $0.seen.count } == 3)
    }

    @Test("a store that is away is not asked again and again")
    func away() async throws {
        let product = Product()
        product.store.state.withLock { $0.forgetsSeen = true }
        await product.messenger.noteSeen(Set((1...2500).map { ID<User>($0) }), at: FixedClock.moment)
        #expect(product.store.state.withLock { $0.seen.count } == 1)
    }
}
