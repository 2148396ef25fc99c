public import Domain
import NIOConcurrencyHelpers

/// Who listens over how many connections, sockets and event streams together, on all loops.
public final class ListenerCensus: Sendable {
    /// Somebody whose connections are counted.
    public enum Holder: Hashable, Sendable {
        /// An account.
        case user(ID<User>)
        /// A place on the network.
        case address(ClientAddress)
    }

    /// One connection that is counted as a holder's, for as long as this is held on to.
    public final class Seat: Sendable {
        private let holder: Holder
        private let census: ListenerCensus

        fileprivate init(of holder: Holder, in census: ListenerCensus) {
            self.holder = holder
            self.census = census
        }

        deinit { census.leave(holder) }
    }

    private let userLimit: Int
    private let addressLimit: Int
    private let proxies: Int
    private let counts = NIOLockedValueBox<[Holder: Int]>([:])

    /// A census with limits, of which 0 stands for none; so many of the operator's proxies stand before the server.
    public init(userLimit: Int, addressLimit: Int, proxies: Int = 0) {
        self.userLimit = userLimit
        self.addressLimit = addressLimit
        self.proxies = proxies
    }

    /// The address of a client, as a holder; nil where it is not known, or addresses have no limit.
    ///
    /// `connection` is the other end of the connection, `forwardedFor` what `X-Forwarded-For` says.
    public func address(of connection: String?, forwardedFor: [String]) -> Holder? {
        guard addressLimit > 0 else { return nil }
        return ClientAddress(of: connection, forwardedFor: forwardedFor, proxies: proxies).map { .address($0) }
    }

    /// Whether a holder may have one more, if nobody is quicker.
    public func hasRoom(for holder: Holder) -> Bool {
        guard let limit = limit(of: holder) else { return true }
        return counts.withLockedValue { $0[holder, default: 0] < limit }
    }

    /// Counts one more connection; nil when there is no room for it.
    public func seat(for holder: Holder) -> Seat? {
        let limit = limit(of: holder) ?? .max
        let hasRoom = counts.withLockedValue { counts in
            guard counts[holder, default: 0] < limit else { return false }
            counts[holder, default: 0] += 1
            return true
        }
        return hasRoom ? Seat(of: holder, in: self) : nil
    }

    private func leave(_ holder: Holder) {
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
