import Domain
import FoundationEssentials
import UseCases

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The system's clock.
struct SystemClock: WallClock {
    func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}

/// Random names for messages.
struct RandomClientMessageIDs: ClientMessageIDMaking {
    func make() -> ClientMessageID {
        ClientMessageID(stored: UUID().uuidString.lowercased())
    }
}
