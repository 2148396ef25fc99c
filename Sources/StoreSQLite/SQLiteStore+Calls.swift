public import Domain
import StoreSQL
public import UseCases

extension SQLiteStore {
    /// Takes a name for a call that is about to be made, or tells what became of the call that has it.
    public func begin(_ call: KeyedCall) async throws(MessengerError) -> KeyedCallState {
        try await write { try $0.begin(call) }
    }

    /// Keeps the answer to a call.
    public func keep(_ answer: KeptAnswer, of call: KeyedCall) async throws(MessengerError) {
        _ = try await write { try $0.execute(CallSQL.keep(answer, of: call)) }
    }

    /// Gives the name of a call back.
    public func release(_ call: KeyedCall) async throws(MessengerError) {
        _ = try await write { try $0.execute(CallSQL.release(call)) }
    }
}
