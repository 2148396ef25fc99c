public import Domain
import StoreSQL
public import UseCases

extension PostgresStore {
    /// Takes a name for a call that is about to be made, or tells what became of the call that has it.
    ///
    /// Of two that come at once the second waits until the first has the name.
    public func begin(_ call: KeyedCall) async throws(MessengerError) -> KeyedCallState {
        try await answering { try await pool.transaction { session in try session.begin(call) } }
    }

    /// Keeps the answer to a call.
    public func keep(_ answer: KeptAnswer, of call: KeyedCall) async throws(MessengerError) {
        _ = try await answering { try await pool.execute(CallSQL.keep(answer, of: call)) }
    }

    /// Gives the name of a call back.
    public func release(_ call: KeyedCall) async throws(MessengerError) {
        _ = try await answering { try await pool.execute(CallSQL.release(call)) }
    }
}
