import Domain
import Testing

@testable import UseCases

@Suite("The allowance of searches")
struct SearchAllowanceTests {
    let start = FixedClock.moment

    @Test("lets half of a minute's searches through at once, and the others as time goes on")
    func burst() {
        let allowance = SearchAllowance(perMinute: 60)
        for _ in 1...30 { #expect(allowance.pause(of: ID(1), now: start) == nil) }
        #expect(allowance.pause(of: ID(1), now: start) == .seconds(1))
        #expect(allowance.pause(of: ID(1), now: start + .milliseconds(400)) == .milliseconds(600))
        #expect(allowance.pause(of: ID(1), now: start + .seconds(1)) == nil)
        #expect(allowance.pause(of: ID(1), now: start + .seconds(1)) == .seconds(1))
    }

    @Test("is each person's own")
    func people() {
        let allowance = SearchAllowance(perMinute: 1)
        #expect(allowance.pause(of: ID(1), now: start) == nil)
        #expect(allowance.pause(of: ID(1), now: start) == .seconds(60))
        #expect(allowance.pause(of: ID(2), now: start) == nil)
    }

    @Test("of nought is no limit")
    func unlimited() {
        let allowance = SearchAllowance(perMinute: 0)
        for _ in 1...1000 { #expect(allowance.pause(of: ID(1), now: start) == nil) }
    }

    @Test("keeps nobody waiting for longer because the clock was set back")
    func clockSetBack() {
        let allowance = SearchAllowance(perMinute: 60)
        for _ in 1...30 { #expect(allowance.pause(of: ID(1), now: start) == nil) }
        #expect(allowance.pause(of: ID(1), now: start - .seconds(3600)) == .seconds(1))
    }

    @Test("remembers a bounded number of people")
    func bounded() {
        let allowance = SearchAllowance(perMinute: 1)
        for id in 0..<Int64(2 * SearchAllowance.capacity) { #expect(allowance.pause(of: ID(id), now: start) == nil) }
        #expect(allowance.pause(of: ID(0), now: start) == nil)
    }
}

@Suite("Searching for people")
struct SearchTests {
    private func search(_ product: Product, _ text: String) async throws -> [(String, Bool)] {
        try await product.messenger.searchUsers(SearchText(parsing: text), by: ID(1))
            .map { ($0.user.email.rawValue, $0.isByEmail) }
    }

    @Test("an address finds its owner, whose name is not looked for again")
    func byEmail() async throws {
        let product = Product()
        try await product.account("anna@example.com")
        try await product.account("boris@example.com")
        let found = try await search(product, "Anna@example.com")
        #expect(found.map(\.0) == ["anna@example.com"])
        #expect(found.map(\.1) == [true])
        #expect(try await search(product, "nobody@example.com").isEmpty)
        #expect(try await search(product, "anna@").isEmpty)
    }

    @Test("a name finds at most twenty, without their addresses")
    func byName() async throws {
        let product = Product()
        for number in 1...25 { try await product.account("a\(number)@example.com") }
        let found = try await search(product, "NA")
        #expect(found.count == 20)
        #expect(found.allSatisfy { !$0.1 })
    }
}

@Suite("Calls under a key")
struct MakeOnceTests {
    let product = Product()

    private func call(_ fingerprint: String) -> KeyedCall {
        product.messenger.keyedCall(IdempotencyKey(stored: "key"), by: ID(1), fingerprint: fingerprint)
    }

    @Test("go ahead once, and are answered from then on")
    func once() async throws {
        let answer = KeptAnswer(status: 200, contentType: "application/json", body: "{}")
        #expect(try await product.messenger.begin(call("a")) == nil)
        await #expect(throws: MessengerError.idempotencyKeyInUse(retryAfter: .seconds(1))) {
            try await product.messenger.begin(call("a"))
        }
        await product.messenger.keep(answer, of: call("a"))
        #expect(try await product.messenger.begin(call("a")) == answer)
        await #expect(throws: MessengerError.idempotencyKeyReused) {
            try await product.messenger.begin(call("b"))
        }
    }

    @Test("that came to nothing may be made again")
    func released() async throws {
        #expect(try await product.messenger.begin(call("a")) == nil)
        await product.messenger.release(call("a"))
        #expect(try await product.messenger.begin(call("a")) == nil)
    }

    @Test("are forgotten after a day, and given up after a minute")
    func times() {
        #expect(call("a").forgotten == FixedClock.moment - .seconds(86_400))
        #expect(call("a").givenUp == FixedClock.moment - .seconds(60))
    }
}
