public import Domain
import StoreSQL
public import UseCases

extension SQLiteStore {
    /// Keeps a set of test data in one transaction, unless one of its addresses has an account already.
    public func insert(_ data: DemoData) async throws(MessengerError) -> Bool {
        let outcome = await writer.write { try $0.insert(data) }
        if case .failure(is DemoDataExists) = outcome { return false }
        try outcome.mapError(portError).get()
        return true
    }
}
