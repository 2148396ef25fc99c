public import Domain
import Synchronization
public import UseCases

/// A clock that stands still until it is told to go on.
public final class TestClock: WallClock {
    private let moment: Mutex<Timestamp>

    /// A clock that shows the given moment.
    public init(_ moment: Timestamp = .noon) {
        self.moment = Mutex(moment)
    }

    /// The moment that was set last.
    public func now() -> Timestamp {
        moment.withLock { $0 }
    }

    /// Goes on by a stretch of time.
    public func advance(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }
}

extension Timestamp {
    /// 2026-11-23T12:00:00.000001Z: the fraction shows all its digits.
    public static let noon = Timestamp(microseconds: 1_795_435_200_000_001)
}

/// Names for messages that can be foretold: UUIDs that count from 1.
public final class CountingClientMessageIDs: ClientMessageIDMaking {
    private let count = Mutex(0)

    /// Begins to count.
    public init() {}

    /// The next name.
    public func make() -> ClientMessageID {
        let number = count.withLock { count in
            count += 1
            return count
        }
        return Self.name(number)
    }

    /// The name that the server makes as its `number`th, from 1.
    public static func name(_ number: Int) -> ClientMessageID {
        let digits = String(number)
        return ClientMessageID(
            stored: "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        )
    }
}
