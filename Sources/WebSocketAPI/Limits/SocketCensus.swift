import Domain
import NIOConcurrencyHelpers
import UseCases

/// Who has how many sockets, on all loops.
final class SocketCensus: Sendable {
    /// Somebody whose sockets are counted.
    enum Holder: Hashable, Sendable {
        case user(ID<User>)
        case address(ClientAddress)
    }

    private let userLimit: Int
    private let addressLimit: Int
    private let counts = NIOLockedValueBox<[Holder: Int]>([:])

    /// A census with limits, of which 0 stands for none.
    init(userLimit: Int, addressLimit: Int) {
        self.userLimit = userLimit
        self.addressLimit = addressLimit
    }

    /// Whether a holder may have one more, if nobody is quicker.
    func hasRoom(for holder: Holder) -> Bool {
        guard let limit = limit(of: holder) else { return true }
        return counts.withLockedValue { $0[holder, default: 0] < limit }
    }

    /// Counts one more socket; false when there is no room for it.
    ///
    /// Each that is counted must `leave`.
    func enter(_ holder: Holder) -> Bool {
        guard let limit = limit(of: holder) else { return true }
        return counts.withLockedValue { counts in
            guard counts[holder, default: 0] < limit else { return false }
            counts[holder, default: 0] += 1
            return true
        }
    }

    /// Counts one socket less.
    func leave(_ holder: Holder) {
        counts.withLockedValue { counts in
            guard let count = counts[holder] else { return }
            counts[holder] = count > 1 ? count - 1 : nil
        }
    }

    private func limit(of holder: Holder) -> Int? {
        let limit =
            switch holder {
            case .user: userLimit
            case .address: addressLimit
            }
        return limit == 0 ? nil : limit
    }
}
