public import Domain

extension Messenger {
    /// A call of somebody's under a name of its own, as it begins now.
    public func keyedCall(_ key: IdempotencyKey, by user: ID<User>, fingerprint: String) -> KeyedCall {
        KeyedCall(user: user, key: key, fingerprint: fingerprint, beganAt: clock.now())
    }

    /// Lets a named call go ahead, or gives the answer that it had before.
    ///
    /// Whoever gets nil makes the call, and then calls `keep` or `release`.
    ///
    /// - Throws: `.idempotencyKeyReused`, `.idempotencyKeyInUse`, `.overloaded`, `.unavailable`.
    public func begin(_ call: KeyedCall) async throws(MessengerError) -> KeptAnswer? {
        switch try await calls.begin(call) {
        case .begun: nil
        case .answered(let answer): answer
        case .running: throw .idempotencyKeyInUse(retryAfter: .seconds(1))
        case .reused: throw .idempotencyKeyReused
        }
    }

    /// Keeps the answer to a call.
    ///
    /// Should that fail, the caller still gets it; a repeated call is refused as one under way for a minute, and then made
    /// again.
    public func keep(_ answer: KeptAnswer, of call: KeyedCall) async {
        try? await calls.keep(answer, of: call)
    }

    /// Lets a call be made again that has come to nothing; should that fail, it can be after a minute.
    public func release(_ call: KeyedCall) async {
        try? await calls.release(call)
    }
}
