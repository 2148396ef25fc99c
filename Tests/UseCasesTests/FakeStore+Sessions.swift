import Domain
import Synchronization
import UseCases

extension FakeStore {
    func standing(of user: ID<User>, in session: SessionID) async throws(MessengerError) -> SessionStanding? {
        lookUps.increment()
        return state.withLock { state in
            guard let kept = state.users.first(where: { $0.user.id == user }) else { return nil }
            return SessionStanding(
                user: kept.user,
                tokensAfter: state.floors[user] ?? Timestamp(microseconds: 0),
                isRevoked: state.revoked.contains(session)
            )
        }
    }

    func revoke(_ session: SessionID, until: Timestamp, now: Timestamp) async throws(MessengerError) {
        _ = state.withLock { $0.revoked.insert(session) }
    }

    func passwordHash(of user: ID<User>) async throws(MessengerError) -> PasswordHash? {
        state.withLock { $0.users.first { $0.user.id == user }?.passwordHash }
    }

    func changePassword(
        of user: ID<User>,
        from old: PasswordHash,
        to new: PasswordHash,
        endingTokensUpTo floor: Timestamp
    ) async throws(MessengerError) -> Bool {
        state.withLock { state in
            guard !state.refusesReplacing, let place = state.users.firstIndex(where: { $0.user.id == user }),
                state.users[place].passwordHash == old
            else { return false }
            state.users[place] = Credentials(user: state.users[place].user, passwordHash: new)
            state.floors[user] = floor
            return true
        }
    }

    func useTicket(_ id: String, until: Timestamp, now: Timestamp) async throws(MessengerError) -> Bool {
        state.withLock { $0.usedTickets.insert(id).inserted }
    }

    func begin(_ call: KeyedCall) async throws(MessengerError) -> KeyedCallState {
        state.withLock { state in
            guard let kept = state.calls[call.key] else {
                state.calls[call.key] = (call, nil)
                return .begun
            }
            guard kept.call.fingerprint == call.fingerprint else { return .reused }
            return kept.answer.map { .answered($0) } ?? .running
        }
    }

    func keep(_ answer: KeptAnswer, of call: KeyedCall) async throws(MessengerError) {
        state.withLock { $0.calls[call.key] = (call, answer) }
    }

    func release(_ call: KeyedCall) async throws(MessengerError) {
        state.withLock { $0.calls[call.key] = nil }
    }
}
