import Domain
import Synchronization
import Testing

@testable import UseCases

@Suite("Accounts that were looked up a moment ago")
struct KnownAccountsTests {
    let accounts = KnownAccounts()
    let start = FixedClock.moment

    private func user(_ id: Int64) -> User {
        User(id: ID(id), email: EmailAddress(stored: "u\(id)@example.com"), name: UserName(stored: "u"))
    }

    private func session(_ id: Int64) -> SessionID { SessionID("session \(id)") }

    private func knows(_ id: Int64, after duration: Duration) -> Bool {
        accounts.account(of: session(id), now: start + duration) == user(id)
    }

    private func remember(_ id: Int64, after duration: Duration = .zero) {
        accounts.remember(user(id), of: session(id), since: accounts.mark, now: start + duration)
    }

    @Test("are known for a second at least", arguments: [0, 1, 500, 999, 1000])
    func remembered(milliseconds: Int) {
        remember(1)
        #expect(knows(1, after: .milliseconds(milliseconds)))
        #expect(!knows(2, after: .milliseconds(milliseconds)))
    }

    @Test("are forgotten before two seconds are over, however often they are asked for")
    func forgotten() {
        remember(1)
        let known = stride(from: 0, through: 5000, by: 100).filter { knows(1, after: .milliseconds($0)) }
        #expect(known.allSatisfy { $0 < 2000 })
        #expect(known == Array(stride(from: 0, through: known.last ?? 0, by: 100)))
        #expect(known.contains(1000))
    }

    @Test("are forgotten after a pause", arguments: [2000, 2001, 3000, 1_000_000])
    func pause(milliseconds: Int) {
        remember(1)
        #expect(!knows(1, after: .milliseconds(milliseconds)))
    }

    @Test("are forgotten when the clock is set back")
    func clockSetBack() {
        remember(1)
        #expect(!knows(1, after: .seconds(-1)))
        #expect(!knows(1, after: .zero))
    }

    @Test("are those of the last look-ups when there are more than are kept")
    func capacity() {
        let count = 3 * Int64(KnownAccounts.capacity)
        for id in 1...count { remember(id) }
        #expect(knows(count, after: .zero))
        #expect(!knows(1, after: .zero))
        let known = (1...count).count { knows($0, after: .zero) }
        #expect(known <= 2 * KnownAccounts.capacity)
        #expect(known >= KnownAccounts.capacity)
    }

    @Test("are forgotten at once when their session ends, and no other is")
    func endedSession() {
        for id in 1...3 as ClosedRange<Int64> { remember(id) }
        remember(4, after: .seconds(1))
        accounts.forget(.one(session(1)), of: ID(1))
        accounts.forget(.one(session(4)), of: ID(4))
        #expect((1...4 as ClosedRange<Int64>).map { knows($0, after: .seconds(1)) } == [false, true, true, false])
    }

    @Test("are forgotten at once when all sessions of the account end, but for one that remains")
    func endedSessions() {
        for name in ["a", "b"] {
            accounts.remember(user(1), of: SessionID(name), since: accounts.mark, now: start)
        }
        remember(2)
        accounts.forget(.all(except: SessionID("b")), of: ID(1))
        #expect(accounts.account(of: SessionID("a"), now: start) == nil)
        #expect(accounts.account(of: SessionID("b"), now: start) == user(1))
        accounts.forget(.all(except: nil), of: ID(1))
        #expect(accounts.account(of: SessionID("b"), now: start) == nil)
        #expect(knows(2, after: .zero))
    }

    @Test("are not remembered when a session ended while the store was asked")
    func race() {
        let mark = accounts.mark
        accounts.forget(.one(session(1)), of: ID(1))
        accounts.remember(user(1), of: session(1), since: mark, now: start)
        #expect(!knows(1, after: .zero))
    }

    @Test("cost the store one look-up for many requests, and another one later")
    func lookUps() async throws {
        let clock = SettableClock()
        let product = Product(clock: clock)
        let user = try await product.account("anna@example.com")
        let token = AccessToken("1 anna@example.com 9999999999999999")
        for _ in 1...5 { #expect(try await product.messenger.authenticate(token) == user) }
        #expect(product.store.lookUps.value == 1)
        clock.advance(by: .seconds(2))
        for _ in 1...5 { #expect(try await product.messenger.authenticate(token) == user) }
        #expect(product.store.lookUps.value == 2)
    }

    @Test("are those that exist: one that comes to be is found at once")
    func newcomer() async throws {
        let product = Product()
        let token = AccessToken("1 anna@example.com 9999999999999999")
        await #expect(throws: MessengerError.accountGone) { try await product.messenger.authenticate(token) }
        let user = try await product.account("anna@example.com")
        #expect(try await product.messenger.authenticate(token) == user)
    }
}

/// A clock that tests move.
final class SettableClock: WallClock {
    private let moment = Mutex(FixedClock.moment)

    func now() -> Timestamp { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
